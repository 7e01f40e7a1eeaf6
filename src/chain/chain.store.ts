import { isUnregisteredSql } from '../holdings/index.js';
import type { Reader } from '../platform/index.js';
import type { Makers } from './chain.js';

/** An event of the chain, as far as it may be told of beyond its partners. */
export interface StepRow {
  readonly ref: string;
  readonly at: Date;
  /** Offset from UTC at its place. */
  readonly offset: string;
  readonly bizStep: string | null;
  readonly partyId: string;
  readonly partyName: string | null;
  readonly organisationId: string;
  readonly products: readonly {
    readonly name: string;
    readonly names: Readonly<Record<string, string>>;
  }[];
  readonly region: string | null;
  readonly certificates: readonly string[];
  /** Degrees Celsius as decimal text, as measured during the event. */
  readonly coldest: string | null;
  readonly warmest: string | null;
}

/**
 * A batch is its maker's by its own row, which row security shows to nobody else; not where others had named it before it
 * was registered, as anybody may register what was only mentioned.
 */
export async function isMaker(
  reader: Reader,
  organisationId: string,
  batchId: string,
): Promise<boolean> {
  const rows = await reader.query(
    'SELECT id FROM batch WHERE id = $2::uuid AND organisation_id = $1 AND mentioned_at = registered_at',
    [organisationId, batchId],
  );
  return rows.length > 0;
}

/** The party of whoever registered each of these batches. */
export async function selectMakers(reader: Reader, batchIds: readonly string[]): Promise<Makers> {
  const rows = await reader.query<{ id: string; partyId: string | null }>(
    `SELECT batch.id, organisation.party_id::text AS "partyId"
     FROM batch LEFT JOIN organisation ON organisation.id = batch.organisation_id
     WHERE batch.id = ANY($1::uuid[])`,
    [batchIds],
  );
  return new Map(rows.map(({ id, partyId }) => [id, partyId]));
}

/** The key under which a viewer's aliases are made. */
export async function selectAliasKey(
  reader: Reader,
  organisationId: string,
): Promise<Buffer | undefined> {
  const [row] = await reader.query<{ key: Buffer }>(
    'SELECT alias_key AS key FROM organisation WHERE id = $1',
    [organisationId],
  );
  return row?.key;
}

/**
 * Organisations that wrote of the viewer in these events, which it sees itself: it deals with them. Whom its own events
 * name is its word alone, and would open chains and tell names for the asking.
 */
export async function selectPartners(
  reader: Reader,
  organisationId: string,
  batchId: string,
): Promise<ReadonlySet<string>> {
  const rows = await reader.query<{ id: string }>(
    `SELECT DISTINCT event.organisation_id AS id FROM flow JOIN event ON event.id = flow.ref
     WHERE (from_batch = $2 OR to_batch = $2) AND superseded_at IS NULL
       AND event.organisation_id <> $1 AND $1 = ANY (viewers)`,
    [organisationId, batchId],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Of the goods on the way, not of what else the event was about. */
const regionSql = `
  SELECT location.region FROM flow CROSS JOIN LATERAL (VALUES (flow.to_holder), (flow.from_holder)) AS site (holder)
  JOIN location ON location.id = CASE
    WHEN site.holder ~ '^[0-9a-f-]{36}$' AND NOT ${isUnregisteredSql('site.holder')} THEN site.holder::uuid END
  WHERE flow.ref = event.id AND flow.superseded_at IS NULL AND location.region IS NOT NULL
    AND (flow.from_batch = ANY ($2) OR flow.to_batch = ANY ($2))
  ORDER BY flow.position, flow.part, location.id LIMIT 1`;

const celsiusSql = (pick: 'min' | 'max') => `
  SELECT ${pick}(value::numeric)::text
  FROM jsonb_path_query(event.document,
    '$.sensorElementList[*].sensorReport[*] ? (@.uom == "CEL" && @.type == "Temperature")') AS report,
    unnest(ARRAY[report->>'value', report->>'minValue', report->>'maxValue']) AS value
  WHERE value ~ '^-?[0-9]+(\\.[0-9]+)?$'`;

/** The steps that these events were in the ways of these batches, the oldest first. */
export async function selectSteps(
  reader: Reader,
  refs: readonly string[],
  batchIds: readonly string[],
): Promise<StepRow[]> {
  return reader.query<StepRow>(
    `SELECT event.id AS ref, event.at, time_offset AS "offset", biz_step AS "bizStep",
       author_id AS "partyId", event.organisation_id AS "organisationId",
       CASE WHEN party.kind = 'organisation' THEN party.name END AS "partyName",
       (SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('name', product.name, 'names', product.names)), '[]')
        FROM event_item JOIN product ON product.id = product_id
        WHERE event_ref = event.id AND batch_id::text = ANY ($2) AND product.name IS NOT NULL) AS products,
       (${regionSql}) AS region,
       (SELECT coalesce(jsonb_agg(each), '[]')
        FROM jsonb_path_query(event.document, 'lax $.certificationInfo[*]') AS each) AS certificates,
       (${celsiusSql('min')}) AS coldest, (${celsiusSql('max')}) AS warmest
     FROM event JOIN party ON party.id = author_id::uuid
     WHERE event.id = ANY($1::uuid[]) AND NOT declaration
     ORDER BY event.at, event.id`,
    [refs, batchIds],
  );
}
