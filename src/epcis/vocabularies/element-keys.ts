import { gs1Identifier } from '../../identifiers/index.js';

/** What a record may be called besides our id of it. */
export interface Names {
  /** Of a place: its GLN, and the extension of it. */
  readonly gln?: string | null;
  readonly extension?: string | null;
  /** Of a party, by which EPCIS names its places too. */
  readonly partyGln?: string | null;
  readonly uscc?: string | null;
  /** Of a product and its packs, the product's own first. */
  readonly gtins?: readonly string[] | null;
}

/** The canonical keys of a record; the first is the one that others know it by, if they can know any. */
export function keysOf(id: string, names: Names): [string, ...string[]] {
  const { gln, extension, partyGln, uscc, gtins } = names;
  const elements: (readonly (readonly [string, string])[])[] = [
    ...(gln ? [[['414', gln] as const, ...(extension ? [['254', extension] as const] : [])]] : []),
    ...(partyGln ? [[['417', partyGln] as const], [['414', partyGln] as const]] : []),
    ...(gtins ?? []).map((gtin) => [['01', gtin] as const]),
  ];
  const keys = elements.map((each) => gs1Identifier(each).key);
  const [first, ...others] = [...keys, ...(uscc ? [`uscc:${uscc}`] : []), `urn:uuid:${id}`];
  return [first ?? `urn:uuid:${id}`, ...others];
}
