import { codeLifeSql } from '../codes/index.js';
import { isUnregisteredSql, settlingSql, unitOfSql } from '../holdings/index.js';
import { linksSql } from '../links/index.js';
import { thresholdColumns } from '../scans/index.js';
import { externalThingsSql } from '../schemes/index.js';
import { isOpenSql } from '../sharing/index.js';
import { statedThingsMax } from './stated-passport.dto.js';

/** Steps of a journey that one answer tells. A batch that went to hundreds of shops is told by its first and its latest. */
export const stepsMax = 60;

/** The subquery, given by recalls, of the open recall that a batch or a logistic unit falls under. */
export type OpenRecallSql = (batchId: string, unit: string) => string;

/** Whether batches of a product are under recall: an expression, given by recalls. */
export type SomeRecalledSql = (productId: string) => string;

/** How the asked code is found: by itself, or by the GTIN and number of its batch. */
export const byCode = 'code.code = $1';
export const byBatch = `code.code = (
  SELECT batch.code FROM product_gtin
  JOIN batch ON batch.product_id = product_gtin.product_id AND batch.number = $2
  WHERE product_gtin.gtin = $1)`;

/**
 * All that one answer about a code of ours needs, in one statement: who issued it, its batch and product, the
 * open recall, what a logistic unit holds, and the journey. Nothing of it is a projection, so nothing lags.
 */
export function codePassportSql(
  condition: string,
  openRecall: OpenRecallSql,
  besides = '',
): string {
  const unit = `CASE WHEN code.kind = 'unit' THEN '/t/' || code.code END`;
  return `
    SELECT code.code, code.kind, code.gtin, code.issued_at AS "issuedAt",
      life.activated_at AS "activatedAt", life.blocked_at AS "blockedAt",
      life.consumed_at AS "consumedAt", life.voided_at AS "voidedAt",
      ${issuerColumns}, batch.number, batch.made_from AS "madeFrom", batch.made_until AS "madeUntil",
      batch.made_offset AS "madeOffset", batch.best_before AS "bestBefore",
      product.name AS "productName", product.names AS "productNames",
      product.date_type AS "dateType", gtin_of.gtin AS "productGtin", origin.region AS origin,
      to_jsonb(recall) AS recall, inside.contents, journey.steps, journey."leftOut",
      ${settlingSql('code.batch_id::text', unit)} AS settling, mark.first_at AS "firstLookAt",
      mark.sessions, mark.devices, mark.far_apart_at IS NOT NULL AS "isFarApart",
      CASE WHEN scan_settings.product_id IS NOT NULL THEN json_build_object(${thresholdColumns}) END AS thresholds${besides}
    FROM code ${codeLifeSql}
    JOIN organisation ON organisation.id = code.organisation_id
    LEFT JOIN party issuer ON issuer.id = organisation.party_id
    LEFT JOIN batch ON batch.id = code.batch_id
    LEFT JOIN product ON product.id = batch.product_id
    LEFT JOIN product_gtin gtin_of ON gtin_of.product_id = product.id AND gtin_of.level = 0
    LEFT JOIN scan_mark mark ON mark.code = code.code
    LEFT JOIN scan_settings ON scan_settings.product_id = batch.product_id
    LEFT JOIN location origin ON origin.id = batch.origin_location_id
    LEFT JOIN LATERAL ${openRecall('code.batch_id::text', unit)} recall ON true
    LEFT JOIN LATERAL ${contentsSql(unit)} inside ON code.kind = 'unit'
    LEFT JOIN LATERAL ${journeySql('code.batch_id', unit, { issuer: 'code.organisation_id', product: 'batch.product_id' })} journey ON true
    WHERE ${condition}`;
}

/** What a Digital Link needs besides: the links of its thing, and whether its product has batches under recall. */
export function besidesPassportSql(someRecalled: SomeRecalledSql): string {
  const piece = `CASE WHEN code.kind <> 'batch' THEN code.code END`;
  return `, ${linksSql('batch.product_id', 'batch.number', piece)} AS links,
    ${someRecalled('batch.product_id')} AS "someRecalled"`;
}

/** What is told of a registered product by one of its GTINs. */
export function productPassportSql(someRecalled: SomeRecalledSql): string {
  return `
    SELECT ${issuerColumns}, product.name AS "productName", product.names AS "productNames",
      own.gtin AS "productGtin", ${linksSql('product.id', 'NULL', 'NULL')} AS links,
      ${someRecalled('product.id')} AS "someRecalled"
    FROM product_gtin asked
    JOIN product ON product.id = asked.product_id
    JOIN organisation ON organisation.id = product.organisation_id
    LEFT JOIN party issuer ON issuer.id = organisation.party_id
    LEFT JOIN product_gtin own ON own.product_id = product.id AND own.level = 0
    WHERE asked.gtin = $1`;
}

