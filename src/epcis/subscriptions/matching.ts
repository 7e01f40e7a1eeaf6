import { eyesOf, type Eyes } from '../../access/index.js';
import { countSeenEvents, selectSeenRefs, type Condition } from '../../events/index.js';
import type { NumberedFeedRow } from '../../log/index.js';
import type { Reader } from '../../platform/index.js';
import { conditionsOf } from '../query/answer-query.js';
import type { Asker } from '../query/asker.js';
import type { EventQuery } from '../query/event-query.js';
import { definedQuery } from '../queries/definition.js';
import { selectToldLater, type Followed } from './matching.store.js';
import { earlierEventsMax } from './subscription.js';
import { tooManyEarlier } from './subscription-request.js';

/** What is asked of events, and through whose eyes. */
export interface Question {
  readonly eyes: Eyes;
  readonly query: EventQuery;
}

/** Throws a `Problem` where a query that an earlier release took is not read any more. */
export function questionOf(followed: Followed): Question {
  return { eyes: eyesOf(followed), query: definedQuery(followed.definition) };
}

/** Who makes the messages of subscriptions, as the feed knows it. */
export const followerName = 'epcis-subscriptions';

/** Kinds of rows in the feed that tell of an event. */
const kindsOfEvents: ReadonlySet<string> = new Set(['event-captured', 'event-declared-in-error']);

/** An event that the feed tells of, by our id of it. */
export interface ToldByFeed {
  readonly position: number;
  readonly ref: string;
}

export function eventsIn(rows: readonly NumberedFeedRow[]): readonly ToldByFeed[] {
  return rows
    .filter(({ kind }) => kindsOfEvents.has(kind))
    .map(({ position, subject: ref }) => ({ position, ref }));
}

/** Rows of the feed that are matched at a time: each may cost a statement for every query of who sees one of the events. */
export const rowsAtOnce = 200;

/** Longest statement where all others wait meanwhile: hundreds of times what a query takes that names 200 events. */
export const matchMilliseconds = 1_000;

/**
 * Those of these events that a query finds, as they come: what is declared in error, and that it is, are both told. `reader`
 * sees all, and finds what the eyes may see.
 */
export async function matchedAmong(
  reader: Reader,
  { eyes, query }: Question,
  events: readonly ToldByFeed[],
): Promise<readonly ToldByFeed[]> {
  if (events.length === 0) return [];
  const among = events.map(({ ref }) => ref);
  const conditions = await conditionsOf(query, { actor: eyes, reader, beyond: reader });
  const filter = { conditions, history: true, after: undefined, among, limit: among.length };
  const found = new Set(await selectSeenRefs(reader, eyes, filter));
  return events.filter(({ ref }) => found.has(ref));
}

/** Those that come after a position: whoever stands there was told of what comes before. */
export function refsAfter(position: number, events: readonly ToldByFeed[]): readonly string[] {
  return events.filter((event) => event.position > position).map(({ ref }) => ref);
}

/** Refuses to begin with more earlier events than are sent at once: whoever wants them reads them page by page. */
export async function refuseTooManyEarlier(
  asker: Asker,
  query: EventQuery,
  since: Date,
): Promise<void> {
  const asked = await conditionsOf(query, asker);
  const conditions = [...asked, recordedSince(since)];
  const counted = { conditions, history: true, after: undefined, limit: earlierEventsMax + 1 };
  if ((await countSeenEvents(asker.reader, asker.actor, counted)) <= earlierEventsMax) return;
  throw tooManyEarlier(earlierEventsMax);
}

/** Clocks of processes differ by less: what the feed tells at a position bears no later time than its reader's and this. */
const clocksDifferMilliseconds = 60_000;

/**
 * Events that a query finds, recorded since a time and told by the feed at a position or before it, oldest first.
 *
 * @param from.readAt when the position was read: what was recorded after that stands behind it
 */
export async function matchedSince(
  reader: Reader,
  { eyes, query }: Question,
  from: { readonly since: Date; readonly position: number; readonly readAt: number },
): Promise<readonly string[]> {
  const { since, position, readAt } = from;
  const found = await conditionsOf(query, { actor: eyes, reader, beyond: reader });
  const until = recorded('LT', readAt + clocksDifferMilliseconds);
  const filter = {
    conditions: [...found, recordedSince(since), until],
    history: true,
    ...{ after: undefined, orderBy: 'recordTime' as const, ascending: true },
  };
  // As many as were counted when it was asked for, and those that came meanwhile: these may be any number.
  for (let limit = earlierEventsMax + rowsAtOnce; ; limit *= 2) {
    const refs = await selectSeenRefs(reader, eyes, { ...filter, limit });
    if (refs.length === limit) continue;
    const later = await selectToldLater(reader, refs, position);
    return refs.filter((ref) => !later.has(ref));
  }
}

function recordedSince(since: Date): Condition {
  return recorded('GE', since.getTime());
}

function recorded(comparison: 'GE' | 'LT', instant: number): Condition {
  return { kind: 'time', member: 'recordTime', comparison, instant };
}
