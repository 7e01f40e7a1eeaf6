import { isOverseenSql, type Eyes } from '../access/index.js';
import type { Reader, TimePosition } from '../platform/index.js';
import type { Condition } from './event-condition.js';
import { conditionSql, type Asking } from './event-conditions.sql.js';
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
  const conditions = conditionsOf(filter, { column, asking: { bind, maySee } });
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
