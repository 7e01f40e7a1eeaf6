import { isOverseenSql, type Eyes } from '../access/index.js';
import {
  isUnregisteredSql,
  partyInNameSql,
  sendingEventSql,
  unitOfSql,
  type Order,
} from '../holdings/index.js';
import { parseStored } from '../kernel/index.js';
import type { Reader } from '../platform/index.js';
import { comingFrom, goingTo } from './crossing-kind.js';
import type { Crossing } from './sheet.js';
import type { OwnAccountRow } from './transformation-crossings.js';
import type { UnitFlow, UnitStep } from './unit-crossings.js';

/** A party, and the names of all places that are its own in the books. */
export interface PartyBooks {
  readonly partyId: string;
  readonly places: readonly string[];
}

/** What is asked of the books: of these products, up to `until`, by what was recorded at `asOf`. */
export interface AskedBooks {
  readonly products: readonly string[];
  readonly from: Date;
  readonly until: Date;
  /** Null: now. */
  readonly asOf: Date | null;
}

/** The organisation of a party: the asker's own, or one that it oversees. */
export async function selectOrganisationOf(
  reader: Reader,
  partyId: string,
  { organisationId, oversees }: Eyes,
): Promise<string | undefined> {
  const [row] = await reader.query<{ id: string }>(
    `SELECT id FROM organisation
     WHERE party_id = $1 AND (id = $2 OR ${isOverseenSql('organisation', '$3::text')})`,
    [partyId, organisationId, oversees ?? null],
  );
  return row?.id;
}

/** Places that the organisation registered, and those that only go by its party. */
export async function selectPartyBooks(
  reader: Reader,
  organisationId: string,
  partyId: string,
): Promise<PartyBooks> {
  const ofParty = (column: string) =>
    `${isUnregisteredSql(column)} AND ${partyInNameSql(column)} = $2`;
  const rows = await reader.query<{ id: string }>(
    `SELECT id::text FROM location WHERE organisation_id = $1
     UNION SELECT holder FROM holding WHERE ${ofParty('holder')}
     UNION SELECT to_holder FROM unit_move WHERE to_kind = 'place' AND ${ofParty('to_holder')}`,
    [organisationId, partyId],
  );
  return { partyId, places: rows.map(({ id }) => id) };
}

/** As the parameters of statements here begin: the places, the moment of knowing, the products, and until when. */
function asked({ places }: PartyBooks, { products, until, asOf }: AskedBooks): unknown[] {
  return [places, asOf?.toISOString() ?? 'infinity', products, until.toISOString()];
}

const isKnown = (row: string) => `
  ${row}.recorded_at <= $2::timestamptz AND (${row}.superseded_at IS NULL OR ${row}.superseded_at > $2::timestamptz)`;

/** Logistic units that ever stood at the party, and those that were ever in them, as a table `there`. */
const there = `
  there AS (
    SELECT instance FROM unit_move WHERE to_kind = 'place' AND to_holder = ANY($1::text[])
    UNION
    SELECT unit_move.instance FROM there JOIN unit_move ON to_kind = 'unit' AND to_holder = there.instance
  )`;

/**
 * The products that the party ever had, by id: those after one, so many. Whatever a place or a unit had came into it, and of
 * each the index is asked for the next product alone, however often it came.
 */
export async function selectProductsOf(
  reader: Reader,
  { places }: PartyBooks,
  { after, most }: { readonly after: string; readonly most: number },
): Promise<string[]> {
  const next = (last: string) => `
    (SELECT min(to_product) FROM flow WHERE to_holder = holder.id AND to_product > ${last})`;
  const rows = await reader.query<{ id: string }>(
    `WITH RECURSIVE ${there}, came AS (
       SELECT holder.id, ${next('$2')} AS product
       FROM (SELECT unnest($1::text[]) UNION SELECT instance FROM there) holder (id)
       UNION ALL
       SELECT holder.id, ${next('holder.product')} FROM came holder WHERE product IS NOT NULL
     )
     SELECT DISTINCT product AS id FROM came WHERE product IS NOT NULL ORDER BY product LIMIT $3`,
    [places, after, most],
  );
  return rows.map(({ id }) => id);
}

/**
 * Those of `there` that ever held one of the products, with all units around them, which say where they are.
 */
const filled = `
  filled AS (
    SELECT instance FROM there
    WHERE EXISTS (SELECT FROM flow WHERE to_holder = instance AND to_product = ANY($3::text[]))
    UNION
    SELECT unit_move.to_holder FROM filled
    JOIN unit_move ON unit = ${unitOfSql('filled.instance')} AND unit_move.instance = filled.instance
    WHERE to_kind = 'unit'
  )`;

