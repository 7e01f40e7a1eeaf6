import type { Reader, Tx } from '../../platform/index.js';
import type { RecallDraft } from './recall-draft.js';
import type { RecallWords } from './recall-words.js';
import type { Signed } from './signing.js';

const columns = `id, organisation_id AS "organisationId", batch_ids AS "batchIds", grade, reason, advice, refund, contact,
  known_at AS "knownAt", written_at AS "writtenAt", signed_at AS "at", signed_by AS "by", signer`;

type Row = Omit<RecallDraft, 'first'> & {
  readonly at: Date | null;
  readonly by: string | null;
  readonly signer: string | null;
};

function draftOf({ at, by, signer, ...draft }: Row): RecallDraft {
  const isSigned = at !== null && by !== null && signer !== null;
  return { ...draft, first: isSigned ? { at, by, signer } : null };
}

export async function insertDraft(tx: Tx, draft: RecallDraft): Promise<void> {
  await tx.query(
    `INSERT INTO recall_draft (id, organisation_id, batch_ids, grade, reason, advice, refund, contact, known_at, written_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[draft.id, draft.organisationId, draft.batchIds, draft.grade, draft.reason],
      ...[draft.advice, draft.refund, draft.contact, draft.knownAt, draft.writtenAt],
    ],
  );
}

/** Who signed it signed other words: the signature goes. */
export async function updateDraft(
  tx: Tx,
  id: string,
  words: RecallWords & Pick<RecallDraft, 'writtenAt'>,
): Promise<void> {
  await tx.query(
    `UPDATE recall_draft SET batch_ids = $2, grade = $3, reason = $4, advice = $5, refund = $6, contact = $7,
       known_at = $8, written_at = $9, signed_at = NULL, signed_by = NULL, signer = NULL WHERE id = $1`,
    [
      ...[id, words.batchIds, words.grade, words.reason, words.advice, words.refund],
      ...[words.contact, words.knownAt, words.writtenAt],
    ],
  );
}

export async function signDraft(tx: Tx, id: string, { at, by, signer }: Signed): Promise<void> {
  await tx.query(
    'UPDATE recall_draft SET signed_at = $2, signed_by = $3, signer = $4 WHERE id = $1',
    [id, at, by, signer],
  );
}

export async function deleteDraft(tx: Tx, id: string): Promise<void> {
  await tx.query('DELETE FROM recall_draft WHERE id = $1', [id]);
}

interface Named {
  readonly id: string;
  readonly organisationId: string;
}

export async function selectDraft(
  reader: Reader,
  { id, organisationId }: Named,
): Promise<RecallDraft | undefined> {
  const rows = await reader.query<Row>(
    `SELECT ${columns} FROM recall_draft WHERE id = $1 AND organisation_id = $2`,
    [id, organisationId],
  );
  return rows.map(draftOf)[0];
}

/** The draft for a change: of two who sign it at a time, the second one sees the first. */
export async function lockDraft(
  tx: Tx,
  { id, organisationId }: Named,
): Promise<RecallDraft | undefined> {
  const rows = await tx.query<Row>(
    `SELECT ${columns} FROM recall_draft WHERE id = $1 AND organisation_id = $2 FOR UPDATE`,
    [id, organisationId],
  );
  return rows.map(draftOf)[0];
}

/** The drafts of an organisation, newest first. */
export async function selectDrafts(
  reader: Reader,
  organisationId: string,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<RecallDraft[]> {
  const rows = await reader.query<Row>(
    `SELECT ${columns} FROM recall_draft WHERE organisation_id = $1 AND ($2::uuid IS NULL OR id < $2)
     ORDER BY id DESC LIMIT $3`,
    [organisationId, page.before ?? null, page.limit],
  );
  return rows.map(draftOf);
}
