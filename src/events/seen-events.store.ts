import { isOverseenSql, type Eyes } from '../access/index.js';
import { mapping, stepByStep, type Reader } from '../platform/index.js';
import { pageOfOrganisation } from './event-pages.sql.js';
import { orderSql, type EventFilter } from './page-parts.sql.js';
import {
  isAuthorOverseenSql,
  seenBy,
  seenColumns,
  type SeenEvent,
  type SeenRow,
} from './seen-event.store.js';
import type { Bind } from './ordered-rows.sql.js';

/**
 * Events that an organisation is author of or party to, in the order of the filter; a regulator's are those of whom it
 * oversees, too.
 *
 * The statement holds just the conditions asked for: a condition switched off by a null parameter would hide
 * from the planner that a rare thing is best sought from its own index.
 */
export async function selectSeenEvents(
  reader: Reader,
  eyes: Eyes,
  filter: EventFilter,
): Promise<SeenEvent[]> {
  const { parameters, bind } = binding(eyes, filter);
  const events = await reader.query<SeenRow>(
    `SELECT * FROM (${seenSql(eyes, filter, bind)}) seen ORDER BY ${orderOf(filter)}`,
    parameters,
  );
  return stepByStep(mapping(events, (event) => seenBy(eyes, event)));
}

/** Bytes of events, compressed as they are stored, after which a page of them ends. */
export const pageBytesMax = 1024 * 1024;

/**
 * As `selectSeenEvents`, but fewer where these are large, though one at least; and whether they are the last there are. Who names
 * one event is told it with its declaration, however long these are.
 */
export async function selectSeenPage(
  reader: Reader,
  eyes: Eyes,
  { limit, ...asked }: EventFilter,
): Promise<{ readonly events: readonly SeenEvent[]; readonly isLast: boolean }> {
  const filter = { ...asked, limit: limit + 1 };
  const { parameters, bind } = binding(eyes, filter);
  const order = orderOf(filter);
  const isNamed = filter.conditions.some(
    (each) => each.kind === 'eventID' && each.values.length === 1,
  );
  const rows = await reader.query<SeenRow & { readonly found: number; readonly before: string }>(
    `SELECT * FROM (
       SELECT *, count(*) OVER ()::int AS found,
         sum(pg_column_size(event)) OVER up - pg_column_size(event) AS before
       FROM (${seenSql(eyes, filter, bind)}) seen
       WINDOW up AS (ORDER BY ${order} ROWS UNBOUNDED PRECEDING)) counted
     ${isNamed ? '' : `WHERE before < ${pageBytesMax}`} ORDER BY ${order}`,
    parameters,
  );
  const found = rows[0]?.found ?? 0;
  const told = rows.slice(0, limit).map(({ found: _, before: __, ...row }) => row);
  const events = await stepByStep(mapping(told, (event) => seenBy(eyes, event)));
  return { events, isLast: events.length === found };
}

function seenSql(eyes: Eyes, filter: EventFilter, bind: Bind): string {
  const page = pageSql(eyes, filter, bind);
  const isOverseen = isAuthorOverseenSql(bind(eyes.oversees ?? null));
  return `SELECT ${seenColumns}, ${isOverseen} AS "isOverseen" FROM event
    JOIN (SELECT event_ref FROM (${page}) newest) page ON page.event_ref = event.id`;
}

/** The order of the columns of `seenColumns`. */
function orderOf({ orderBy, ascending }: EventFilter): string {
  const direction = ascending === true ? 'ASC' : 'DESC';
  return `${orderBy === 'recordTime' ? '"recordedAt"' : 'at'} ${direction}, id ${direction}`;
}

/** Which of the events of a filter there are, by our ids, up to its limit: for matching many against one filter. */
export async function selectSeenRefs(
  reader: Reader,
  eyes: Eyes,
  filter: EventFilter,
): Promise<string[]> {
  const { parameters, bind } = binding(eyes, filter);
  const page = pageSql(eyes, filter, bind);
  const rows = await reader.query<{ ref: string }>(
    `SELECT event_ref AS ref FROM (${page}) page`,
    parameters,
  );
  return rows.map(({ ref }) => ref);
}

/** How many events a filter has, counted up to its limit. */
export async function countSeenEvents(
  reader: Reader,
  eyes: Eyes,
  filter: EventFilter,
): Promise<number> {
  const { parameters, bind } = binding(eyes, filter);
  const page = pageSql(eyes, filter, bind);
  const rows = await reader.query<{ events: number }>(
    `SELECT count(*)::int AS events FROM (${page}) page`,
    parameters,
  );
  return rows[0]?.events ?? 0;
}

function binding({ organisationId }: Eyes, { limit }: EventFilter) {
  const parameters: unknown[] = [organisationId, limit];
  return { parameters, bind: (value: unknown): string => `$${parameters.push(value)}` };
}

function columnOf({ orderBy }: EventFilter): 'at' | 'recorded_at' {
  return orderBy === 'recordTime' ? 'recorded_at' : 'at';
}

/** The refs of one page. A regulator's is put together from the first of each organisation that it oversees. */
function pageSql(eyes: Eyes, filter: EventFilter, bind: Bind): string {
  const pageOf = (organisation: string) => pageOfOrganisation(filter, { bind, organisation }, '$2');
  if (eyes.oversees === undefined) return pageOf('$1');
  return `SELECT DISTINCT at, event_ref, recorded_at FROM (${ofEachSeen(eyes, bind, pageOf)}) newest
    ${orderSql(filter, columnOf(filter))} LIMIT $2`;
}

/**
 * What the statement `of` finds for the organisation of who looks, and for each that it oversees, one after the other.
 *
 * @param of gets the SQL of the organisation's id; $1 is who looks
 */
export function ofEachSeen(
  { oversees }: Eyes,
  bind: Bind,
  of: (organisation: string) => string,
): string {
  if (oversees === undefined) return of('$1');
  return `SELECT found.* FROM organisation CROSS JOIN LATERAL (${of('organisation.id')}) found
    WHERE organisation.id = $1 OR ${isOverseenSql('organisation', bind(oversees))}`;
}
