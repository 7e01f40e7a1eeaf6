import type { Eyes } from '../../access/index.js';
import { isSeenEventSql } from '../../events/index.js';
import type { Reader } from '../../platform/index.js';
import type { ProductMade } from '../trace-question.js';

/** Batches of a product by what is registered of them; each list has one more than `max` where there are more. */
export interface BatchesMade {
  readonly fitting: readonly string[];
  /** Of which a day that was asked for is not on record: they may be meant, or not. */
  readonly undated: readonly string[];
}

/**
 * The batches of a product that were made within these days or keep until this one, among those in events that the asker may
 * see, oldest first. Days are those of the place of making. `reader` must see batches and events of everybody.
 */
export async function selectBatchesMade(
  reader: Reader,
  eyes: Eyes | null,
  { productId, madeFrom, madeUntil, bestBefore }: ProductMade,
  max: number,
): Promise<BatchesMade> {
  const rows = await reader.query<{ id: string; fits: boolean | null }>(
    `WITH candidate AS (
       SELECT id, made_from, ${fits} AS fits FROM batch WHERE product_id = $3 AND ${fits} IS NOT FALSE
     ), seen AS (SELECT id, made_from, fits FROM candidate WHERE ${isInSight('to')} OR ${isInSight('from')})
     (SELECT id, fits FROM seen WHERE fits ORDER BY made_from, id LIMIT $7)
     UNION ALL (SELECT id, fits FROM seen WHERE fits IS NULL ORDER BY id LIMIT $7)`,
    [
      ...[eyes?.organisationId ?? null, eyes?.oversees ?? null, productId],
      ...[bestBefore, madeFrom, madeUntil, max + 1],
    ],
  );
  const idsOf = (which: boolean | null) => rows.filter((row) => row.fits === which);
  return {
    fitting: idsOf(true).map(({ id }) => id),
    undated: idsOf(null).map(({ id }) => id),
  };
}

/** A making that ends with a day ended on the one before. */
const lastDay = `(greatest(made_from, made_until - interval '1 ms') AT TIME ZONE made_offset::interval)::date`;
const firstDay = '(made_from AT TIME ZONE made_offset::interval)::date';

/** Null where a day that is asked for is not on record and no other one excludes the batch. */
const fits = `(($4::date IS NULL OR best_before = $4::date) AND ($5::date IS NULL OR ${lastDay} >= $5::date)
       AND ($6::date IS NULL OR ${firstDay} <= $6::date))`;

const isInSight = (
  end: 'from' | 'to',
) => `EXISTS (SELECT FROM flow WHERE ${end}_batch = candidate.id::text
         AND superseded_at IS NULL AND ($1::uuid IS NULL OR EXISTS (
           SELECT FROM event WHERE event.id = flow.ref AND ${isSeenEventSql({ organisation: '$1', oversees: '$2' })})))`;
