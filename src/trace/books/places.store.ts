import type { Reader } from '../../platform/index.js';

/** The parties whose places these are, by place. */
export async function selectPlaceParties(
  reader: Reader,
  placeIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await reader.query<{ id: string; partyId: string }>(
    'SELECT id, party_id AS "partyId" FROM location WHERE id = ANY($1::uuid[])',
    [placeIds],
  );
  return new Map(rows.map(({ id, partyId }) => [id, partyId]));
}
