import { partyInNameSql } from '../holdings/index.js';
import { parseStored } from '../kernel/index.js';
import type { Reader } from '../platform/index.js';
import type { Recall } from './recall.js';
import type { BatchMovement } from './reconciliation.js';

/** A batch that the recall froze. */
export interface FrozenBatch {
  readonly batchId: string;
  readonly productId: string;
  readonly derived: boolean;
  /** What is made of it freezes too. */
  readonly spreads: boolean;
  readonly frozenAt: Date;
  readonly releasedAt: Date | null;
}

export async function selectFrozen(reader: Reader, recallId: string): Promise<FrozenBatch[]> {
  return reader.query<FrozenBatch>(
    `SELECT batch_id AS "batchId", product_id AS "productId", derived, spreads, frozen_at AS "frozenAt",
       released_at AS "releasedAt"
     FROM batch_freeze WHERE recall_id = $1 ORDER BY derived, batch_id`,
    [recallId],
  );
}

/** Goods of a batch at one holder, or goods without a batch there that may be of it. */
export interface HeldGoods {
  readonly kind: 'place' | 'tank' | 'unit' | 'transit';
  readonly holder: string;
  readonly batchId: string;
  readonly productId: string;
  readonly uom: string;
  readonly certain: boolean;
  readonly least: string;
  readonly most: string;
}

type Named = Pick<FrozenBatch, 'batchId' | 'productId'>;

interface AskedGoods {
  readonly batches: readonly Named[];
  readonly stopped: readonly Named[];
  /** Null: now. */
  readonly asOf: Date | null;
}

/** One side of known flows, as a change of a line of a holding. */
const side = (name: 'to' | 'from') => `
       SELECT ${['kind', 'holder', 'product', 'uom', 'batch', 'owner', 'book'].map((column) => `${name}_${column}`).join(', ')},
         ${name === 'to' ? 'amount' : '-amount'} FROM known WHERE ${name}_kind <> 'account' AND ${name}_`;

/**
 * The rows of `holding` that are asked for below, as they were known at $4: what flows that were known then add up to. Only
 * flows of the batches are read, and those without a batch where these were or may have been: never those of all firms.
 */
const holdingThen = `known AS NOT MATERIALIZED (
       SELECT * FROM flow WHERE recorded_at <= $4 AND (superseded_at IS NULL OR superseded_at > $4)
     ), own (holder_kind, holder, product_id, uom, batch_id, owner, book, amount) AS (
       ${side('to')}batch = ANY($1::text[]) UNION ALL ${side('from')}batch = ANY($1::text[])
     ), spot AS (
       SELECT holder, product_id FROM own
       UNION
       SELECT to_holder, to_product FROM known
       WHERE to_product = ANY($3::text[]) AND to_batch IS NULL AND to_book = 'may' AND to_kind <> 'account'
     ), holding AS (
       SELECT holder_kind, holder, product_id, uom, coalesce(batch_id, '') AS batch_id, owner, book, sum(amount) AS amount
       FROM (
         SELECT * FROM own
         UNION ALL
         SELECT unnamed.* FROM spot CROSS JOIN LATERAL (
           ${side('to')}batch IS NULL AND (to_holder, to_product) = (spot.holder, spot.product_id)
           UNION ALL
           ${side('from')}batch IS NULL AND (from_holder, from_product) = (spot.holder, spot.product_id)
         ) unnamed
       ) part
       GROUP BY holder_kind, holder, product_id, uom, coalesce(batch_id, ''), owner, book
     ), `;

/**
 * What is left of batches, by holder. Draws without a batch may have taken from any batch of their pool: they lower
 * what is there at least, and nothing else. Goods without a batch are listed under each batch that they may be of, as
 * far as they are still there; nobody said of which they may not be where the bound itself is without a batch. Such
 * goods are listed under `stopped` batches only, as acts on them are stopped: what was merely made of a maker's batch
 * says nothing of strangers who hold the same product.
 */
export async function selectHeldGoods(
  reader: Reader,
  { batches, stopped, asOf }: AskedGoods,
): Promise<HeldGoods[]> {
  return reader.query<HeldGoods>(
    `WITH ${asOf === null ? '' : holdingThen}asked AS (
       SELECT batch_id, product_id FROM unnest($2::text[], $3::text[]) AS asked (batch_id, product_id)
     ), any_batch AS MATERIALIZED (
       SELECT holder_kind, holder, product_id, uom, amount FROM holding
       WHERE product_id = ANY($3::text[]) AND batch_id = '' AND book = 'may' AND amount > 0
     ), bound AS (
       SELECT holder_kind, holder, batch_id, product_id, uom, amount FROM holding
       WHERE batch_id = ANY($1::text[]) AND book = 'may' AND amount > 0
       UNION ALL
       SELECT holder_kind, holder, batch_id, product_id, uom, amount FROM asked JOIN any_batch USING (product_id)
     ), line AS (
       SELECT holder_kind, holder, batch_id, product_id, uom, true AS certain, sum(amount) AS amount FROM holding
       WHERE batch_id = ANY($1::text[]) AND book = 'goods' AND amount > 0
       GROUP BY holder_kind, holder, batch_id, product_id, uom
       UNION ALL
       SELECT holder_kind, holder, batch_id, product_id, uom, false, least(sum(bound.amount), unnamed.amount)
       FROM bound CROSS JOIN LATERAL (
         SELECT sum(goods.amount) AS amount FROM holding goods
         WHERE (goods.holder_kind, goods.holder, goods.product_id, goods.uom, goods.batch_id, goods.book)
           = (bound.holder_kind, bound.holder, bound.product_id, bound.uom, '', 'goods')
       ) unnamed
       WHERE unnamed.amount > 0
       GROUP BY holder_kind, holder, batch_id, product_id, uom, unnamed.amount
     ), drawn AS (
       SELECT holder_kind, holder, product_id, uom, -sum(amount) AS amount FROM holding
       WHERE book = 'draws' AND amount < 0 AND (holder, product_id) IN (SELECT holder, product_id FROM line)
       GROUP BY holder_kind, holder, product_id, uom
     )
     SELECT holder_kind AS kind, holder, batch_id AS "batchId", product_id AS "productId", uom, certain,
       line.amount::text AS most,
       CASE WHEN certain THEN greatest(line.amount - coalesce(drawn.amount, 0), 0) ELSE 0 END::text AS least
     FROM line LEFT JOIN drawn USING (holder_kind, holder, product_id, uom)
     ORDER BY batch_id, holder_kind, holder, certain DESC, product_id, uom`,
    [
      batches.map(({ batchId }) => batchId),
      stopped.map(({ batchId }) => batchId),
      stopped.map(({ productId }) => productId),
      ...(asOf === null ? [] : [asOf]),
    ],
  );
}

