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

/** Who asks what it may name. */
export interface Namer {
  readonly organisationId: string;
  readonly partyId: string;
}

/**
 * What an organisation may name by our id: what it registered, what an event it may see has named, and the batches
 * that it holds, on their way to or from it, or in units at any depth: the contents of a sealed pallet are named by no
 * event of whoever took it, and yet its own view of goods shows their ids.
 */
const seen = (column: string) => `
  EXISTS (SELECT FROM event_item item JOIN event_party viewer USING (event_ref)
    WHERE item.${column} AND viewer.organisation_id = $1)`;

const gtin = `(SELECT gtin FROM product_gtin
  WHERE product_gtin.product_id = product.id AND level = 0) AS gtin`;

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
    SELECT FROM around WHERE CASE
      WHEN kind = 'transit' THEN EXISTS (SELECT FROM claim
        WHERE ref = split_part(holder, '#', 1)::uuid AND $3 IN (author, claim->>'to'))
      WHEN kind NOT IN ('place', 'tank') THEN false
      WHEN holder LIKE '@%' THEN holder = '@' || $3
      ELSE EXISTS (SELECT FROM location
        WHERE location.id = holder::uuid AND location.organisation_id = $1) END)`;

export async function selectNamedBatches(
  reader: Reader,
  { organisationId, partyId }: Namer,
  ids: readonly string[],
): Promise<NamedClass[]> {
  return reader.named<NamedClass>(
    'named-batches',
    `SELECT batch.id, ${gtin}, number, code, product_id AS "productId"
     FROM batch JOIN product ON product.id = product_id
     WHERE batch.id = ANY($2::uuid[])
       AND (batch.organisation_id = $1 OR ${seen('batch_id = batch.id')} OR ${held})`,
    [organisationId, ids, partyId],
  );
}

/** Products with a GTIN are public; others are named by their owner and by whoever has handled them. */
export async function selectNamedProducts(
  reader: Reader,
  organisationId: string,
  ids: readonly string[],
): Promise<NamedClass[]> {
  return reader.query<NamedClass>(
    `SELECT named.* FROM (
       SELECT product.id, ${gtin}, NULL AS number, NULL AS code, product.id AS "productId",
         organisation_id
       FROM product WHERE id = ANY($2::uuid[])
     ) named
     WHERE organisation_id = $1 OR gtin IS NOT NULL OR ${seen('product_id = named.id')}`,
    [organisationId, ids],
  );
}

export interface NamedPlace {
  readonly id: string;
  readonly partyId: string;
  readonly organisationId: string;
  readonly gln: string | null;
  readonly glnExtension: string | null;
  readonly timeZone: string;
}

/** Places by id, and the default place of a party. */
export async function selectPlaces(
  reader: Reader,
  ids: readonly string[],
  defaultOf: string,
): Promise<(NamedPlace & { readonly isDefault: boolean })[]> {
  return reader.named(
    'named-places',
    `SELECT id, party_id AS "partyId", organisation_id AS "organisationId", gln,
       gln_extension AS "glnExtension", time_zone AS "timeZone",
       is_default AND party_id = $2 AS "isDefault"
     FROM location WHERE id = ANY($1::uuid[]) OR (party_id = $2 AND is_default)`,
    [ids, defaultOf],
  );
}

export interface NamedParty {
  readonly id: string;
  readonly gln: string | null;
}

export async function selectParties(reader: Reader, ids: readonly string[]): Promise<NamedParty[]> {
  return reader.named('named-parties', 'SELECT id, gln FROM party WHERE id = ANY($1::uuid[])', [
    ids,
  ]);
}

/** Which of these native codes exist. */
export async function selectKnownCodes(
  reader: Reader,
  codes: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await reader.query<{ code: string }>(
    'SELECT code FROM code WHERE code = ANY($1) AND voided_at IS NULL',
    [codes],
  );
  return new Set(rows.map(({ code }) => code));
}