/**
 * Of which things firms say that they bear a code of another scheme. What is recalled comes first. `othersUnread`: there are
 * more than were looked through, of which nobody knows here whether they are recalled.
 */
export function statedThingsSql(openRecall: OpenRecallSql, someRecalled: SomeRecalledSql): string {
  const recall = openRecall('stated.batch_id::text', 'NULL::text');
  return `
    SELECT stated.scheme, ${issuerColumns}, product.name AS "productName",
      product.names AS "productNames", gtin_of.gtin AS "productGtin", batch.number AS batch,
      batch.code AS "batchCode", stated."othersUnread",
      CASE WHEN stated.batch_id IS NULL THEN false
        ELSE EXISTS (SELECT FROM ${recall} recall) END AS recalled,
      ${someRecalled('stated.product_id')} AS "someRecalled"
    FROM ${externalThingsSql('$1::text[]', '$2::text[]')} stated
    JOIN product ON product.id = stated.product_id
    JOIN organisation ON organisation.id = stated.organisation_id
    LEFT JOIN party issuer ON issuer.id = organisation.party_id
    LEFT JOIN product_gtin gtin_of ON gtin_of.product_id = product.id AND gtin_of.level = 0
    LEFT JOIN batch ON batch.product_id = stated.product_id AND batch.id = stated.batch_id
    ORDER BY recalled DESC, "someRecalled" DESC, stated.id LIMIT ${statedThingsMax + 1}`;
}

/**
 * A logistic unit by its SSCC, which whoever first named it in an event answers for. SSCCs are counted
 * upwards, so anyone can guess the next: the journey, which would tell who trades with whom, is not told, and name and
 * contents only where their steps are shared with everybody.
 */
export function ssccPassportSql(openRecall: OpenRecallSql): string {
  return `
    SELECT first.recorded_at AS "issuedAt", ${issuerColumns},
      ${isOpenSql('first.organisation_id', 'NULL::uuid')} AS "isOpen", to_jsonb(recall) AS recall,
      inside.contents, ${settlingSql('NULL::text', '$1::text')} AS settling
    FROM (
      SELECT event.organisation_id, unit_move.recorded_at
      FROM unit_move JOIN event ON event.id = unit_move.ref
      WHERE unit_move.unit = $1 AND unit_move.superseded_at IS NULL
      ORDER BY unit_move.at LIMIT 1
    ) first
    JOIN organisation ON organisation.id = first.organisation_id
    LEFT JOIN party issuer ON issuer.id = organisation.party_id
    LEFT JOIN LATERAL ${openRecall('NULL::text', '$1::text')} recall ON true
    LEFT JOIN LATERAL ${contentsSql('$1::text')} inside ON true`;
}

/** A firm is named as it names itself in the chain, a person only as its account is called. */
const issuerColumns = `
  CASE WHEN issuer.kind = 'organisation' THEN issuer.name ELSE organisation.name END AS "issuerName",
  CASE WHEN issuer.kind = 'organisation' THEN issuer.names END AS "issuerNames"`;

/** Names of the products in a unit, at any depth. */
function contentsSql(unit: string): string {
  return `(
    WITH RECURSIVE inside AS (
      SELECT instance FROM unit_place WHERE unit = ${unit}
      UNION SELECT child.instance FROM inside
      JOIN unit_place child ON child.kind = 'unit' AND child.holder = inside.instance
    )
    SELECT jsonb_agg(DISTINCT jsonb_build_object('name', product.name, 'names', product.names))
      AS contents
    FROM inside
    JOIN holding ON holding.holder = inside.instance AND holding.holder_kind = 'unit'
      AND holding.book = 'goods' AND holding.amount > 0
    JOIN product ON product.id = holding.product_id::uuid AND product.name IS NOT NULL
  )`;
}

/**
 * The events that moved a batch: by its own flows, or with a logistic unit while it held the batch. Events
 * that name the goods but move none are left out, or any stranger could write into the story. What
 * consumers bought is nobody's journey. A step is confirmed where both sides of its hand-off recorded it. It is told whose
 * it was where that is the issuer, who is told anyway, or somebody who shares it with everybody.
 */
