import { formatAmount, parseStored } from '../kernel/index.js';
import type { Reader, Tx } from '../platform/index.js';
import type { Destruction, Disposal, Measured } from './disposals.js';
import type { Recall } from './recall.js';

export async function insertDisposal(tx: Tx, recallId: string, disposal: Disposal): Promise<void> {
  const { id, organisationId, batchId, what, amount, uom, place, plannedAt, reportedAt } = disposal;
  await tx.query(
    `INSERT INTO recall_disposal (recall_id, id, organisation_id, batch_id, what, amount, uom, place, planned_at, reported_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[recallId, id, organisationId, batchId, what, formatAmount(amount), uom, place],
      ...[plannedAt, reportedAt],
    ],
  );
}

/** Says that a relabelling is done. False: it was said before. */
export async function updateDone(
  tx: Tx,
  recallId: string,
  { id, doneAt, doneAmount }: Pick<Disposal, 'id'> & { doneAt: Date; doneAmount: bigint },
): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE recall_disposal SET done_at = $3, done_amount = $4
     WHERE recall_id = $1 AND id = $2 AND done_at IS NULL RETURNING id`,
    [recallId, id, doneAt, formatAmount(doneAmount)],
  );
  return rows.length > 0;
}

interface StoredDisposal extends Omit<Disposal, 'amount' | 'doneAmount'> {
  readonly amount: string;
  readonly doneAmount: string | null;
}

const columns = `
  disposal.id, disposal.organisation_id AS "organisationId", batch_id AS "batchId", what, amount::text, uom, place,
  planned_at AS "plannedAt", reported_at AS "reportedAt", done_at AS "doneAt", done_amount::text AS "doneAmount"`;

export async function selectDisposals(reader: Reader, recallId: string): Promise<Disposal[]> {
  const rows = await reader.query<StoredDisposal>(
    `SELECT ${columns} FROM recall_disposal disposal WHERE recall_id = $1 ORDER BY reported_at, id`,
    [recallId],
  );
  return rows.map(toDisposal);
}

/** A relabelling that the organisation reported itself, locked, with the recall that it is part of. */
export async function selectOwnRelabelling(
  reader: Reader,
  named: { readonly recallId: string; readonly disposalId: string },
  organisationId: string,
): Promise<
  | { readonly report: Disposal; readonly recall: Pick<Recall, 'organisationId' | 'closedAt'> }
  | undefined
> {
  const [row] = await reader.query<StoredDisposal & { ownerId: string; closedAt: Date | null }>(
    `SELECT ${columns}, recall.organisation_id AS "ownerId", closed_at AS "closedAt"
     FROM recall_disposal disposal JOIN recall ON recall.id = recall_id
     WHERE recall_id = $1 AND disposal.id = $2 AND disposal.organisation_id = $3 AND what = 'relabel'
     FOR NO KEY UPDATE OF disposal`,
    [named.recallId, named.disposalId, organisationId],
  );
  if (row === undefined) return undefined;
  const { ownerId, closedAt, ...stored } = row;
  return { report: toDisposal(stored), recall: { organisationId: ownerId, closedAt } };
}

function toDisposal(row: StoredDisposal): Disposal {
  return {
    ...row,
    amount: parseStored(row.amount),
    doneAmount: row.doneAmount === null ? null : parseStored(row.doneAmount),
  };
}

/** Destructions of these batches since a recall opened; of a closed one as they were known then. */
export async function selectDestructions(
  reader: Reader,
  batchIds: readonly string[],
  { openedAt, closedAt }: Pick<Recall, 'openedAt' | 'closedAt'>,
): Promise<Destruction[]> {
  const rows = await reader.query<
    Omit<Destruction, keyof Measured> & Record<'amount' | 'uom', string>
  >(
    `SELECT flow.ref AS "eventRef", event.organisation_id AS "organisationId",
       coalesce(to_batch, from_batch) AS "batchId", from_uom AS uom, sum(amount)::text AS amount, min(flow.at) AS at,
       least(min(flow.at), min(event.at)) AS began
     FROM flow JOIN event ON event.id = flow.ref
     WHERE to_kind = 'account' AND to_holder = 'destroyed' AND from_kind <> 'account' AND flow.at >= $2
       AND (superseded_at IS NULL OR superseded_at > $3) AND ($3::timestamptz IS NULL OR flow.recorded_at <= $3)
       AND from_book IN ('goods', 'draws') AND to_book = 'goods'
       AND (from_batch = ANY($1::text[]) OR to_batch = ANY($1::text[]))
     GROUP BY flow.ref, event.organisation_id, coalesce(to_batch, from_batch), from_uom
     ORDER BY at, "eventRef", "batchId", uom`,
    [batchIds, openedAt, closedAt],
  );
  return rows.map((row) => ({ ...row, amount: parseStored(row.amount) }));
}
