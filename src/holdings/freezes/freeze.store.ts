import { formatAmount, parseStored } from '../../kernel/index.js';
import type { Reader, Tx } from '../../platform/index.js';
import { unitOfSql } from '../holder-names.sql.js';
import type { Freeze, HeldLine, Meeting } from './freeze.js';
import type { Book } from '../model/model.js';

/** Freezes in force on these batches, or on any batch of these products. */
export async function selectFreezes(
  reader: Reader,
  batchIds: readonly string[],
  productIds: readonly string[],
): Promise<Freeze[]> {
  return reader.named<Freeze>(
    'freezes-in-force',
    `SELECT recall_id AS "recallId", organisation_id AS "organisationId", product_id AS "productId",
       batch_id AS "batchId", spreads, frozen_at AS "frozenAt"
     FROM batch_freeze
     WHERE released_at IS NULL AND (batch_id = ANY($1::text[]) OR product_id = ANY($2::text[]))
     ORDER BY frozen_at, recall_id, batch_id`,
    [batchIds, productIds],
  );
}

/** All batches that a recall stops at present. */
export async function selectStopped(reader: Reader): Promise<BatchOf[]> {
  return reader.query<BatchOf>(
    `SELECT DISTINCT batch_id AS "batchId", product_id AS "productId" FROM batch_freeze
     WHERE released_at IS NULL`,
  );
}

/** Logistic units that ever held goods of these batches, or without a batch of their products, at any depth. */
export async function selectCarriers(
  reader: Reader,
  batches: readonly BatchOf[],
): Promise<string[]> {
  const rows = await reader.query<{ unit: string }>(
    `WITH RECURSIVE carrier AS (
       SELECT ${unitOfSql('to_holder')} AS unit FROM flow
       WHERE to_batch = ANY($1::text[]) AND to_kind = 'unit' AND superseded_at IS NULL
       UNION
       SELECT ${unitOfSql('holder')} FROM holding
       WHERE product_id = ANY($2::text[]) AND batch_id = '' AND holder_kind = 'unit'
       UNION
       SELECT ${unitOfSql('to_holder')} FROM carrier JOIN unit_move USING (unit)
       WHERE to_kind = 'unit' AND superseded_at IS NULL
     ) SELECT unit FROM carrier`,
    [batches.map(({ batchId }) => batchId), batches.map(({ productId }) => productId)],
  );
  return rows.map(({ unit }) => unit);
}

/** What these places, tanks and units hold, with the bounds of what their unnamed goods may be. */
export async function selectHeld(reader: Reader, holders: readonly string[]): Promise<HeldLine[]> {
  const rows = await reader.named<
    Omit<HeldLine, 'amount' | 'book'> & { book: Book; amount: string }
  >(
    'freeze-held',
    `SELECT holder, product_id AS product, uom, nullif(batch_id, '') AS batch, book, sum(amount)::text AS amount
     FROM holding
     WHERE holder = ANY($1::text[]) AND holder_kind <> 'transit' AND book IN ('goods', 'may') AND amount > 0
     GROUP BY holder, product_id, uom, batch_id, book`,
    [holders],
  );
  return rows.map((row) => ({ ...row, amount: parseStored(row.amount) }));
}

/** The units standing directly in these units, each with the one it stands in. */
export async function selectUnitsInside(
  reader: Reader,
  units: readonly string[],
): Promise<{ unit: string; instance: string }[]> {
  return reader.query(
    `SELECT holder AS unit, instance FROM unit_place WHERE kind = 'unit' AND holder = ANY($1::text[])`,
    [units],
  );
}

/** The site that each of these places stands on: the outermost place around it. Places nobody registered have none. */
export async function selectSites(
  reader: Reader,
  placeIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await reader.query<{ place: string; site: string }>(
    `WITH RECURSIVE around AS (
       SELECT id AS place, id, parent_id FROM location WHERE id = ANY($1::uuid[])
       UNION SELECT around.place, location.id, location.parent_id
       FROM around JOIN location ON location.id = around.parent_id
     ) SELECT place, id AS site FROM around WHERE parent_id IS NULL`,
    [placeIds],
  );
  return new Map(rows.map(({ place, site }) => [place, site]));
}

/** A batch by its product. */
export interface BatchOf {
  readonly batchId: string;
  readonly productId: string;
}

/**
 * Batches made of these directly, or that goods of these went on as: by recorded links, and by draws without a
 * batch on what stood together with them. With `knownSince`, links that were corrected from then on still count; with
 * `asOf`, what was recorded later does not.
 */
export async function selectDerived(
  reader: Reader,
  batchIds: readonly string[],
  knownSince: Date | null,
  asOf: Date | null = null,
): Promise<BatchOf[]> {
  return reader.query<BatchOf>(
    `WITH known AS NOT MATERIALIZED (
       SELECT * FROM flow WHERE (superseded_at IS NULL OR superseded_at >= $2 OR superseded_at > $3)
         AND ($3::timestamptz IS NULL OR recorded_at <= $3)
     ), stood AS (
       SELECT to_holder AS holder, to_product AS product, min(at) AS since FROM known
       WHERE to_batch = ANY($1::text[]) AND to_kind <> 'account' AND to_book IN ('goods', 'may')
       GROUP BY to_holder, to_product
     ), making AS (
       SELECT ref FROM known WHERE from_batch = ANY($1::text[]) AND from_kind <> 'account'
         AND to_kind = 'account' AND to_holder = 'transformation'
       UNION
       SELECT ref FROM stood JOIN known
         ON from_holder = holder AND from_product = product AND known.at >= stood.since
       WHERE from_batch IS NULL AND from_kind <> 'account'
         AND to_kind = 'account' AND to_holder = 'transformation'
     )
     SELECT to_batch AS "batchId", to_product AS "productId" FROM making JOIN known USING (ref)
     WHERE from_kind = 'account' AND from_holder = 'transformation' AND to_kind <> 'account'
       AND to_batch IS NOT NULL
     UNION
     SELECT to_batch, to_product FROM known
     WHERE from_batch = ANY($1::text[]) AND to_batch <> from_batch AND to_kind <> 'account'`,
    [batchIds, knownSince, asOf],
  );
}

