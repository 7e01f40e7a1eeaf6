import { present } from '../kernel/index.js';
import type { Reader } from '../platform/index.js';
import type { Touched } from './reach.js';

/**
 * What stored events are about: what they name and what they moved, named or not. A declaration of error is about what
 * its event moved too.
 */
export async function selectTouched(
  reader: Reader,
  eventRefs: readonly string[],
): Promise<Touched> {
  const [touched] = await reader.query<Touched>(
    `WITH told AS (
       SELECT unnest($1::uuid[]) AS ref
       UNION
       SELECT known.event_ref FROM event JOIN event_identity known USING (organisation_id, event_id)
       WHERE event.id = ANY($1::uuid[]) AND declaration AND known.event_ref IS NOT NULL
     ), moved AS MATERIALIZED (
       SELECT from_product, to_product, 'tank' IN (from_kind, to_kind) AS in_tank
       FROM flow WHERE ref IN (SELECT ref FROM told)
     ), named AS MATERIALIZED (
       SELECT event_ref, product_id::text AS product, key FROM event_item
       WHERE event_ref IN (SELECT ref FROM told)
     )
     SELECT
       ARRAY(SELECT product FROM named WHERE product IS NOT NULL
         UNION SELECT from_product FROM moved UNION SELECT to_product FROM moved) AS products,
       ARRAY(SELECT key FROM named WHERE product IS NULL
         UNION SELECT unit FROM unit_move WHERE ref IN (SELECT ref FROM told)) AS units,
       EXISTS (SELECT FROM moved WHERE in_tank)
         OR EXISTS (SELECT FROM told WHERE ref NOT IN (SELECT event_ref FROM named)) AS anything`,
    [eventRefs],
  );
  return present(touched, 'the one row of what is touched');
}
