import { lockSharedSql, type LockedBatch } from '../../batches/index.js';
import type { Reader, Tx } from '../../platform/index.js';
import { readPosted, readState } from './fold-text.js';
import type { KeyEnd, VersionedPosting } from './fold-write.js';
import type { SeenMove } from '../model/loads.js';
import type { Holder, Key } from '../model/model.js';
import { compareOrder } from '../model/order.js';

/**
 * Locks keys and reads their state, in one statement: the row that waits for another capture is the row that
 * holds what the other one wrote, so no second look is needed. Keys are locked in one order; two captures that
 * find further keys on their way may still meet in a circle, which the transaction's retry resolves.
 *
 * Batches that acts are going to move are locked along with them, for the sake of a round trip.
 */
export async function lockKeys(
  tx: Tx,
  keys: readonly Key[],
  batches: readonly string[] = [],
): Promise<{ readonly keys: KeyEnd[]; readonly batches: LockedBatch[] }> {
  if (batches.length === 0) {
    const rows = await tx.named<KeyRow>('fold-lock', lockKeysSql, [keys]);
    return { keys: rows.map(toKey), batches: [] };
  }
  const rows = await tx.named<KeyRow | LockedBatch>('fold-lock-batches', lockBothSql, [
    keys,
    batches,
  ]);
  return {
    keys: rows.flatMap((row) => ('key' in row && row.key !== null ? [toKey(row)] : [])),
    batches: rows.flatMap((row) => ('id' in row && row.id !== null ? [row] : [])),
  };
}

const lockKeysSql = `
  INSERT INTO fold_key AS known (key) SELECT key FROM unnest($1::text[]) AS key ORDER BY key
  ON CONFLICT (key) DO UPDATE SET last_at = known.last_at
  RETURNING key, state, last_at`;

const lockBothSql = `
  WITH keys AS (${lockKeysSql}), batches AS (${lockSharedSql(2)})
  SELECT key, state, last_at, NULL::uuid AS id, NULL::boolean AS "everFrozen" FROM keys
  UNION ALL SELECT NULL, NULL, NULL, id, "everFrozen" FROM batches`;

interface KeyRow {
  readonly key: Key;
  readonly state: unknown;
  readonly last_at: Date | null;
}

function toKey({ key, state, last_at }: KeyRow): KeyEnd {
  return { key, state: readState(key, state), lastAt: last_at?.getTime() ?? null };
}

/** State of keys as it stands, without a lock: for readers. Keys that nothing has touched are left out. */
export async function selectKeys(reader: Reader, keys: readonly Key[]): Promise<KeyEnd[]> {
  const rows = await reader.query<KeyRow>(
    'SELECT key, state, last_at FROM fold_key WHERE key = ANY($1) AND last_at IS NOT NULL',
    [keys],
  );
  return rows.map(toKey);
}

/** The current postings of events. */
export async function selectPostings(tx: Tx, refs: readonly string[]): Promise<VersionedPosting[]> {
  return stored(
    await tx.query<PostingRow>(
      `SELECT body, version FROM posting WHERE ref = ANY($1) AND superseded_at IS NULL`,
      [refs],
    ),
  );
}

/** The current postings that touch a key at or after an instant, for each of the keys. */
export async function selectTail(
  tx: Tx,
  since: readonly { readonly key: Key; readonly since: number }[],
): Promise<VersionedPosting[]> {
  return stored(
    await tx.query<PostingRow>(
      `SELECT body, version FROM posting
       WHERE (ref, position) IN (
           SELECT touch.ref, touch.position
           FROM unnest($1::text[], $2::timestamptz[]) AS asked (key, since)
           JOIN touch ON touch.key = asked.key AND touch.at >= asked.since)
         AND superseded_at IS NULL`,
      [since.map(({ key }) => key), since.map((each) => new Date(each.since).toISOString())],
    ),
  );
}

