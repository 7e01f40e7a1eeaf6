import { codeLifeSql, type CodeKind } from '../../codes/index.js';
import { sendingEventSql } from '../../holdings/index.js';
import type { Reader } from '../../platform/index.js';
import { recallSql } from '../../recalls/index.js';

/** A party that a hand-over may be with. */
export interface Counterpart {
  readonly id: string;
  readonly name: string;
  readonly names: Readonly<Record<string, string>>;
}

/** More firms than anyone scrolls through; who deals with more has a system of its own. */
const counterpartsMax = 200;

/** Newest events that are looked through for firms: what a page costs must not grow with the years. */
const dealingsMax = 1000;

/** Organisations that wrote the newest events which an organisation may see. */
export async function selectDealings(reader: Reader, organisationId: string): Promise<string[]> {
  const rows = await reader.query<{ id: string }>(
    `SELECT DISTINCT event.organisation_id AS id FROM event JOIN (
       SELECT event_ref FROM event_party WHERE organisation_id = $1
       ORDER BY at DESC, event_ref DESC LIMIT ${dealingsMax}
     ) dealing ON dealing.event_ref = event.id`,
    [organisationId],
  );
  return rows.map(({ id }) => id);
}

/** Firms that an organisation deals with, and those it registered itself, by name. */
export async function selectCounterparts(
  reader: Reader,
  actor: { readonly organisationId: string; readonly partyId: string },
  dealings: readonly string[],
): Promise<Counterpart[]> {
  return reader.query<Counterpart>(
    `SELECT id, name, names FROM party
     WHERE id <> $2 AND (organisation_id = $1 OR represents AND organisation_id = ANY($3::uuid[]))
     ORDER BY name, id LIMIT ${counterpartsMax}`,
    [actor.organisationId, actor.partyId, dealings],
  );
}

/** How a batch was made, as the event that made it says. */
export async function selectMaking(
  reader: Reader,
  organisationId: string,
  batchId: string,
): Promise<'harvest' | 'production'> {
  const rows = await reader.query<{ activity: string | null }>(
    `SELECT document->'extensions'->>'furrow:activity' AS activity
     FROM event_item JOIN event ON event.id = event_item.event_ref
     WHERE event_item.batch_id = $2 AND event.organisation_id = $1 AND event.action = 'ADD'
     ORDER BY event.recorded_at LIMIT 1`,
    [organisationId, batchId],
  );
  return rows[0]?.activity === 'harvest' ? 'harvest' : 'production';
}

/** What a scanned code of ours is to whoever handles the goods. */
export interface ScannedCode {
  readonly kind: CodeKind;
  readonly batchId: string | null;
  readonly isVoid: boolean;
  readonly isRecalled: boolean;
}

/** By the code itself, or by the GTIN and number that the link of a batch says. */
export async function selectScannedCode(
  reader: Reader,
  named: { readonly code: string } | { readonly gtin: string; readonly number: string },
): Promise<ScannedCode | undefined> {
  const unit = `CASE WHEN code.kind = 'unit' THEN '/t/' || code.code END`;
  const byBatch = `(
    SELECT batch.code FROM product_gtin JOIN batch ON batch.product_id = product_gtin.product_id
    WHERE product_gtin.gtin = $1 AND batch.number = $2)`;
  const rows = await reader.query<ScannedCode>(
    `SELECT code.kind, code.batch_id AS "batchId", life.voided_at IS NOT NULL AS "isVoid",
       recall.id IS NOT NULL AS "isRecalled"
     FROM code ${codeLifeSql} LEFT JOIN LATERAL ${recallSql.openRecall('code.batch_id::text', unit)} recall ON true
     WHERE code.code = ${'code' in named ? '$1' : byBatch}`,
    'code' in named ? [named.code] : [named.gtin, named.number],
  );
  return rows[0];
}

/** A logistic unit by its SSCC: anyone's, and new to us until somebody packs or ships it. */
export async function selectScannedUnit(reader: Reader, key: string): Promise<ScannedCode> {
  const rows = await reader.query<{ isRecalled: boolean }>(
    `SELECT EXISTS ${recallSql.openRecall('NULL::text', '$1::text')} AS "isRecalled"`,
    [key],
  );
  const isRecalled = rows[0]?.isRecalled === true;
  return { kind: 'unit', batchId: null, isVoid: false, isRecalled };
}

/** An amount of a batch: decimal text and unit code. */
export interface BatchAmount {
  readonly value: string;
  readonly unit: string;
}

/** All of a batch that lies loose at a place of one's own. */
export async function selectAmountAt(
  reader: Reader,
  batchId: string,
  placeId: string,
): Promise<BatchAmount[]> {
  return reader.query<BatchAmount>(
    `SELECT trim_scale(sum(amount))::text AS value, uom AS unit FROM holding
     WHERE holder = $2 AND batch_id = $1 AND book = 'goods' GROUP BY uom HAVING sum(amount) > 0`,
    [batchId, placeId],
  );
}

/**
 * All of a batch that a party has sent to an organisation and that nobody has taken yet. The sending event is worked out
 * before it is joined: row security lets no text function look for rows.
 */
export async function selectAmountSent(
  reader: Reader,
  batchId: string,
  between: { readonly fromPartyId: string; readonly toOrganisationId: string },
): Promise<BatchAmount[]> {
  return reader.query<BatchAmount>(
    `WITH sent AS MATERIALIZED (
       SELECT amount, uom, ${sendingEventSql('holder')} AS ref FROM holding
       WHERE batch_id = $1 AND holder_kind = 'transit' AND book = 'goods'
     )
     SELECT trim_scale(sum(amount))::text AS value, uom AS unit
     FROM sent JOIN event ON event.id = ref
     WHERE author_id = $2 AND $3 = ANY (viewers)
     GROUP BY uom HAVING sum(amount) > 0`,
    [batchId, between.fromPartyId, between.toOrganisationId],
  );
}
