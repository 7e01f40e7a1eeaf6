import { isOverseenSql, type Eyes } from '../access/index.js';
import { isSeenRecallSql } from '../holdings/index.js';
import { parseStored } from '../kernel/index.js';
import type { Reader, Tx } from '../platform/index.js';
import type { Breach, OwnRecall, Recall } from './recall.js';

const columns = `
  recall.id, recall.organisation_id AS "organisationId",
  coalesce(leader_id, recall.organisation_id) AS "leaderId", ordered, grade, reason, advice, refund, contact,
  opened_at AS "openedAt", public_notice_at AS "publicNoticeAt", closed_at AS "closedAt", closing_word AS "closingWord",
  report_sha256 AS "reportSha256"`;

export async function insertRecall(tx: Tx, recall: OwnRecall): Promise<void> {
  await tx.query(
    `INSERT INTO recall (id, organisation_id, ordered, grade, reason, advice, refund, contact, known_at, opened_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      recall.id,
      recall.organisationId,
      recall.ordered,
      recall.grade,
      recall.reason,
      recall.advice,
      recall.refund,
      recall.contact,
      recall.knownAt,
      recall.openedAt,
    ],
  );
}

/** A recall that an organisation was told of, its notice locked: one answer of it is taken after the other. */
export async function lockNoticed(
  tx: Tx,
  id: string,
  organisationId: string,
): Promise<Recall | undefined> {
  const rows = await tx.query<Recall>(
    `SELECT ${columns} FROM recall JOIN recall_notice notice ON notice.recall_id = recall.id
     WHERE recall.id = $1 AND notice.organisation_id = $2 FOR NO KEY UPDATE OF notice`,
    [id, organisationId],
  );
  return rows[0];
}

/** When its owner says that it knew of the risk. Not for requests as they are: those who were told may not read it. */
export async function selectKnownAt(reader: Reader, id: string): Promise<Date | null> {
  const rows = await reader.query<Pick<OwnRecall, 'knownAt'>>(
    'SELECT known_at AS "knownAt" FROM recall WHERE id = $1',
    [id],
  );
  return rows[0]?.knownAt ?? null;
}

/** The recall for a change: a second closing or releasing waits for the first. */
export async function lockRecall(tx: Tx, id: string): Promise<OwnRecall | undefined> {
  const rows = await tx.query<OwnRecall>(
    `SELECT ${columns}, known_at AS "knownAt" FROM recall WHERE id = $1 FOR NO KEY UPDATE`,
    [id],
  );
  return rows[0];
}

const isSeen = isSeenRecallSql({ organisation: '$1', oversees: '$2' });

/** A recall that an organisation opened or was told of; a regulator's are those of whom it oversees, too. */
export async function selectSeenRecall(
  reader: Reader,
  eyes: Eyes,
  id: string,
): Promise<Recall | undefined> {
  const rows = await reader.query<Recall>(
    `SELECT ${columns} FROM recall WHERE id = $3 AND ${isSeen}`,
    [eyes.organisationId, eyes.oversees ?? null, id],
  );
  return rows[0];
}

/**
 * A recall of which they see all: their own, or one of whom they oversee or that told such. Whoever was merely told of it has
 * no eyes but its own, whichever the request says: so the viewer of the session is asked as well.
 */
export async function selectWholeRecall(
  reader: Reader,
  { organisationId, oversees }: Eyes,
  id: string,
): Promise<Recall | undefined> {
  const rows = await reader.query<Recall>(
    `SELECT ${columns} FROM recall WHERE id = $3 AND (recall.organisation_id = $1 AND $1 = viewer() OR EXISTS (
       SELECT FROM organisation WHERE id NOT IN ($1, viewer()) AND ${isOverseenSql('organisation', '$2::text')}
         AND (id = recall.organisation_id OR EXISTS (
           SELECT FROM recall_notice notice
           WHERE notice.recall_id = recall.id AND notice.organisation_id = organisation.id))))`,
    [organisationId, oversees ?? null, id],
  );
  return rows[0];
}

/** The recalls that they may see, newest first. */
export async function selectSeenRecalls(
  reader: Reader,
  eyes: Eyes,
  page: { readonly before: string | undefined; readonly limit: number; readonly openOnly: boolean },
): Promise<Recall[]> {
  return reader.query<Recall>(
    `SELECT ${columns} FROM recall
     WHERE ($3::uuid IS NULL OR id < $3) AND (closed_at IS NULL OR NOT $5) AND ${isSeen}
     ORDER BY id DESC LIMIT $4`,
    [eyes.organisationId, eyes.oversees ?? null, page.before ?? null, page.limit, page.openOnly],
  );
}

export async function selectOpenRecalls(reader: Reader): Promise<Recall[]> {
  return reader.query<Recall>(`SELECT ${columns} FROM recall WHERE closed_at IS NULL ORDER BY id`);
}

export async function updatePublicNotice(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.query('UPDATE recall SET public_notice_at = $2 WHERE id = $1', [id, at]);
}

/** Says who decides about its scope. */
export async function updateLeader(tx: Tx, id: string, leaderId: string): Promise<void> {
  await tx.query('UPDATE recall SET leader_id = $2 WHERE id = $1', [id, leaderId]);
}

export async function closeRecall(tx: Tx, id: string, at: Date, word: string): Promise<void> {
  await tx.query('UPDATE recall SET closed_at = $2, closing_word = $3 WHERE id = $1', [
    id,
    at,
    word,
  ]);
}

/** Keeps the digest of the report that a recall is closed with. */
export async function updateReportDigest(tx: Tx, id: string, sha256: string): Promise<void> {
  await tx.query('UPDATE recall SET report_sha256 = $2 WHERE id = $1', [id, sha256]);
}

/** Tells organisations once each, and answers those that had not been told. */
export async function insertNotices(
  tx: Tx,
  recallId: string,
  organisationIds: readonly string[],
  at: Date,
): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `INSERT INTO recall_notice (recall_id, organisation_id, sent_at)
     SELECT $1, id, $3 FROM unnest($2::uuid[]) AS told (id)
     ON CONFLICT DO NOTHING RETURNING organisation_id AS id`,
    [recallId, organisationIds, at],
  );
  return rows.map(({ id }) => id);
}

/**
 * Breaches of events that their authors have not declared in error, in the order of what happened; of a closed recall as they
 * were known then.
 */
export async function selectBreaches(
  reader: Reader,
  { id, closedAt }: Pick<Recall, 'id' | 'closedAt'>,
): Promise<Breach[]> {
  const rows = await reader.query<
    Omit<Breach, 'least' | 'most'> & { readonly least: string; readonly most: string }
  >(
    `SELECT event_ref AS "eventRef", batch_id AS "batchId", event.organisation_id AS "organisationId",
       least::text, most::text, uom, breach.at, frozen_at AS "frozenAt"
     FROM freeze_breach breach
     JOIN event ON event.id = breach.event_ref
     JOIN claim ON claim.ref = breach.event_ref AND (claim.withdrawn_at IS NULL OR claim.withdrawn_at > $2)
     WHERE recall_id = $1 AND ($2::timestamptz IS NULL OR breach.recorded_at <= $2)
     ORDER BY breach.at, event_ref, batch_id, uom`,
    [id, closedAt],
  );
  return rows.map((row) => ({
    ...row,
    least: parseStored(row.least),
    most: parseStored(row.most),
  }));
}
