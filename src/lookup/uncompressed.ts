import { decompressLink } from '../identifiers/index.js';

/** A Digital Link in its whole length. */
export interface Uncompressed {
  readonly path: string;
  /** Its own query, then that of the request. */
  readonly search: string;
}

/**
 * A key and all behind it, or only the latter, in one segment of so many characters at least: a GTIN alone takes ten. What by
 * chance is one all the same is no other address of the service: a test asks for those.
 */
const compressedShape = /^(?:(?:\/\d{2,4}\/[^/]+)+\/[\w-]+|\/[\w-]{10,})$/;

/** What a compressed Digital Link says; undefined for any other address. */
export function readCompressed(path: string, search: string): Uncompressed | undefined {
  if (!compressedShape.test(path)) return undefined;
  const uri = decompressLink(`https://${host}${path}`);
  if (uri === undefined) return undefined;
  const { pathname, search: own } = new URL(uri);
  return { path: pathname, search: [own.slice(1), search].filter(Boolean).join('&') };
}

/** Any: only what stands behind it is read. */
const host = 'id.gs1.org';

/**
 * The pairs of a query that are GS1's: they are checked as part of a Digital Link. What others add, such as trackers, may
 * be written in any way. A slash would look like the path of a code of ours.
 */
export function attributesIn(search: string): string {
  const pairs = search.split('&').filter((pair) => /^\d+(=|$)/.test(pair));
  return pairs.length === 0 ? '' : `?${pairs.join('&').replaceAll('/', '%2F')}`;
}