/** Whose a far end is, in the words of `FarEnd`; `sent` is the claim that sent what is on the way, $5 the party. */
const handoffEnd = `
  CASE WHEN sent.author = $5 AND sent.claim->>'kind' <> 'release' THEN 'inside'
    WHEN sent.author = $5 OR sent.claim->>'returned' = 'true' THEN 'back' ELSE 'away' END`;

const placeEnd = (holder: string) =>
  `CASE WHEN ${holder} = ANY($1::text[]) THEN 'inside' ELSE 'away' END`;

const sentBy = (kind: string, holder: string) => `
  LEFT JOIN claim sent ON sent.ref = CASE WHEN ${kind} = 'transit' THEN ${sendingEventSql(holder)} END`;

interface OrderRow {
  readonly ref: string;
  readonly position: number;
  readonly at: Date;
  readonly rank: number;
  readonly author: string;
  readonly eventId: string;
  readonly part: number;
}

const orderColumns = (row: string) => `
  ${row}.ref, ${row}.position, ${row}.part, posting.at, posting.rank, posting.author, posting.event_id AS "eventId"`;

/** Where units went in which goods of these products ever were; at most so many rows. */
export async function selectUnitSteps(
  reader: Reader,
  books: PartyBooks,
  question: AskedBooks,
  most: number,
): Promise<UnitStep[]> {
  const rows = await reader.query<OrderRow & Omit<UnitStep, 'order' | 'part'>>(
    `WITH RECURSIVE ${there}, ${filled}
     SELECT ${orderColumns('step')}, step.instance, step.to_kind AS kind,
       CASE WHEN step.to_kind = 'unit' THEN step.to_holder END AS parent,
       CASE step.to_kind WHEN 'place' THEN ${placeEnd('step.to_holder')} WHEN 'transit' THEN ${handoffEnd}
         ELSE step.to_kind END AS "end"
     FROM filled JOIN unit_move step ON step.unit = ${unitOfSql('filled.instance')} AND step.instance = filled.instance
     JOIN posting USING (ref, position, version) ${sentBy('step.to_kind', 'step.to_holder')}
     WHERE step.at < $4 AND ${isKnown('step')} LIMIT $6`,
    [...asked(books, question), books.partyId, most],
  );
  return rows.map(({ instance, kind, parent, end, ...row }) => ({
    ...{ order: orderOf(row), part: row.part, instance, kind, parent, end },
  }));
}

const end = (own: 'from' | 'to') => (own === 'from' ? 'to' : 'from');

/** What stands at the other end of a flow, whose own end is known to be the party's or a unit's. */
const farEnd = (own: 'from' | 'to') => `
  CASE link.${end(own)}_kind WHEN 'account' THEN link.${end(own)}_holder WHEN 'transit' THEN ${handoffEnd}
    WHEN 'unit' THEN 'inside' ELSE ${placeEnd(`link.${end(own)}_holder`)} END`;

const isSame = `(link.from_product, link.from_uom) = (link.to_product, link.to_uom)`;

const isOfGoods = `link.from_book IN ('goods', 'draws') AND link.to_book IN ('goods', 'draws')`;

/** What came into these units and out of them; at most so many rows. */
export async function selectUnitFlows(
  reader: Reader,
  books: PartyBooks,
  question: AskedBooks,
  { instances, most }: { readonly instances: readonly string[]; readonly most: number },
): Promise<UnitFlow[]> {
  const side = (own: 'from' | 'to') => `
    SELECT ${orderColumns('link')}, link.${own}_holder AS instance, '${own === 'to' ? 'in' : 'out'}' AS side,
      link.${own}_product AS product, link.${own}_uom AS uom, link.amount::text, ${farEnd(own)} AS "end",
      ${isSame} AS "isSame"
    FROM flow link JOIN posting USING (ref, position, version)
    ${sentBy(`link.${end(own)}_kind`, `link.${end(own)}_holder`)}
    WHERE link.${own}_holder = ANY($6::text[]) AND link.${own}_kind = 'unit' AND link.${own}_product = ANY($3::text[])
      AND link.at < $4 AND ${isOfGoods} AND ${isKnown('link')}`;
  type Row = OrderRow & Omit<UnitFlow, 'order' | 'part' | 'amount'> & { readonly amount: string };
  const rows = await reader.query<Row>(`${side('from')} UNION ALL ${side('to')} LIMIT $7`, [
    ...[...asked(books, question), books.partyId, instances, most],
  ]);
  return rows.map(({ instance, side, product, uom, amount, end, isSame, ...row }) => ({
    ...{ order: orderOf(row), part: row.part, instance, side, product, uom, end, isSame },
    amount: parseStored(amount),
  }));
}

