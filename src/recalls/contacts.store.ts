import { isUuid } from '../kernel/index.js';
import type { Reader, Tx } from '../platform/index.js';
import type { Account, Named, Reached, Telling } from './contacts.js';

/** The accounts that these parties are, or that these organisations have. */
export async function selectAccounts(
  reader: Reader,
  partyIds: readonly string[],
  organisationIds: readonly string[],
): Promise<Account[]> {
  return reader.query<Account>(
    `SELECT id AS "organisationId", party_id AS "partyId" FROM organisation
     WHERE party_id IS NOT NULL AND (party_id = ANY($1::uuid[]) OR id = ANY($2::uuid[]))`,
    [partyIds, organisationIds],
  );
}

/** To which parties, with an account or not, these events sent goods off; by the ids of the events. */
export async function selectAddressed(
  reader: Reader,
  eventRefs: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await reader.query<{ ref: string; partyId: string }>(
    `SELECT ref, min(claim.claim->>'to') AS "partyId" FROM claim
     WHERE ref = ANY($1::uuid[]) AND claim.claim->>'to' IS NOT NULL GROUP BY ref`,
    [eventRefs],
  );
  const known = rows.filter(({ partyId }) => isUuid(partyId));
  return new Map(known.map(({ ref, partyId }) => [ref, partyId]));
}

export async function selectNames(reader: Reader, partyIds: readonly string[]): Promise<Named[]> {
  return reader.query<Named>(
    'SELECT id, name, uscc, gln FROM party WHERE id = ANY($1::uuid[]) ORDER BY id',
    [partyIds],
  );
}

/** Of the parties that the organisation itself registered: what others wrote of theirs is theirs alone. */
export async function selectReached(
  reader: Reader,
  organisationId: string,
  partyIds: readonly string[],
): Promise<Reached[]> {
  return reader.query<Reached>(
    `SELECT id, contact_name AS "contactName", phone, email, address FROM party
     WHERE id = ANY($1::uuid[]) AND organisation_id = $2`,
    [partyIds, organisationId],
  );
}

export async function insertTelling(
  tx: Tx,
  whose: { readonly recallId: string; readonly organisationId: string; readonly id: string },
  { partyId, means, words, toldAt }: Telling,
  recordedAt: Date,
): Promise<void> {
  const { recallId, organisationId, id } = whose;
  await tx.query(
    `INSERT INTO recall_telling (recall_id, id, organisation_id, party_id, means, words, told_at, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [recallId, id, organisationId, partyId, means, words, toldAt, recordedAt],
  );
}

export async function selectTellings(reader: Reader, recallId: string): Promise<Telling[]> {
  return reader.query<Telling>(
    `SELECT party_id AS "partyId", means, words, told_at AS "toldAt" FROM recall_telling
     WHERE recall_id = $1 ORDER BY told_at, id`,
    [recallId],
  );
}