/** Whose hands these are, by the id of a place, of a party without one, or of an event that sent goods off. */
export interface Hands {
  readonly id: string;
  readonly partyId: string | null;
  readonly organisationId: string | null;
}

/** Of registered places by their ids; places that nobody registered are asked for by their party's. */
export async function selectHandsOfPlaces(
  reader: Reader,
  placeIds: readonly string[],
): Promise<Hands[]> {
  return reader.query<Hands>(
    `SELECT place.id, party.id AS "partyId",
       coalesce(organisation.id, place.organisation_id) AS "organisationId"
     FROM (SELECT id, party_id, organisation_id FROM location WHERE id = ANY($1::uuid[])
       UNION ALL SELECT id, id, organisation_id FROM party WHERE id = ANY($1::uuid[])) place
     JOIN party ON party.id = place.party_id
     LEFT JOIN organisation ON organisation.party_id = party.id`,
    [placeIds],
  );
}

/** Goods on the way are answered for by who sent them, until somebody takes them. */
export async function selectHandsOfSenders(
  reader: Reader,
  eventRefs: readonly string[],
): Promise<Hands[]> {
  return reader.query<Hands>(
    `SELECT id, author_id AS "partyId", organisation_id AS "organisationId"
     FROM event WHERE id = ANY($1::uuid[])`,
    [eventRefs],
  );
}

/** Organisations to which goods on the way were addressed. */
export async function selectAddressees(
  reader: Reader,
  eventRefs: readonly string[],
): Promise<string[]> {
  const rows = await reader.query<{ id: string }>(
    `SELECT DISTINCT organisation.id FROM claim
     JOIN organisation ON organisation.party_id::text = claim.claim->>'to'
     WHERE claim.ref = ANY($1::uuid[])`,
    [eventRefs],
  );
  return rows.map(({ id }) => id);
}

/**
 * How goods of batches went since they were made, before and after a recall opened; of a closed one as it was known then. What
 * became of them since is their holders' business again.
 */
export async function selectMovements(
  reader: Reader,
  batchIds: readonly string[],
  { organisationId, openedAt, closedAt }: Pick<Recall, 'organisationId' | 'openedAt' | 'closedAt'>,
): Promise<BatchMovement[]> {
  const rows = await reader.query<Omit<BatchMovement, 'amount'> & { readonly amount: string }>(
    `WITH owner_place AS (
       SELECT id::text FROM location WHERE organisation_id = $2 UNION
       SELECT party_id::text FROM organisation WHERE id = $2
     ), movement AS (
       SELECT CASE
           WHEN from_kind = 'account' AND from_holder IN ('made', 'transformation') THEN 'made'
           WHEN from_kind = 'transit' THEN 'returned'
           WHEN to_kind = 'account' THEN CASE to_holder WHEN 'sold' THEN 'sold'
             WHEN 'destroyed' THEN 'destroyed' WHEN 'sampled' THEN 'sampled'
             WHEN 'unaccounted' THEN 'unaccounted' ELSE 'used' END END AS kind,
         coalesce(to_batch, from_batch) AS batch, from_uom AS uom, amount, at >= $3 AS frozen,
         ${partyInNameSql(`CASE WHEN to_kind = 'account' THEN from_holder ELSE to_holder END`)}
           IN (SELECT id FROM owner_place) AS at_owner
       FROM flow
       WHERE (superseded_at IS NULL OR superseded_at > $4) AND ($4::timestamptz IS NULL OR recorded_at <= $4)
         AND from_book IN ('goods', 'draws') AND to_book = 'goods'
         AND (from_batch = ANY($1::text[]) OR to_batch = ANY($1::text[]))
         AND ((from_kind = 'account') <> (to_kind = 'account') OR from_kind = 'transit')
     )
     SELECT kind, batch AS "batchId", uom, sum(amount)::text AS amount, frozen, at_owner AS "atOwner"
     FROM movement
     WHERE batch = ANY($1::text[]) AND kind IS NOT NULL AND (kind <> 'returned' OR at_owner)
     GROUP BY kind, batch, uom, frozen, at_owner`,
    [batchIds, organisationId, openedAt, closedAt],
  );
  return rows.map((row) => ({ ...row, amount: parseStored(row.amount) }));
}
