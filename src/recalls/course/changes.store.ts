import type { Reader, Tx } from '../../platform/index.js';
import type { ChangeKind, NewChange, ScopeLine } from './recall-change.js';

/** Notes a change under its id. */
export async function insertChange(
  tx: Tx,
  change: NewChange & { readonly id: string; readonly recallId: string; readonly at: Date },
): Promise<void> {
  const { id, recallId, kind, at, byId, reason } = change;
  await tx.query(
    `INSERT INTO recall_change (id, recall_id, kind, at, by_id, reason) VALUES ($1, $2, $3, $4, $5, $6)`,
    [id, recallId, kind, at, byId, reason],
  );
}

/** Notes what a change brought in or let go; how much of it was new. */
export async function insertLines(
  tx: Tx,
  change: { readonly id: string; readonly recallId: string; readonly goesOut: boolean },
  lines: readonly ScopeLine[],
): Promise<number> {
  const rows = await tx.query(
    `INSERT INTO recall_change_line (recall_id, change_id, goes_out, batch_id, holder_id, place_id)
     SELECT $1, $2, $3, batch, holder, place FROM unnest($4::text[], $5::uuid[], $6::text[]) AS new (batch, holder, place)
     ON CONFLICT DO NOTHING RETURNING batch_id`,
    [
      ...[change.recallId, change.id, change.goesOut],
      lines.map(({ batchId }) => batchId),
      lines.map(({ holderId }) => holderId),
      lines.map(({ placeId }) => placeId),
    ],
  );
  return rows.length;
}

/** A change, as it is told. */
export interface SeenChange {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly at: Date;
  readonly byId: string | null;
  readonly reason: string | null;
}

export interface SeenLine extends ScopeLine {
  readonly changeId: string;
  readonly goesOut: boolean;
}

/** Whose goods are told: everybody's, or one organisation's. */
interface Sight {
  readonly recallId: string;
  /** Null: of everybody. */
  readonly holderId: string | null;
}

/** Changes of a recall, newest first. Of what records brought in, who was only told sees what they brought to itself. */
export async function selectChanges(
  reader: Reader,
  { recallId, holderId }: Sight,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<SeenChange[]> {
  return reader.query<SeenChange>(
    `SELECT id, kind, at, by_id AS "byId", reason FROM recall_change change
     WHERE recall_id = $1 AND ($2::uuid IS NULL OR id < $2) AND ($3::uuid IS NULL OR kind <> 'reached' OR EXISTS (
       SELECT FROM recall_change_line WHERE change_id = change.id AND holder_id = $3))
     ORDER BY id DESC LIMIT $4`,
    [recallId, page.before ?? null, holderId, page.limit],
  );
}

/** What these changes brought in and let go, in a fixed order. */
export async function selectLines(
  reader: Reader,
  changeIds: readonly string[],
  { holderId }: Pick<Sight, 'holderId'>,
): Promise<SeenLine[]> {
  return reader.query<SeenLine>(
    `SELECT change_id AS "changeId", batch_id AS "batchId", holder_id AS "holderId", place_id AS "placeId",
       goes_out AS "goesOut"
     FROM recall_change_line WHERE change_id = ANY($1::uuid[]) AND ($2::uuid IS NULL OR holder_id = $2)
     ORDER BY change_id, batch_id, holder_id NULLS FIRST, place_id NULLS FIRST`,
    [changeIds, holderId],
  );
}