/**
 * Freezes batches and answers those that this changed: that the recall had not frozen or released before, or that it had
 * frozen without spreading, where this freeze spreads.
 */
export async function insertFreezes(
  tx: Tx,
  batches: readonly BatchOf[],
  freeze: Omit<Freeze, 'productId' | 'batchId'> & { readonly derived: boolean },
): Promise<string[]> {
  const rows = await tx.query<{ batchId: string }>(
    `INSERT INTO batch_freeze (recall_id, organisation_id, product_id, batch_id, derived, spreads, frozen_at)
     SELECT $1, $2, product, batch, $5, $6, $7 FROM unnest($3::text[], $4::text[]) AS new (product, batch)
     ON CONFLICT (recall_id, batch_id) DO UPDATE SET spreads = true
       WHERE excluded.spreads AND NOT batch_freeze.spreads AND batch_freeze.released_at IS NULL
     RETURNING batch_id AS "batchId"`,
    [
      freeze.recallId,
      freeze.organisationId,
      batches.map(({ productId }) => productId),
      batches.map(({ batchId }) => batchId),
      freeze.derived,
      freeze.spreads,
      freeze.frozenAt,
    ],
  );
  return rows.map(({ batchId }) => batchId);
}

/** Lets goods of these batches go for good: what is recorded later does not freeze them for this recall again. */
export async function releaseFreezes(
  tx: Tx,
  batches: readonly BatchOf[],
  release: { readonly recallId: string; readonly organisationId: string; readonly at: Date },
): Promise<void> {
  await tx.query(
    `INSERT INTO batch_freeze (recall_id, organisation_id, product_id, batch_id, derived, spreads, frozen_at,
       released_at)
     SELECT $1, $2, product, batch, true, false, $5, $5 FROM unnest($3::text[], $4::text[]) AS new (product, batch)
     ON CONFLICT (recall_id, batch_id)
     DO UPDATE SET released_at = coalesce(batch_freeze.released_at, excluded.released_at)`,
    [
      release.recallId,
      release.organisationId,
      batches.map(({ productId }) => productId),
      batches.map(({ batchId }) => batchId),
      release.at,
    ],
  );
}

/**
 * The batches that a recall names are frozen when it opens: one lock on all it does. Rows that a widening adds come under the
 * lock of the recall itself, which whoever closes it takes first.
 */
const namedFreezes = `
  SELECT FROM batch_freeze WHERE recall_id = ANY($1::uuid[]) AND NOT derived ORDER BY recall_id, batch_id`;

/** Makes recalls that would let everything go wait until the transaction ends, and waits for those that do. */
export async function keepFromClosing(tx: Tx, recallIds: readonly string[]): Promise<void> {
  await tx.query(`${namedFreezes} FOR SHARE`, [recallIds]);
}

/**
 * Lets go of everything that a recall had stopped. What spreads its freezes is waited for first, by a statement of
 * its own: the one that lets go would not see what was frozen while it waited.
 */
export async function releaseAll(tx: Tx, recallId: string, at: Date): Promise<void> {
  await tx.query(`${namedFreezes} FOR UPDATE`, [[recallId]]);
  await tx.query(
    'UPDATE batch_freeze SET released_at = $2 WHERE recall_id = $1 AND released_at IS NULL',
    [recallId, at],
  );
}

/** Writes down what facts did with frozen goods: one row per event, recall, batch and unit. */
export async function insertBreaches(
  tx: Tx,
  meetings: readonly Meeting[],
  recordedAt: Date,
): Promise<void> {
  const column = <Value>(read: (meeting: Meeting) => Value) => meetings.map(read);
  await tx.query(
    `INSERT INTO freeze_breach (event_ref, recall_id, batch_id, uom, organisation_id, least, most, at,
       frozen_at, recorded_at)
     SELECT ref, recall, batch, uom, owner, sum(least), sum(most), min(at), min(frozen_at), $10
     FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::numeric[], $7::numeric[],
       $8::timestamptz[], $9::timestamptz[])
       AS new (ref, recall, batch, uom, owner, least, most, at, frozen_at)
     GROUP BY ref, recall, batch, uom, owner`,
    [
      column(({ exposure }) => exposure.ref),
      column(({ freeze }) => freeze.recallId),
      column(({ freeze }) => freeze.batchId),
      column(({ exposure }) => exposure.uom),
      column(({ freeze }) => freeze.organisationId),
      column(({ exposure }) => formatAmount(exposure.least)),
      column(({ exposure }) => formatAmount(exposure.most)),
      column(({ exposure }) => new Date(exposure.at).toISOString()),
      column(({ freeze }) => freeze.frozenAt.toISOString()),
      recordedAt.toISOString(),
    ],
  );
}