function journeySql(
  batchId: string,
  unit: string,
  { issuer, product }: { readonly issuer: string; readonly product: string },
): string {
  return `(
    WITH RECURSIVE aboard (instance, since, until) AS (
      SELECT flow.to_holder, min(flow.at), coalesce(max(gone.until), 'infinity')
      FROM flow
      LEFT JOIN LATERAL (
        SELECT max(leaving.at) AS until FROM flow leaving
        WHERE leaving.from_batch = ${batchId}::text AND leaving.from_holder = flow.to_holder
          AND leaving.superseded_at IS NULL AND NOT EXISTS (
            SELECT FROM holding WHERE holding.holder = flow.to_holder AND holding.book = 'goods'
              AND holding.batch_id = ${batchId}::text AND holding.amount > 0)
      ) gone ON true
      WHERE flow.to_batch = ${batchId}::text AND flow.to_kind = 'unit' AND flow.to_book = 'goods'
        AND flow.superseded_at IS NULL
      GROUP BY flow.to_holder
      UNION
      SELECT moved.to_holder, moved.at, least(aboard.until, (
        SELECT min(later.at) FROM unit_move later WHERE later.unit = moved.unit
          AND later.instance = moved.instance AND later.at > moved.at
          AND later.superseded_at IS NULL))
      FROM aboard JOIN unit_move moved ON moved.unit = ${unitOfSql('aboard.instance')}
        AND moved.instance = aboard.instance AND moved.at BETWEEN aboard.since AND aboard.until
      WHERE moved.to_kind = 'unit' AND moved.superseded_at IS NULL
    ), movement AS (
      SELECT ref, at, from_kind, from_holder, to_kind, to_holder, NULL AS unit FROM flow
      WHERE from_batch = ${batchId}::text AND from_book = 'goods' AND superseded_at IS NULL
        AND NOT (to_kind = 'account' AND to_holder = 'sold')
      UNION ALL
      SELECT ref, at, from_kind, from_holder, to_kind, to_holder, NULL FROM flow
      WHERE to_batch = ${batchId}::text AND to_book = 'goods' AND superseded_at IS NULL
      UNION ALL
      SELECT ref, at, from_kind, from_holder, to_kind, to_holder, unit
      FROM aboard JOIN unit_move ON unit = ${unitOfSql('aboard.instance')}
        AND unit_move.instance = aboard.instance AND at BETWEEN since AND until
      WHERE superseded_at IS NULL
      UNION ALL
      SELECT ref, at, from_kind, from_holder, to_kind, to_holder, unit FROM unit_move
      WHERE unit = ${unit} AND superseded_at IS NULL
    ), told AS (
      SELECT ref, max(at) AS at, min(CASE WHEN to_kind IN ('place', 'tank') THEN to_holder
          WHEN from_kind IN ('place', 'tank') THEN from_holder END) AS place,
        bool_or(from_kind = 'transit' OR to_kind = 'transit' AND (
          EXISTS (SELECT FROM flow taken WHERE taken.from_holder = movement.to_holder
            AND taken.superseded_at IS NULL)
          OR EXISTS (SELECT FROM unit_move taken WHERE taken.unit = movement.unit
            AND taken.from_kind = 'transit' AND taken.from_holder = movement.to_holder AND taken.superseded_at IS NULL))
        ) AS confirmed
      FROM movement GROUP BY ref
    ), step AS (
      SELECT *, row_number() OVER (ORDER BY at DESC, ref DESC) AS age, count(*) OVER () AS total FROM told
    )
    SELECT jsonb_agg(jsonb_build_object(
        'at', event.document->>'eventTime', 'wholeDay', event.until > event.at,
        'offset', event.time_offset, 'type', event.type, 'action', event.action,
        'bizStep', event.biz_step, 'disposition', event.disposition,
        'activity', event.document->'extensions'->>'furrow:activity',
        'owning', event.document->'destinationList' @> '[{"type": "owning_party"}]',
        'region', location.region, 'author', event.author_id, 'by', author.name, 'byNames', author.names,
        'open', ${isOpenSql('event.organisation_id', product)},
        'confirmed', step.confirmed
      ) ORDER BY step.at, step.ref) AS steps, (max(total) - count(*))::int AS "leftOut"
    FROM step
    JOIN event ON event.id = step.ref
    LEFT JOIN location ON location.id =
      CASE WHEN NOT ${isUnregisteredSql('step.place')} THEN step.place::uuid END
    LEFT JOIN party author ON author.id = event.author_id::uuid AND author.kind = 'organisation'
      AND (event.organisation_id = ${issuer} OR ${isOpenSql('event.organisation_id', product)})
    WHERE age < ${stepsMax} OR age = total
  )`;
}
