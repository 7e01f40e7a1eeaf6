import {
  isUnregisteredSql,
  isViewersHolderSql,
  isViewersLineSql,
  isViewersPlaceSql,
  partyInNameSql,
} from '../holdings/index.js';
import type { Reader } from '../platform/index.js';

/** Whose view it is, and where goods are its own. */
export interface Viewer {
  readonly partyId: string;
  /** Ids of its registered places. */
  readonly places: readonly string[];
}

/** Asked through the organisation's own eyes: what lies elsewhere is read by what this answers. */
export async function selectViewer(
  reader: Reader,
  organisationId: string,
): Promise<Viewer | undefined> {
  const [viewer] = await reader.query<Viewer>(
    `SELECT party_id::text AS "partyId",
       ARRAY(SELECT location.id::text FROM location WHERE organisation_id = organisation.id) AS places
     FROM organisation WHERE id = $1`,
    [organisationId],
  );
  return viewer;
}

/** A line of goods, or of draws without a batch (then negative). */
export interface GoodsRow {
  readonly kind: 'place' | 'tank' | 'unit' | 'transit';
  readonly holder: string;
  readonly product: string;
  readonly uom: string;
  readonly batch: string | null;
  readonly owner: string | null;
  readonly book: 'goods' | 'draws';
  /** Decimal text. */
  readonly amount: string;
}

/** What is asked about: a product, or one batch of it with the goods that may be of it. */
export interface AskedGoods {
  readonly product: string;
  readonly batch: string | null;
}

const goodsColumns = `
  holder_kind AS kind, holder, product_id AS product, uom, nullif(batch_id, '') AS batch,
  nullif(owner, '') AS owner, book, amount::text`;

/** As the parameters of every statement here begin. */
const viewer = { hasPlace: (id: string) => `${id} = ANY ($1::text[])`, party: '$2' };

/**
 * Units around the one that holds goods, as far as own goods are sought: packing goes a few levels deep, and a hostile
 * nest of many units that all hold a product must not cost everybody who has some the square of it.
 */
export const levelsMax = 20;

/** Whether a row of `unit_place` that stands alone is the viewer's. */
const isOwnUnit = `
  CASE kind WHEN 'gone' THEN owner = $2 ELSE ${isViewersHolderSql('kind', 'holder', viewer)} END`;

const askedFor = `
  product_id = $3 AND ($4::text IS NULL OR batch_id IN ($4, '')) AND amount <> 0 AND book IN ('goods', 'draws')`;

/**
 * Each kind of holder by the index that leads to the viewer's soonest: places by their ids or party, and the rest by
 * product, as what is on the way and what units it is in name no organisation. Of units, the outermost decides.
 */
const goodsSql = `
  WITH RECURSIVE around (instance, outermost, level) AS (
    SELECT DISTINCT holder, holder, 1 FROM holding WHERE holder_kind = 'unit' AND ${askedFor}
    UNION ALL
    SELECT around.instance, unit_place.holder, level + 1
    FROM around JOIN unit_place ON unit_place.instance = outermost
    WHERE kind = 'unit' AND level < ${levelsMax}
  ), own_unit AS (
    SELECT around.instance FROM around JOIN unit_place ON unit_place.instance = outermost WHERE ${isOwnUnit}
  ), held AS (
    SELECT * FROM holding WHERE holder_kind IN ('place', 'tank') AND ${askedFor}
      AND holder = ANY ($1::text[])
    UNION ALL
    SELECT * FROM holding WHERE holder_kind IN ('place', 'tank') AND ${askedFor}
      AND ${isUnregisteredSql('holder')} AND ${partyInNameSql('holder')} = $2
    UNION ALL
    SELECT * FROM holding WHERE holder_kind = 'transit' AND ${askedFor} AND ${isViewersLineSql('holder', viewer)}
    UNION ALL
    SELECT * FROM holding WHERE holder_kind = 'unit' AND ${askedFor}
      AND holder IN (SELECT instance FROM own_unit)
  )
  SELECT ${goodsColumns} FROM held ORDER BY holder_kind, holder, batch_id, owner`;

/** Goods at own places, on the way from or to the viewer, and in units that stand there or go that way. */
export async function selectGoods(
  reader: Reader,
  { places, partyId }: Viewer,
  { product, batch }: AskedGoods,
): Promise<GoodsRow[]> {
  return reader.query<GoodsRow>(goodsSql, [places, partyId, product, batch]);
}

/** What a unit itself holds, units inside left out. */
export async function selectContents(reader: Reader, instance: string): Promise<GoodsRow[]> {
  return reader.query<GoodsRow>(
    `SELECT ${goodsColumns} FROM holding
     WHERE holder = $1 AND holder_kind = 'unit' AND amount <> 0 AND book = 'goods'
     ORDER BY product_id, batch_id`,
    [instance],
  );
}

