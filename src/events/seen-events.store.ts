import { isOverseenSql, type Eyes } from '../access/index.js';
import type { Reader, TimePosition } from '../platform/index.js';
import type { Condition } from './event-condition.js';
import { conditionSql, orderedRows, type Asking } from './event-conditions.sql.js';
import {
  isAuthorOverseenSql,
  seenBy,
  seenColumns,
  type SeenEvent,
  type SeenRow,
} from './events.store.js';

/** What an organisation asks of the events it may see; all of it has to hold. */
export interface EventFilter {
  readonly conditions: readonly Condition[];
  /** By when events took place, as when left out, or by when they were recorded. */
  readonly orderBy?: 'eventTime' | 'recordTime';
  /** Oldest first; left out, newest first. */
  readonly ascending?: boolean;
  /** The event before the page, by the time that orders. */
  readonly after: TimePosition | undefined;
  readonly limit: number;
}

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
  const page = pageSql(eyes, filter, bind);
  const isOverseen = isAuthorOverseenSql(bind(eyes.oversees ?? null));
  const direction = directionOf(filter);
  const column = filter.orderBy === 'recordTime' ? 'recorded_at' : 'at';
  const events = await reader.query<SeenRow>(
    `SELECT ${seenColumns}, ${isOverseen} AS "isOverseen" FROM event
     JOIN (SELECT event_ref FROM (${page}) newest) page ON page.event_ref = event.id
     ORDER BY event.${column} ${direction}, id ${direction}`,
    parameters,
  );
  return events.map((event) => seenBy(eyes, event));
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

function directionOf({ ascending = false }: EventFilter): string {
  return ascending ? 'ASC' : 'DESC';
}

/** The refs of one page. Rare things lead to their events; without any, each organisation's first are put together. */
function pageSql({ oversees }: Eyes, filter: EventFilter, bind: Asking['bind']): string {
  const column = filter.orderBy === 'recordTime' ? 'recorded_at' : 'at';
  const direction = directionOf(filter);
  const first = `ORDER BY ${column} ${direction}, event_ref ${direction} LIMIT $2`;
  const isSeen =
    oversees === undefined
      ? undefined
      : `(organisation.id = $1 OR ${isOverseenSql('organisation', bind(oversees))})`;
  const maySee = (id: string) =>
    isSeen === undefined
      ? `${id} = $1`
      : `EXISTS (SELECT FROM organisation WHERE organisation.id = ${id} AND ${isSeen})`;
  const asking = { bind, maySee };
  if (isSeen === undefined && column === 'at') {
    const led = ledPageSql(filter, { asking, first, direction });
    if (led !== undefined) return led;
  }
  const conditions = conditionsOf(filter, { column, asking });
  const pageOf = (organisation: string) => `
    SELECT at, event_ref, recorded_at FROM event_party viewer
    WHERE ${[`organisation_id = ${organisation}`, ...conditions].join(' AND ')} ${first}`;
  if (isSeen === undefined) return pageOf('$1');
  if (filter.conditions.every(isOfTime)) {
    return `
    SELECT DISTINCT newest.at, newest.event_ref, newest.recorded_at
    FROM organisation CROSS JOIN LATERAL (${pageOf('organisation.id')}) newest
    WHERE ${isSeen} ${first}`;
  }
  return `
    SELECT at, event_ref, recorded_at FROM (SELECT at, id AS event_ref, recorded_at, viewers FROM event) viewer
    WHERE ${conditions.join(' AND ')}
      AND EXISTS (SELECT FROM organisation WHERE organisation.id = ANY (viewers) AND ${isSeen})
    ${first}`;
}

/**
 * A page of one thing or word, perhaps in a window of time: its own rows are read in the order of the page, as many as the
 * page holds, however many there are. Left to itself, PostgreSQL reads all of them to sort them. With further conditions it
 * chooses better than we could.
 */
function ledPageSql(
  { conditions, after, ascending = false }: EventFilter,
  { asking, first, direction }: { asking: Asking; first: string; direction: string },
): string | undefined {
  const [leading, ...others] = conditions.filter((each) => !isOfEventTime(each));
  const rows =
    leading === undefined || others.length > 0 ? undefined : orderedRows(leading, asking);
  if (rows === undefined) return undefined;
  const window = { conditions: conditions.filter(isOfEventTime), after, ascending, limit: 0 };
  const within = conditionsOf(window, { column: 'at', asking });
  const each = rows.map(
    ({ values, table, column, where }) => `
    SELECT found.* FROM unnest(${values}) AS named (value) CROSS JOIN LATERAL (
      SELECT DISTINCT at, event_ref FROM ${table} viewer
      WHERE ${[`viewer.${column} = named.value`, ...where, ...within].join(' AND ')}
        AND EXISTS (SELECT FROM event_party WHERE organisation_id = $1
          AND event_party.at = viewer.at AND event_party.event_ref = viewer.event_ref)
      ORDER BY at ${direction}, event_ref ${direction} LIMIT $2) found`,
  );
  return `SELECT DISTINCT at, event_ref FROM (${each.join(' UNION ALL ')}) found ${first}`;
}

function isOfEventTime(condition: Condition): boolean {
  return condition.kind === 'time' && condition.member === 'eventTime';
}

/** A window of time is a range of every organisation's events. */
function isOfTime(condition: Condition): boolean {
  return (
    condition.kind === 'time' &&
    (condition.member === 'eventTime' || condition.member === 'recordTime')
  );
}

function conditionsOf(
  { conditions, after, ascending = false }: EventFilter,
  { column, asking }: { readonly column: string; readonly asking: Asking },
): string[] {
  const all = conditions.map((condition) => conditionSql(condition, asking));
  if (after !== undefined) {
    const comparison = ascending ? '>' : '<';
    const at = asking.bind(after.at);
    const ref = asking.bind(after.ref);
    all.push(
      `(viewer.${column}, viewer.event_ref) ${comparison} (${at}::timestamptz, ${ref}::uuid)`,
    );
  }
  return all;
}
