import { refuseWrongCheckDigit } from './check-digit.js';
import { IdentifierFault } from './fault.js';

/** One application identifier (AI) with its value: what every GS1 notation is made of. */
export type Element = readonly [ai: string, value: string];

/** The shape of an AI's value: so many digits, the last of them perhaps a check digit, then a tail. */
interface Format {
  /** The word for the value in `Identifier.parts`. */
  readonly part: string;
  readonly digits: number;
  readonly checked: boolean;
  readonly tailMax: number;
  readonly tail: Alphabet;
}

interface Alphabet {
  readonly pattern: RegExp;
  readonly words: string;
}

/** The 82 characters that GS1 allows in text values. Case matters in them. */
const text: Alphabet = {
  pattern: /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*$/,
  words: 'letters A-Z a-z, digits and ! " % & \' ( ) * + , - . / : ; < = > ? _',
};
const digitsOnly: Alphabet = { pattern: /^\d*$/, words: 'digits' };
/** The 39 characters of component and part numbers. */
const componentText: Alphabet = { pattern: /^[#\-/0-9A-Z]*$/, words: 'capitals, digits and # - /' };
/** Numbers that a leading zero would make a second spelling of. */
const plainNumber: Alphabet = {
  pattern: /^(0|[1-9]\d*)?$/,
  words: 'digits without a leading zero',
};

/** The AIs that name things. A format more is a line more; AIs that only describe are not needed here. */
const formats: ReadonlyMap<string, Format> = new Map([
  ['00', digits('sscc', 18)],
  ['01', digits('gtin', 14)],
  ['10', upTo(20, 'batch')],
  ['21', upTo(20, 'serial')],
  ['22', upTo(20, 'variant')],
  ['235', upTo(28, 'thirdPartySerial')],
  ['253', digits('gdti', 13, 17)],
  ['254', upTo(20, 'extension')],
  ['255', digits('gcn', 13, 12, digitsOnly)],
  ['401', upTo(30, 'ginc')],
  ['402', digits('gsin', 17)],
  ['414', digits('gln', 13)],
  ['417', digits('gln', 13)],
  ['7040', { part: 'unitExtension', digits: 1, checked: false, tailMax: 3, tail: text }],
  ['8003', digits('grai', 14, 16)],
  ['8004', upTo(30, 'giai')],
  ['8006', digits('itip', 14, 4, digitsOnly)],
  ['8010', upTo(30, 'cpid', componentText)],
  ['8011', upTo(12, 'serial', plainNumber)],
  ['8017', digits('gsrn', 18)],
  ['8018', digits('gsrn', 18)],
  ['8019', upTo(10, 'instance', digitsOnly)],
]);

/** The word for an AI's value, when the AI names things. */
export function partOf(ai: string): string | undefined {
  return formats.get(ai)?.part;
}

/** How many digits the value of an AI starts with, before any tail. */
export function leadingDigitsOf(ai: string): number {
  return formats.get(ai)?.digits ?? 0;
}

/** Refuses a value that its AI does not allow. Of an AI we have no format for, only the characters. */
export function checkElement([ai, value]: Element): void {
  if (value === '') throw new IdentifierFault(`(${ai}) has no value`);
  const format = formats.get(ai);
  if (format === undefined) return checkText(ai, value, text, 90);
  const head = value.slice(0, format.digits);
  if (head.length < format.digits || !digitsOnly.pattern.test(head)) {
    throw new IdentifierFault(`(${ai}) ${format.part} must have ${format.digits} digits`);
  }
  checkText(ai, value.slice(format.digits), format.tail, format.tailMax);
  if (format.checked) refuseWrongCheckDigit(format.part, head);
  if (ai === '8003' && head[0] !== '0') {
    throw new IdentifierFault('(8003) grai must start with 0', 0);
  }
  if (ai === '8006') checkPiece(value.slice(14));
}

function checkText(ai: string, value: string, alphabet: Alphabet, lengthMax: number): void {
  const name = formats.get(ai)?.part ?? 'value';
  if (value.length > lengthMax) {
    throw new IdentifierFault(
      lengthMax === 0
        ? `(${ai}) ${name} is too long`
        : `(${ai}) ${name} has over ${lengthMax} characters`,
    );
  }
  if (!alphabet.pattern.test(value)) {
    throw new IdentifierFault(`(${ai}) ${name} may hold only ${alphabet.words}`);
  }
}

/** The piece of an individual trade item piece, such as 0102: the first of two. */
function checkPiece(pieceAndTotal: string): void {
  const [piece, total] = [pieceAndTotal.slice(0, 2), pieceAndTotal.slice(2)];
  if (pieceAndTotal.length !== 4 || piece === '00' || piece > total) {
    throw new IdentifierFault('(8006) itip must end in piece and total, such as 0102', 14);
  }
}

/** Whether the number can be an AI: its first two digits fix how long it is. */
export function isApplicationIdentifier(ai: string): boolean {
  return aiLength(ai) === ai.length;
}

/** The length of the AI that a text starts with; 0 when none is assigned to its first two digits. */
export function aiLength(start: string): number {
  const prefix = start.slice(0, 2);
  if (/^(0[0-3]|1[0-35-7]|2[0-2]|30|37|9\d)$/.test(prefix)) return 2;
  if (/^(2[345]|4[012]|71)$/.test(prefix)) return 3;
  if (/^(3[1-69]|43|7[02]|8[012])$/.test(prefix)) return 4;
  return 0;
}

/**
 * The length of the values that end without a separator, by the first two digits of the AI. The list is
 * closed: GS1 never adds to it, so that old scanners can split new AIs.
 */
export function predefinedLength(ai: string): number | undefined {
  const prefix = ai.slice(0, 2);
  if (prefix === '00') return 18;
  if (/^0[123]$/.test(prefix)) return 14;
  if (/^1[1-9]$/.test(prefix) || /^3[1-6]$/.test(prefix)) return 6;
  if (prefix === '20') return 2;
  return prefix === '41' ? 13 : undefined;
}

function digits(part: string, count: number, tailMax = 0, tail = text): Format {
  return { part, digits: count, checked: true, tailMax, tail };
}

function upTo(tailMax: number, part: string, tail = text): Format {
  return { part, digits: 0, checked: false, tailMax, tail };
}
