import { codeLifeSql, codeStateSql } from '../codes/index.js';
import { recallSql } from '../recalls/index.js';

/**
 * The codes, batches and logistic units on record that labels name, each with the open recall that it falls under. A code
 * under another GTIN than its own is none, nor a unit that no event has named. A number that was only mentioned tells nothing
 * but a recall. Of a unit the earliest dates in it are told, at most one of each kind for certain and one that may be. Its
 * parameters are columns of what was asked: codes, GTINs, batch numbers, keys of units.
 */
export const thingsSql = `
  WITH asked AS (
    SELECT code, gtin, number, unit, place - 1 AS place
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
      WITH ORDINALITY AS list (code, gtin, number, unit, place)
  ), thing AS (
    SELECT asked.place, 'code' AS by, code.batch_id,
      CASE WHEN code.kind = 'unit' THEN '/t/' || code.code END AS unit,
      life.activated_at IS NOT NULL AS is_told, ${codeStateSql('life')} AS state
    FROM asked
    JOIN code ON code.code = asked.code AND (asked.gtin IS NULL OR code.gtin = asked.gtin)
    ${codeLifeSql}
    UNION ALL
    SELECT asked.place, 'number', batch.id, NULL, batch.code IS NOT NULL, NULL
    FROM asked JOIN product_gtin USING (gtin)
    JOIN batch ON batch.product_id = product_gtin.product_id AND batch.number = asked.number
    UNION ALL
    SELECT asked.place, 'unit', NULL, asked.unit, true, NULL
    FROM asked WHERE EXISTS (SELECT FROM unit_move WHERE unit_move.unit = asked.unit AND superseded_at IS NULL)
  )
  SELECT place::int, by, is_told AS "isTold", state, batch.best_before AS "keepsUntil",
    product.date_type AS "dateType", batch.made_offset AS "madeOffset", held.dates AS held,
    to_jsonb(recall) AS recall
  FROM thing
  LEFT JOIN batch ON batch.id = thing.batch_id
  LEFT JOIN product ON product.id = batch.product_id
  LEFT JOIN LATERAL (
    SELECT jsonb_agg(earliest) AS dates FROM (
      SELECT DISTINCT ON (kept."dateType", is_certain) is_certain AS "isCertain", kept.*
      FROM ${recallSql.batchesInside('thing.unit')} inside JOIN LATERAL (
        SELECT best_before::text AS "keepsUntil", date_type AS "dateType", made_offset AS "madeOffset"
        FROM batch JOIN product ON product.id = product_id
        WHERE batch.id = inside.batch_id AND best_before IS NOT NULL
      ) kept ON true
      ORDER BY kept."dateType", is_certain, kept."keepsUntil", kept."madeOffset"::interval DESC
    ) earliest
  ) held ON true
  LEFT JOIN LATERAL ${recallSql.openRecall('thing.batch_id::text', 'thing.unit')} recall ON true
  ORDER BY place, by`;

/** The days of making, at the place of making; the end of a run is not included, unless it is its beginning. */
const madeFrom = '(made_from AT TIME ZONE made_offset::interval)::date';
const madeUntil = `(greatest(made_from, made_until - interval '1 ms') AT TIME ZONE made_offset::interval)::date`;

/**
 * Whether the label's dates do not exclude a batch: one of which a date is not on record may bear any. Systems also write
 * moments in UTC, whatever the clock at the place of making, which may then be a day off.
 */
const fits = `(keeps = '[]' OR best_before IS NULL OR keeps ? best_before::text)
      AND (made IS NULL OR made_from IS NULL OR made BETWEEN ${madeFrom} - 1 AND ${madeUntil} + 1)`;

/**
 * Registered products by GTIN, with an open recall of a batch that the label's dates do not exclude, and whether there is
 * another such batch, perhaps only mentioned, that is not recalled; or, where the dates exclude all that are recalled, whether
 * they fit no batch on record. Its batches are looked through for that alone, and no further than to the first. Its parameters are columns of what was asked: GTINs, days until which the goods keep, days of
 * production.
 */
export const productsSql = `
  WITH asked AS (
    SELECT gtin, keeps, made, place - 1 AS place
    FROM unnest($1::text[], $2::jsonb[], $3::date[]) WITH ORDINALITY AS list (gtin, keeps, made, place)
  )
  SELECT place::int, latest.made_offset AS "madeOffset", to_jsonb(recall) AS recall,
    stopped.batch_id IS NOT NULL AND EXISTS (
      SELECT FROM batch WHERE batch.product_id = product.id AND ${fits} AND NOT EXISTS (
        SELECT FROM batch_freeze JOIN recall ON recall.id = recall_id
        WHERE batch_id = batch.id::text AND released_at IS NULL AND closed_at IS NULL)
    ) AS "mayBeAnother",
    stopped.batch_id IS NULL AND ${recallSql.someRecalled('product.id')} AND NOT EXISTS (
      SELECT FROM batch WHERE batch.product_id = product.id AND batch.code IS NOT NULL AND ${fits}
    ) AS "mayBeMisread"
  FROM asked JOIN product_gtin USING (gtin)
  JOIN product ON product.id = product_gtin.product_id AND product.organisation_id IS NOT NULL
  LEFT JOIN LATERAL (
    SELECT made_offset FROM batch WHERE batch.product_id = product.id AND made_offset IS NOT NULL
    ORDER BY id DESC LIMIT 1
  ) latest ON true
  LEFT JOIN LATERAL (
    SELECT batch_id FROM batch_freeze JOIN recall ON recall.id = recall_id
    JOIN batch ON batch.product_id = product.id AND batch.id = batch_id::uuid
    WHERE batch_freeze.product_id = product.id::text AND released_at IS NULL AND closed_at IS NULL AND ${fits}
    ORDER BY grade, opened_at, recall_id, batch_id LIMIT 1
  ) stopped ON true
  LEFT JOIN LATERAL ${recallSql.openRecall('stopped.batch_id', 'NULL::text')} recall ON true`;
