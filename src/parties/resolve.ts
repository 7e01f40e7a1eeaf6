import { gs1Identifier, parseIdentifier } from '../identifiers/index.js';
import { isUuid } from '../kernel/index.js';
import type { Reader } from '../platform/index.js';
import { selectKnownLocations, type GlnName } from './locations.store.js';
import type { KnownLocation } from './location.js';
import { selectKnownParties } from './parties.store.js';
import type { KnownParty } from './party.js';

/**
 * The parties that canonical keys name, in one statement: `uscc:...`, `/417/{gln}`, `urn:uuid:{our id}`, and
 * `/414/{gln}` without extension, since EPCIS writes owning parties as locations too. Keys of parties that we
 * do not know, or that name no party, are missing from the answer.
 */
export async function resolveParties(
  reader: Reader,
  keys: readonly string[],
): Promise<ReadonlyMap<string, KnownParty>> {
  const { ids, usccs, glns } = namesIn(keys);
  const parties = await selectKnownParties(reader, {
    ids,
    usccs,
    glns: glns.filter(({ extension }) => extension === null).map(({ gln }) => gln),
  });
  return asked(keys, parties, ({ id, uscc, gln }) => [
    `urn:uuid:${id}`,
    ...(uscc === null ? [] : [`uscc:${uscc}`]),
    ...(gln === null ? [] : [`/417/${gln}`, `/414/${gln}`]),
  ]);
}

/**
 * The places that canonical keys name, in one statement: `/414/{gln}[/254/{extension}]` and
 * `urn:uuid:{our id}`. Keys of places that we do not know, or that name no place, are missing from the answer.
 */
export async function resolveLocations(
  reader: Reader,
  keys: readonly string[],
): Promise<ReadonlyMap<string, KnownLocation>> {
  const { ids, glns } = namesIn(keys.filter((key) => !key.startsWith('/417/')));
  const places = await selectKnownLocations(reader, { ids, glns });
  return asked(keys, places, ({ id, gln, glnExtension }) => [
    `urn:uuid:${id}`,
    ...(gln === null ? [] : [locationKey({ gln, extension: glnExtension })]),
  ]);
}

/** What the keys that may name a party or a place say, in the words of our columns. */
function namesIn(keys: readonly string[]): { ids: string[]; usccs: string[]; glns: GlnName[] } {
  const ids = keys
    .filter((key) => key.startsWith('urn:uuid:'))
    .map((key) => key.slice('urn:uuid:'.length))
    .filter(isUuid);
  const parts = keys
    .filter((key) => /^(?:uscc:|\/41[47]\/)/.test(key))
    .map((key) => parseIdentifier(key).parts);
  return {
    ids,
    usccs: parts.flatMap(({ uscc }) => uscc ?? []),
    glns: parts.flatMap(({ gln, extension = null }) =>
      gln === undefined ? [] : { gln, extension },
    ),
  };
}

function asked<Row>(
  keys: readonly string[],
  rows: readonly Row[],
  keysOf: (row: Row) => readonly string[],
): ReadonlyMap<string, Row> {
  const wanted = new Set(keys);
  const pairs = rows.flatMap((row) => keysOf(row).map((key) => [key, row] as const));
  return new Map(pairs.filter(([key]) => wanted.has(key)));
}

function locationKey({ gln, extension }: GlnName): string {
  const place = ['414', gln] as const;
  return gs1Identifier(extension === null ? [place] : [place, ['254', extension]]).key;
}
