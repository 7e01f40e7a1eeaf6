import { parseIdentifier } from '../../identifiers/index.js';
import { isUuid } from '../../kernel/index.js';
import type { Reader } from '../../platform/index.js';

interface Place {
  readonly id: string;
  readonly gln: string | null;
  readonly glnExtension: string | null;
}

/**
 * An organisation's own locations that are one of some places or lie within one, at any depth, each with its keys: by GLN and
 * by our id, since an event may name a place by either. Looks for no more than `most`.
 */
export async function selectPlacesWithin(
  reader: Reader,
  organisationId: string,
  keys: readonly string[],
  most: number,
): Promise<string[][]> {
  // Of any URIs that were asked for, only these are read: others are no places that anybody registers.
  const named = keys
    .filter((key) => /^\/41[47]\//.test(key))
    .map((key) => parseIdentifier(key).parts);
  const places = await reader.query<Place>(
    `WITH RECURSIVE within AS (
       SELECT id FROM location WHERE organisation_id = $1 AND (id = ANY($2::uuid[])
         OR (gln, coalesce(gln_extension, '')) IN (SELECT * FROM unnest($3::text[], $4::text[])))
       UNION
       SELECT location.id FROM location JOIN within ON location.parent_id = within.id
       WHERE organisation_id = $1),
     found AS (SELECT id FROM within LIMIT $5)
     SELECT id, gln, gln_extension AS "glnExtension" FROM location JOIN found USING (id)`,
    [
      organisationId,
      keys.flatMap((key) => uuidIn(key) ?? []),
      named.map(({ gln = '' }) => gln),
      named.map(({ extension = '' }) => extension),
      most,
    ],
  );
  return places.map(keysOf);
}

function uuidIn(key: string): string | undefined {
  const uuid = /^urn:uuid:(.+)$/.exec(key)?.[1];
  return uuid !== undefined && isUuid(uuid) ? uuid : undefined;
}

function keysOf({ id, gln, glnExtension }: Place): string[] {
  if (gln === null) return [`urn:uuid:${id}`];
  const extension = glnExtension === null ? '' : `/254/${encodeURIComponent(glnExtension)}`;
  return [`urn:uuid:${id}`, parseIdentifier(`/414/${gln}${extension}`).key];
}
