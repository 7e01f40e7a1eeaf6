import { isOverseenSql, type Eyes } from '../access/index.js';
import type { Reader, TimePosition } from '../platform/index.js';
import {
  isAuthorOverseenSql,
  seenBy,
  seenColumns,
  type SeenEvent,
  type SeenRow,
} from './events.store.js';
import type { ThingRole } from './event-things.js';

/** Events that name one of some things. */
export interface ThingFilter {
  /** Canonical keys. */
  readonly keys: readonly string[];
  /** Batches, by whatever key an event calls them. */
  readonly batchIds: readonly string[];
  /** The part the thing plays; left out, any. */
  readonly roles?: readonly ThingRole[];
  /** Named as so much of a class, or as an instance; left out, either. */
  readonly isClass?: boolean;
}

/** What an organisation asks of the events it may see; all of it has to hold. */
export interface EventFilter {
  /** One of these EPCIS eventIDs; left out, any. */
  readonly eventIds?: readonly string[];
  readonly things: readonly ThingFilter[];
  readonly before: TimePosition | undefined;
  readonly limit: number;
}

/**
 * Events that an organisation is author of or party to, newest first by the time they tell of; a regulator's are those of
 * whom it oversees, too.
 *
 * The statement holds just the conditions asked for: a condition switched off by a null parameter would hide
 * from the planner that a rare thing is best sought from its own index.
 */
export async function selectSeenEvents(
  reader: Reader,
  eyes: Eyes,
  filter: EventFilter,
): Promise<SeenEvent[]> {
  const parameters: unknown[] = [eyes.organisationId, filter.limit];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const page = pageSql(eyes, filter, bind);
  const isOverseen = isAuthorOverseenSql(bind(eyes.oversees ?? null));
  const events = await reader.query<SeenRow>(
    `SELECT ${seenColumns}, ${isOverseen} AS "isOverseen" FROM event
     JOIN (SELECT event_ref FROM (${page}) newest) page ON page.event_ref = event.id
     ORDER BY at DESC, id DESC`,
    parameters,
  );
  return events.map((event) => seenBy(eyes, event));
}

const newestFirst = 'ORDER BY at DESC, event_ref DESC LIMIT $2';

/** The refs of one page. Rare things lead to their events; without any, each organisation's newest are put together. */
function pageSql({ oversees }: Eyes, filter: EventFilter, bind: Bind): string {
  const conditions = conditionsOf(filter, bind);
  const pageOf = (organisation: string) => `
    SELECT at, event_ref FROM event_party viewer
    WHERE ${[`organisation_id = ${organisation}`, ...conditions].join(' AND ')} ${newestFirst}`;
  if (oversees === undefined) return pageOf('$1');
  const isSeen = `(organisation.id = $1 OR ${isOverseenSql('organisation', bind(oversees))})`;
  if (filter.eventIds === undefined && filter.things.length === 0) {
    return `
    SELECT DISTINCT newest.at, newest.event_ref
    FROM organisation CROSS JOIN LATERAL (${pageOf('organisation.id')}) newest
    WHERE ${isSeen} ${newestFirst}`;
  }
  return `
    SELECT at, event_ref FROM (SELECT at, id AS event_ref, viewers FROM event) viewer
    WHERE ${conditions.join(' AND ')}
      AND EXISTS (SELECT FROM organisation WHERE organisation.id = ANY (viewers) AND ${isSeen})
    ${newestFirst}`;
}

type Bind = (value: unknown) => string;

function conditionsOf({ eventIds, things, before }: EventFilter, bind: Bind): string[] {
  const conditions = things.map(
    (thing) =>
      `(viewer.at, viewer.event_ref) IN (SELECT at, event_ref FROM event_item
           WHERE ${namingConditions(thing, bind).join(' AND ')})`,
  );
  if (eventIds !== undefined) {
    conditions.push(`(viewer.at, viewer.event_ref) IN (SELECT at, id FROM event
           WHERE event_id = ANY(${bind(eventIds)}::text[]))`);
  }
  if (before !== undefined) {
    const { at, ref } = before;
    conditions.push(
      `(viewer.at, viewer.event_ref) < (${bind(at)}::timestamptz, ${bind(ref)}::uuid)`,
    );
  }
  return conditions;
}

function namingConditions({ keys, batchIds, roles, isClass }: ThingFilter, bind: Bind): string[] {
  const names = [
    ...(keys.length === 0 ? [] : [`key = ANY(${bind(keys)}::text[])`]),
    ...(batchIds.length === 0 ? [] : [`batch_id = ANY(${bind(batchIds)}::uuid[])`]),
  ];
  return [
    `(${names.join(' OR ') || 'false'})`,
    ...(roles === undefined ? [] : [`role = ANY(${bind(roles)}::text[])`]),
    ...(isClass === undefined ? [] : [`is_class = ${bind(isClass)}`]),
  ];
}