/** Where a unit is, and whether the viewer may know: itself if it stands alone, else by what it is in. */
export interface UnitRow {
  readonly instance: string;
  readonly unit: string;
  readonly kind: 'place' | 'unit' | 'transit' | 'gone';
  readonly holder: string | null;
  readonly custody: string | null;
  readonly owner: string | null;
  readonly at: Date;
  readonly isOwn: boolean;
}

const unitColumns = `
  instance, unit, kind, holder, custody, owner, at, ${isOwnUnit} AS "isOwn"`;

/** Units by instance, by name, or by the unit they are in; the one named last first. */
export async function selectUnits(
  reader: Reader,
  { places, partyId }: Viewer,
  by: 'instance' | 'unit' | 'holder',
  names: readonly string[],
): Promise<UnitRow[]> {
  return reader.query<UnitRow>(
    `SELECT ${unitColumns} FROM unit_place
     WHERE ${by} = ANY($3) AND (${by === 'holder' ? `kind = 'unit'` : 'true'})
     ORDER BY at DESC, instance DESC`,
    [places, partyId, names],
  );
}

/** Whether a record of this unit that is still to be worked in is the viewer's, or names it as the other side. */
export async function isUnitPending(
  reader: Reader,
  { partyId }: Pick<Viewer, 'partyId'>,
  timeline: string,
): Promise<boolean> {
  const rows = await reader.query(
    `SELECT ref FROM pending_fold
     WHERE $1 = ANY(keys) AND NOT withdraws AND $2 IN (author, claim->>'to', claim->>'from') LIMIT 1`,
    [timeline, partyId],
  );
  return rows.length > 0;
}

/** A booking of goods that nothing accounts for, or that are gone without an account. */
export interface BookingRow {
  readonly account: 'unaccounted-in' | 'unaccounted';
  readonly ref: string;
  readonly eventId: string;
  readonly place: string;
  readonly product: string;
  readonly batch: string | null;
  readonly uom: string;
  readonly amount: string;
  readonly reason: string | null;
}

const bookings = (account: BookingRow['account'], end: 'from' | 'to') => `
  SELECT '${account}' AS account, flow.ref, claim.event_id AS "eventId", place,
    ${end}_product AS product, ${end}_batch AS batch, ${end}_uom AS uom,
    sum(amount)::text AS amount, reason, min(flow.at) AS since
  FROM flow JOIN claim USING (ref)
  WHERE ${end}_holder = '${account}' AND ${end}_kind = 'account' AND ${end}_product = $3
    AND ($4::text IS NULL OR ${end}_batch = $4) AND superseded_at IS NULL
    AND ${isViewersPlaceSql('place', viewer)}
  GROUP BY flow.ref, claim.event_id, place, ${end}_product, ${end}_batch, ${end}_uom, reason`;

/** What the books of the viewer's places leave unaccounted for, by event, place and batch; oldest first. */
export async function selectBookings(
  reader: Reader,
  { places, partyId }: Viewer,
  { product, batch }: AskedGoods,
): Promise<BookingRow[]> {
  return reader.query<BookingRow>(
    `${bookings('unaccounted-in', 'from')} UNION ALL ${bookings('unaccounted', 'to')}
     ORDER BY since, ref, account`,
    [places, partyId, product, batch],
  );
}

/** Goods without a batch that came to a holder, and what they were before. */
export interface UnnamedInflow {
  readonly ref: string;
  readonly position: number;
  readonly at: Date;
  readonly kind: GoodsRow['kind'] | 'account';
  readonly holder: string;
  readonly book: 'goods' | 'draws';
  readonly batch: string | null;
  readonly amount: string;
}

export async function selectUnnamedInflows(
  reader: Reader,
  { kind, holder, product, uom }: Pick<GoodsRow, 'kind' | 'holder' | 'product' | 'uom'>,
): Promise<UnnamedInflow[]> {
  return reader.query<UnnamedInflow>(
    `SELECT ref, position, at, from_kind AS kind, from_holder AS holder, from_book AS book,
       from_batch AS batch, amount::text
     FROM flow
     WHERE (to_kind, to_holder, to_product, to_uom, to_book) = ($1, $2, $3, $4, 'goods')
       AND to_batch IS NULL AND superseded_at IS NULL
     ORDER BY at, ref, position, part`,
    [kind, holder, product, uom],
  );
}

/** A batch belongs to one product. */
export async function selectProductOf(reader: Reader, batch: string): Promise<string | undefined> {
  const rows = await reader.query<{ product: string }>(
    'SELECT product_id AS product FROM batch WHERE id = $1',
    [batch],
  );
  return rows[0]?.product;
}
