/** Linters of which characters a value may hold. */

/** The 82 characters that GS1 allows in text (CSET 82). Case matters in them. */
const text82 = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*$/;
/** The 39 characters of component and part numbers (CSET 39). */
const text39 = /^[#\-/0-9A-Z]*$/;
const digits = /^[0-9]*$/;
/** Base 64 for URIs (RFC 4648): padding may be left out, and where it stands it fills up groups of four. */
const base64url = /^(?:[\w-]*|(?:[\w-]{4})*(?:[\w-]{2}==|[\w-]{3}=))$/;
const brokenEscape = /%(?![\da-f]{2})/i;

export const isText82 = (text: string): boolean => text82.test(text);
export const isText39 = (text: string): boolean => text39.test(text);
export const isNumeric = (text: string): boolean => digits.test(text);
export const isBase64url = (text: string): boolean => base64url.test(text);

/** Text of any language, percent-encoded as in a URI. */
export const isPercentEncoded = (text: string): boolean => !brokenEscape.test(text);
export const hasNonDigit = (text: string): boolean => /[^0-9]/.test(text);
export const isHyphens = (text: string): boolean => /^-+$/.test(text);

/** The index of an importer: one character of those that base 64 for URIs has. */
export const isImporterIndex = (text: string): boolean => /^[\w-]$/.test(text);

/** A GS1 company prefix begins with a prefix of GS1 or a national organisation, of digits. */
export const startsWithPrefix = (text: string): boolean => /^[0-9]{2}/.test(text);
/** The same behind an indicator or extension digit. */
export const holdsPrefixFromSecond = (text: string): boolean => startsWithPrefix(text.slice(1));
