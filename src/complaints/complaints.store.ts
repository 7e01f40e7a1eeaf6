import type { Reader, Tx } from '../platform/index.js';
import type { Complaint, ComplaintKind, ComplaintState } from './complaint.js';

/** Whose complaints somebody sees: those of organisations, and, of who oversees the whole country, nobody's. */
export interface Seen {
  readonly organisationIds: readonly string[];
  readonly nobodys: boolean;
}

export interface ComplaintFilter {
  readonly state: ComplaintState | undefined;
  readonly kind: ComplaintKind | undefined;
  readonly batchId: string | undefined;
}

const columns = `
  complaint.id, organisation_id AS "organisationId", code, batch_id AS "batchId", kind, words, language,
  bought_on AS "boughtOn", shop, place, contact, received_at AS "receivedAt", seen_at AS "seenAt",
  answered_at AS "answeredAt", answer, closed_at AS "closedAt", closing_word AS "closingWord",
  ARRAY(SELECT json_build_object('id', photo.id, 'mediaType', media_type, 'size', size,
      'sha256', encode(sha256, 'hex'))
    FROM complaint_photo photo WHERE complaint_id = complaint.id ORDER BY photo.place) AS photos`;

const isSeen = '(organisation_id = ANY($1::uuid[]) OR $2 AND organisation_id IS NULL)';

const state = `CASE WHEN closed_at IS NOT NULL THEN 'closed' WHEN answered_at IS NOT NULL THEN 'answered'
  WHEN seen_at IS NOT NULL THEN 'seen' ELSE 'received' END`;

/** Newest first. */
export async function selectComplaints(
  reader: Reader,
  { organisationIds, nobodys }: Seen,
  filter: ComplaintFilter,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<Complaint[]> {
  return reader.query<Complaint>(
    `SELECT ${columns} FROM complaint
     WHERE ${isSeen} AND ($3::uuid IS NULL OR id < $3) AND ($4::text IS NULL OR ${state} = $4)
       AND ($5::text IS NULL OR kind = $5) AND ($6::uuid IS NULL OR batch_id = $6)
     ORDER BY id DESC LIMIT $7`,
    [
      ...[organisationIds, nobodys, page.before ?? null, filter.state ?? null],
      ...[filter.kind ?? null, filter.batchId ?? null, page.limit],
    ],
  );
}

/** Those of these that may be seen. */
export async function selectComplaintsOf(
  reader: Reader,
  { organisationIds, nobodys }: Seen,
  ids: readonly string[],
): Promise<Complaint[]> {
  return reader.query<Complaint>(
    `SELECT ${columns} FROM complaint WHERE ${isSeen} AND id = ANY($3::uuid[]) ORDER BY id`,
    [organisationIds, nobodys, ids],
  );
}

/** One's own complaint for a change; a second change waits for the first. */
export async function lockComplaint(
  tx: Tx,
  organisationId: string,
  id: string,
): Promise<Complaint | undefined> {
  const rows = await tx.query<Complaint>(
    `SELECT ${columns} FROM complaint WHERE organisation_id = $1 AND id = $2 FOR NO KEY UPDATE OF complaint`,
    [organisationId, id],
  );
  return rows[0];
}

/** Writes down how far it has come. */
export async function updateProgress(
  tx: Tx,
  { id, seenAt, answeredAt, answer, closedAt, closingWord }: Complaint,
): Promise<void> {
  await tx.query(
    `UPDATE complaint SET seen_at = $2, answered_at = $3, answer = $4, closed_at = $5, closing_word = $6
     WHERE id = $1`,
    [id, seenAt, answeredAt, answer, closedAt, closingWord],
  );
}