/** What crossed the boundary loose, summed in the database: a busy place has many rows and few lines. */
export async function selectLooseCrossings(
  reader: Reader,
  books: PartyBooks,
  question: AskedBooks,
): Promise<Crossing[]> {
  const side = (own: 'from' | 'to') => `
    SELECT '${own}' AS own, ${own}_product AS product, ${own}_uom AS uom, ${farEnd(own)} AS "end",
      link.at < $6 AS "isBefore", link.amount
    FROM flow link ${sentBy(`link.${end(own)}_kind`, `link.${end(own)}_holder`)}
    WHERE link.${own}_holder = ANY($1::text[]) AND link.${own}_kind IN ('place', 'tank')
      AND link.${own}_product = ANY($3::text[]) AND link.at < $4 AND ${isOfGoods} AND ${isKnown('link')}
      AND NOT (${farEnd(own)} = 'inside' AND ${isSame})`;
  // On its way between two places of the party, what was drawn from a tank bears the name that it was drawn by.
  const renamed = `
    SELECT 'to', to_product, to_uom, 'inside', link.at < $6, link.amount
    FROM flow link ${sentBy('link.to_kind', 'link.to_holder')}
    WHERE link.from_holder = ANY($1::text[]) AND link.from_kind = 'tank' AND link.to_kind = 'transit'
      AND link.to_product = ANY($3::text[]) AND link.at < $4 AND ${isOfGoods} AND ${isKnown('link')}
      AND ${handoffEnd} = 'inside' AND NOT ${isSame}`;
  interface Row extends Pick<Crossing, 'product' | 'uom' | 'isBefore'> {
    readonly own: 'from' | 'to';
    readonly end: string;
    readonly amount: string;
  }
  const rows = await reader.query<Row>(
    `SELECT own, product, uom, "end", "isBefore", sum(amount)::text AS amount
     FROM (${side('from')} UNION ALL ${side('to')} UNION ALL ${renamed}) crossing
     GROUP BY own, product, uom, "end", "isBefore"`,
    [...asked(books, question), books.partyId, question.from.toISOString()],
  );
  return rows.map(({ own, product, uom, end, isBefore, amount }) => {
    const { kind, sign } = own === 'to' ? comingFrom(end) : goingTo(end);
    return { product, uom, kind, amount: sign * parseStored(amount), isBefore };
  });
}

/** What the party's transformations lost and gained by their own accounts. */
export async function selectOwnAccounts(
  reader: Reader,
  books: PartyBooks,
  question: AskedBooks,
): Promise<OwnAccountRow[]> {
  const side = (own: 'from' | 'to') => `
    SELECT link.${own}_product AS product, link.${own}_uom AS uom, link.${end(own)}_holder AS account,
      link.at < $5 AS "isBefore", link.amount, EXISTS (
        SELECT FROM flow named WHERE named.ref = link.ref AND named.${end(own)}_holder = 'transformation'
          AND named.${own}_kind <> 'account' AND named.${own}_product = link.${own}_product
          AND named.${own}_uom = link.${own}_uom AND ${isKnown('named')}) AS "isNamed"
    FROM flow link
    WHERE link.${own}_holder = 'transformation' AND link.${own}_product = ANY($3::text[])
      AND link.from_kind = 'account' AND link.to_kind = 'account' AND link.place = ANY($1::text[])
      AND link.at < $4 AND ${isKnown('link')}`;
  const rows = await reader.query<Omit<OwnAccountRow, 'amount'> & { readonly amount: string }>(
    `SELECT product, uom, account, "isBefore", "isNamed", sum(amount)::text AS amount
     FROM (${side('from')} UNION ALL ${side('to')}) own
     GROUP BY product, uom, account, "isBefore", "isNamed"`,
    [...asked(books, question), question.from.toISOString()],
  );
  return rows.map((row) => ({ ...row, amount: parseStored(row.amount) }));
}

function orderOf({ ref, position, at, rank, author, eventId }: OrderRow): Order {
  return { ref, position, at: at.getTime(), rank, author, eventId };
}
