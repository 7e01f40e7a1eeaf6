import { isUnregisteredSql } from '../holdings/index.js';
import type { Reader } from '../platform/index.js';
import { sharesSql } from '../sharing/index.js';
import type { Makers } from './chain.js';

/** What a step was about. */
export interface StepProduct {
  readonly name: string;
  readonly names: Readonly<Record<string, string>>;
  /** How much of it, as decimal text, with its unit; null where the event does not say of all of it. */
  readonly quantity: string | null;
  readonly unit: string | null;
}

/** An event of the chain. */
export interface StepRow {
  readonly ref: string;
  readonly at: Date;
  /** Offset from UTC at its place. */
  readonly offset: string;
  readonly bizStep: string | null;
  readonly partyId: string;
  readonly partyName: string | null;
  readonly organisationId: string;
  readonly products: readonly StepProduct[];
  readonly region: string | null;
  /** Its place. What an event says of others' places moves no goods, so it is its author's own. */
  readonly place: { readonly id: string; readonly name: string } | null;
  /** Its author tells it to the viewer in full. */
  readonly isShared: boolean;
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

/** Whether the maker of a batch tells the party of its steps with it, who has nothing to do with it. */
export async function isOpen(
  reader: Reader,
  { batchId, partyId }: { readonly batchId: string; readonly partyId: string },
): Promise<boolean> {
  const shares = sharesSql({
    ...{ organisation: 'batch.organisation_id', product: 'batch.product_id' },
    ...{ party: '$2::uuid', isLinked: 'false' },
  });
  const rows = await reader.query(`SELECT id FROM batch WHERE id = $1::uuid AND ${shares}`, [
    batchId,
    partyId,
  ]);
  return rows.length > 0;
}

/** Of the goods on the way, not of what else the event was about. */
const siteSql = `
  SELECT location.id, location.name, location.region
  FROM flow CROSS JOIN LATERAL (VALUES (flow.to_holder), (flow.from_holder)) AS site (holder)
  JOIN location ON location.id = CASE
    WHEN site.holder ~ '^[0-9a-f-]{36}$' AND NOT ${isUnregisteredSql('site.holder')} THEN site.holder::uuid END
  WHERE flow.ref = event.id AND flow.superseded_at IS NULL
    AND (flow.from_batch = ANY ($2) OR flow.to_batch = ANY ($2))
  ORDER BY location.region IS NULL, flow.position, flow.part, location.id LIMIT 1`;

const shares = {
  organisation: 'event.organisation_id',
  party: '$3::uuid',
  isLinked: '$4::boolean',
};

/** Of a step that names no product, such as that of a whole logistic unit. */
const wholeSql = sharesSql({ ...shares, product: 'NULL::uuid' });

/** Told in full where its author tells each product of it so, also what was not on the way. */
const sharedSql = `
  SELECT bool_and(${sharesSql({ ...shares, product: 'item.product_id' })})
  FROM event_item AS item WHERE event_ref = event.id AND product_id IS NOT NULL`;

/**
 * What of it was on the way. Of what became of itself in other amounts, as by sorting, it is what came out. To whoever is not
 * in the chain it is called as anybody may look it up, or as its author calls what is its own.
 */
const goodsSql = `
  SELECT jsonb_agg(jsonb_build_object('name', name, 'names', names, 'quantity', quantity, 'unit', unit)
      ORDER BY name) AS products
  FROM (
    SELECT product.name, product.names, event_item.unit, CASE WHEN count(*) = count(quantity) THEN
        trim_scale(coalesce(sum(quantity) FILTER (WHERE role <> 'input'), sum(quantity)))::text
      END AS quantity
    FROM event_item JOIN product ON product.id = product_id
    WHERE event_ref = event.id AND batch_id::text = ANY ($2) AND product.name IS NOT NULL
      AND ($4 OR product.organisation_id = event.organisation_id
        OR EXISTS (SELECT FROM product_gtin WHERE product_gtin.product_id = product.id AND level = 0))
    GROUP BY product.id, event_item.unit) AS goods`;

const celsiusSql = (pick: 'min' | 'max') => `
  SELECT ${pick}(value::numeric)::text
  FROM jsonb_path_query(event.document,
    '$.sensorElementList[*].sensorReport[*] ? (@.uom == "CEL" && @.type == "Temperature")') AS report,
    unnest(ARRAY[report->>'value', report->>'minValue', report->>'maxValue']) AS value
  WHERE value ~ '^-?[0-9]+(\\.[0-9]+)?$'`;

/** Who asks, and whether the chain is told to it as one of it or as to anybody. */
export interface Viewer {
  readonly partyId: string;
  readonly isLinked: boolean;
}

/** The steps that these events were in the ways of these batches, the oldest first. */
export async function selectSteps(
  reader: Reader,
  { refs, batchIds }: { readonly refs: readonly string[]; readonly batchIds: readonly string[] },
  { partyId, isLinked }: Viewer,
): Promise<StepRow[]> {
  return reader.query<StepRow>(
    `SELECT event.id AS ref, event.at, time_offset AS "offset", biz_step AS "bizStep",
       author_id AS "partyId", event.organisation_id AS "organisationId",
       CASE WHEN party.kind = 'organisation' THEN party.name END AS "partyName",
       coalesce(goods.products, '[]') AS products, coalesce((${sharedSql}), ${wholeSql}) AS "isShared",
       site.region, CASE WHEN site.id IS NOT NULL
         THEN jsonb_build_object('id', site.id, 'name', site.name) END AS place,
       (SELECT coalesce(jsonb_agg(each), '[]')
        FROM jsonb_path_query(event.document, 'lax $.certificationInfo[*]') AS each) AS certificates,
       (${celsiusSql('min')}) AS coldest, (${celsiusSql('max')}) AS warmest
     FROM event JOIN party ON party.id = author_id::uuid
       LEFT JOIN LATERAL (${siteSql}) AS site ON true
       CROSS JOIN LATERAL (${goodsSql}) AS goods
     WHERE event.id = ANY($1::uuid[]) AND NOT declaration
     ORDER BY event.at, event.id`,
    [refs, batchIds, partyId, isLinked],
  );
}
