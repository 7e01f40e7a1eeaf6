import { sendingEventSql, unitOfSql } from '../holder-names.sql.js';
import type { Reader } from '../../platform/index.js';

/** A return of stopped goods: who sends it to whom, and what each freeze that it meets is on. */
export interface ReturnOf {
  readonly author: string;
  readonly to: string;
  readonly placeId: string;
  readonly batches: readonly { readonly batchId: string; readonly productId: string }[];
  /** Organisations whose recalls these are. */
  readonly owners: readonly string[];
}

/** The owners among them whose party this is. */
export async function selectOwnersOf(
  reader: Reader,
  { to, owners }: Pick<ReturnOf, 'to' | 'owners'>,
): Promise<string[]> {
  const rows = await reader.query<{ id: string }>(
    'SELECT id FROM organisation WHERE id = ANY($1::uuid[]) AND party_id::text = $2',
    [owners, to],
  );
  return rows.map(({ id }) => id);
}

/**
 * The batches that go up the chain when they go to `to`: it made them, or the author took them from it, loose, in a
 * unit that ever held them at any depth, or as goods of the product without a batch.
 */
export async function selectUpTheChain(
  reader: Reader,
  { author, to, placeId, batches }: ReturnOf,
): Promise<string[]> {
  const rows = await reader.query<{ batch: string }>(
    `WITH RECURSIVE asked AS (
       SELECT DISTINCT batch, product FROM unnest($3::text[], $4::text[]) AS a (batch, product)
     ), inside AS (
       SELECT to_batch AS batch, to_holder AS instance FROM flow
       WHERE to_kind = 'unit' AND to_batch = ANY($3::text[]) AND superseded_at IS NULL
       UNION SELECT inside.batch, move.to_holder FROM inside
       JOIN unit_move move ON move.unit = ${unitOfSql('inside.instance')}
         AND move.instance = inside.instance
       WHERE move.to_kind = 'unit' AND move.superseded_at IS NULL
     ), taken AS (
       SELECT from_batch AS batch, ref, from_holder AS line FROM flow
       WHERE from_kind = 'transit' AND from_batch = ANY($3::text[]) AND superseded_at IS NULL
       UNION
       SELECT asked.batch, ref, from_holder FROM asked
       JOIN flow ON to_product = product AND to_holder = $5
       WHERE from_kind = 'transit' AND from_batch IS NULL AND superseded_at IS NULL
       UNION
       SELECT batch, ref, from_holder FROM inside
       JOIN unit_move move ON move.unit = ${unitOfSql('inside.instance')}
         AND move.instance = inside.instance
       WHERE move.from_kind = 'transit' AND move.superseded_at IS NULL
     )
     SELECT batch FROM taken
     JOIN claim took ON took.ref = taken.ref AND took.author = $1
     JOIN claim sent ON sent.ref = ${sendingEventSql('taken.line')} AND sent.author = $2
     UNION
     SELECT batch FROM asked JOIN batch made ON made.id = batch::uuid
     WHERE made.maker_party_id::text = $2`,
    [
      author,
      to,
      batches.map(({ batchId }) => batchId),
      batches.map(({ productId }) => productId),
      placeId,
    ],
  );
  return rows.map(({ batch }) => batch);
}