/**
 * How many postings touch each of these keys at or after its instant. It stops at `limit` of all together: enough to
 * tell that they are too many, and never more to read than that.
 */
export async function countTail(
  tx: Tx,
  since: readonly { readonly key: Key; readonly since: number }[],
  limit: number,
): Promise<ReadonlyMap<Key, number>> {
  const rows = await tx.query<{ key: Key; count: number }>(
    `SELECT key, count(*)::integer AS count
     FROM (
       SELECT asked.key FROM unnest($1::text[], $2::timestamptz[]) AS asked (key, since)
       CROSS JOIN LATERAL (
         SELECT FROM touch WHERE touch.key = asked.key AND touch.at >= asked.since LIMIT $3
       ) AS later
       LIMIT $3
     ) AS counted
     GROUP BY key`,
    [since.map(({ key }) => key), since.map((each) => new Date(each.since).toISOString()), limit],
  );
  return new Map(rows.map(({ key, count }) => [key, count]));
}

/** The current postings that touched a key before an instant, the latest instants first, whole instants only. */
export async function selectPast(
  reader: Reader,
  key: Key,
  before: number,
  limit: number,
): Promise<VersionedPosting[]> {
  return stored(
    await reader.query<PostingRow>(
      `SELECT body, version FROM posting
       WHERE (ref, position) IN (
           SELECT ref, position FROM touch WHERE key = $1 AND at < $2 AND at >= coalesce((
             SELECT at FROM touch WHERE key = $1 AND at < $2 ORDER BY at DESC OFFSET $3 LIMIT 1
           ), '-infinity'))
         AND superseded_at IS NULL`,
      [key, new Date(before).toISOString(), limit],
    ),
  );
}

/** The batches that ever came to a holder, the first to come first. */
export async function selectFirstInflows(
  reader: Reader,
  {
    holder,
    product,
    uom,
  }: { readonly holder: Holder; readonly product: string; readonly uom: string },
): Promise<string[]> {
  const rows = await reader.query<{ batch: string }>(
    `SELECT to_batch AS batch FROM flow
     WHERE (to_kind, to_holder, to_product, to_uom, to_book) = ($1, $2, $3, $4, 'goods')
       AND to_batch IS NOT NULL AND superseded_at IS NULL
     GROUP BY to_batch ORDER BY min(at), to_batch`,
    [holder.kind, holder.id, product, uom],
  );
  return rows.map(({ batch }) => batch);
}

/** The moves of a unit before an instant, in their order: the last one of an instance is where it is. */
export async function selectMovesBefore(tx: Tx, unit: string, before: number): Promise<SeenMove[]> {
  const postings = await tx.query<PostingRow>(
    `SELECT body, version FROM posting
     WHERE (ref, position) IN (
         SELECT DISTINCT ref, position FROM unit_move
         WHERE unit = $1 AND at < $2 AND superseded_at IS NULL)
       AND superseded_at IS NULL`,
    [unit, new Date(before).toISOString()],
  );
  return stored(postings)
    .map(({ posted }) => posted)
    .sort((a, b) => compareOrder(a.order, b.order))
    .flatMap(({ moves, order }) =>
      moves.filter((move) => move.unit === unit).map((move) => ({ at: order.at, move })),
    );
}

/** The highest version each posting of these events ever had, by `ref.position`. */
export async function lastVersions(
  tx: Tx,
  refs: ReadonlySet<string>,
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ id: string; version: number }>(
    `SELECT ref || '.' || position AS id, max(version) AS version
     FROM posting WHERE ref = ANY($1) GROUP BY ref, position`,
    [[...refs]],
  );
  return new Map(rows.map(({ id, version }) => [id, version]));
}

interface PostingRow {
  readonly body: unknown;
  readonly version: number;
}

function stored(rows: readonly PostingRow[]): VersionedPosting[] {
  return rows.map(({ body, version }) => ({ posted: readPosted(body), version }));
}
