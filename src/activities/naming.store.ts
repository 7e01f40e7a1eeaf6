import { codeLifeSql } from '../codes/index.js';
import { isViewersHolderSql } from '../holdings/index.js';
import { present } from '../kernel/index.js';
import type { Reader } from '../platform/index.js';

/** A batch or product with what its URI is made of. */
export interface NamedClass {
  readonly id: string;
  readonly gtin: string | null;
  /** Of batches only. */
  readonly number: string | null;
  readonly code: string | null;
  readonly productId: string;
}

/** What a request names, by our ids and codes. */
export interface AskedNames {
  readonly organisationId: string;
  /** The party whose default place is wanted too. */
  readonly defaultOf: string;
  readonly batchIds?: readonly string[];
  readonly productIds?: readonly string[];
  readonly placeIds?: readonly string[];
  readonly partyIds?: readonly string[];
  readonly codes?: readonly string[];
}

export interface NamedPlace {
  readonly id: string;
  readonly partyId: string;
  readonly organisationId: string;
  readonly gln: string | null;
  readonly glnExtension: string | null;
  readonly timeZone: string;
  readonly isDefault: boolean;
}

export interface NamedParty {
  readonly id: string;
  readonly gln: string | null;
}

/** What there is of it, as far as the organisation may name it. */
export interface FoundNames {
  readonly batches: readonly NamedClass[];
  readonly products: readonly NamedClass[];
  readonly places: readonly NamedPlace[];
  readonly parties: readonly NamedParty[];
  /** Native codes that were issued and are not void. */
  readonly codes: readonly string[];
}

/** All that a request names, in one statement: a friendly write has few round trips to spare. */
export async function selectNamed(reader: Reader, asked: AskedNames): Promise<FoundNames> {
  const [found] = await reader.named<FoundNames>('named', namedSql, [
    asked.organisationId,
    asked.defaultOf,
    asked.batchIds ?? [],
    asked.productIds ?? [],
    asked.placeIds ?? [],
    asked.partyIds ?? [],
    asked.codes ?? [],
  ]);
  return present(found, 'the one row of names');
}

/** What an organisation may name by our id: what it registered, what an event it may see has named, and what it holds. */
const seen = (items: string) => `
  EXISTS (SELECT FROM (${items}) item JOIN event_party viewer USING (at, event_ref)
    WHERE viewer.organisation_id = $1)`;

const itemsOfBatch = 'SELECT at, event_ref FROM event_item WHERE batch_id = batch.id';

/** Items that name the product itself, by any key it has, and those of its batches: each has an index of its own. */
const itemsOfProduct = `
  SELECT at, event_ref FROM event_item WHERE key IN (
    SELECT 'urn:uuid:' || named.id UNION ALL
    SELECT '/01/' || pack.gtin FROM product_gtin pack WHERE pack.product_id = named.id)
  UNION ALL
  SELECT of_batch.at, of_batch.event_ref FROM batch JOIN event_item of_batch ON of_batch.batch_id = batch.id
  WHERE batch.product_id = named.id`;

const gtin = `(SELECT gtin FROM product_gtin
  WHERE product_gtin.product_id = product.id AND level = 0) AS gtin`;

const hasPlace = (id: string) => `EXISTS (
  SELECT FROM location WHERE location.id = ${id}::uuid AND organisation_id = $1)`;

/**
 * Batches at its places, on their way to or from it, or in units there at any depth: the contents of a sealed pallet
 * are named by no event of whoever took it, and yet its own view of goods shows their ids.
 */
const held = `
  EXISTS (
    WITH RECURSIVE around AS (
      SELECT holder_kind AS kind, holder FROM holding
      WHERE holding.batch_id = batch.id::text AND amount <> 0
      UNION
      SELECT unit_place.kind, unit_place.holder FROM around
      JOIN unit_place ON unit_place.instance = around.holder
      WHERE around.kind = 'unit'
    )
    SELECT FROM around
    WHERE ${isViewersHolderSql('kind', 'holder', { hasPlace, party: '$2::uuid::text' })})`;

const batches = `
  SELECT batch.id, ${gtin}, number, code, product_id AS "productId"
  FROM batch JOIN product ON product.id = product_id
  WHERE batch.id = ANY($3::uuid[]) AND (batch.organisation_id = $1 OR ${seen(itemsOfBatch)} OR ${held})`;

/** Products with a GTIN are public; others are named by their owner and by whoever has handled them. */
const products = `
  SELECT id, gtin, number, code, "productId" FROM (
    SELECT product.id, ${gtin}, NULL AS number, NULL AS code, product.id AS "productId", organisation_id
    FROM product WHERE id = ANY($4::uuid[])
  ) named
  WHERE organisation_id = $1 OR gtin IS NOT NULL OR ${seen(itemsOfProduct)}`;

const places = `
  SELECT id, party_id AS "partyId", organisation_id AS "organisationId", gln,
    gln_extension AS "glnExtension", time_zone AS "timeZone",
    is_default AND party_id = $2::uuid AS "isDefault"
  FROM location WHERE id = ANY($5::uuid[]) OR (party_id = $2::uuid AND is_default)`;

const parties = 'SELECT id, gln FROM party WHERE id = ANY($6::uuid[])';

const codes = `
  SELECT code FROM code ${codeLifeSql} WHERE code = ANY($7::text[]) AND life.voided_at IS NULL`;

const listOf = (rows: string, entry = 'to_json(found)') =>
  `(SELECT coalesce(json_agg(${entry}), '[]') FROM (${rows}) found)`;

const namedSql = `
  SELECT ${listOf(batches)} AS batches, ${listOf(products)} AS products, ${listOf(places)} AS places,
    ${listOf(parties)} AS parties, ${listOf(codes, 'code')} AS codes`;
