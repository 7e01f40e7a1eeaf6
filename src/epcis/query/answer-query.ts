import type { Actor } from '../../access/index.js';
import {
  countSeenEvents,
  selectSeenEvents,
  type Condition,
  type SeenEvent,
  type ThingCondition,
  type WordCondition,
} from '../../events/index.js';
import { parseIdentifier } from '../../identifiers/index.js';
import { Problem } from '../../kernel/index.js';
import type { Reader } from '../../platform/index.js';
import { selectBatchIds } from '../batch-names.store.js';
import { tooManyEventsFound } from '../epcis.problems.js';
import type { EventQuery } from './event-query.js';
import { pageToken } from './page-token.js';
import { selectPlacesWithin } from './places-within.store.js';

/** A page of events, in the order of the query. */
export interface EventPage {
  readonly events: readonly SeenEvent[];
  /** Asks for the page after this one; absent on the last. */
  readonly nextPageToken?: string;
}

/** Through whose eyes a query is answered. */
export interface Asker {
  readonly actor: Actor;
  readonly reader: Reader;
  /** Reads what names stand for, whoever's they are. */
  readonly beyond: Reader;
}

/** One page of the events that the asker may see and that the query is true of. */
export async function answerQuery(query: EventQuery, asker: Asker): Promise<EventPage> {
  const { orderBy, ascending, page, perPage, eventCountLimit = Infinity } = query;
  const filter = {
    conditions: await Promise.all(query.conditions.map((each) => lookedUp(each, asker))),
    orderBy,
    ascending,
  };
  if (page === undefined) await refuseTooMany(query.maxEventCount, filter, asker);
  const told = page?.told ?? 0;
  const size = Math.min(perPage, Math.max(0, eventCountLimit - told));
  const rows = await selectSeenEvents(asker.reader, asker.actor, {
    ...filter,
    after: page?.after,
    limit: size + 1,
  });
  const events = rows.slice(0, size);
  const last = events.at(-1);
  const isLast = rows.length === events.length || told + events.length >= eventCountLimit;
  if (last === undefined || isLast) return { events };
  const at = (orderBy === 'recordTime' ? last.recordedAt : last.at).toISOString();
  const start = { after: { at, ref: last.id }, told: told + events.length };
  return { events, nextPageToken: pageToken(start, query.mark) };
}

/** Asked of the first page only: those after it go on with what was allowed. */
async function refuseTooMany(
  most: number | undefined,
  filter: Pick<EventQuery, 'conditions' | 'orderBy' | 'ascending'>,
  { reader, actor }: Asker,
): Promise<void> {
  if (most === undefined) return;
  const counted = { ...filter, after: undefined, limit: most + 1 };
  if ((await countSeenEvents(reader, actor, counted)) <= most) return;
  throw new Problem(
    tooManyEventsFound,
    `More than ${most} events match; ask for less, or for more of them.`,
  );
}

async function lookedUp(condition: Condition, asker: Asker): Promise<Condition> {
  if (condition.kind === 'thing') return withBatches(condition, asker);
  return condition.kind === 'word' && condition.within ? withPlaces(condition, asker) : condition;
}

/** One batch may be called by its GTIN and number or by its code; either finds the events of both. */
async function withBatches(thing: ThingCondition, { beyond }: Asker): Promise<ThingCondition> {
  if (thing.isClass !== true || thing.keys.length === 0) return thing;
  const parts = thing.keys.map((key) => parseIdentifier(key).parts);
  const numbered = parts.flatMap(({ gtin, batch }) =>
    gtin === undefined || batch === undefined ? [] : [{ gtin, batch }],
  );
  const batchIds = await selectBatchIds(beyond, {
    codes: parts.flatMap(({ code }) => code ?? []),
    gtins: numbered.map(({ gtin }) => gtin),
    numbers: numbered.map(({ batch }) => batch),
  });
  return { ...thing, batchIds };
}

/** What lies within a place is known of the asker's own locations. */
async function withPlaces(
  { within: _, ...word }: WordCondition,
  { reader, actor }: Asker,
): Promise<WordCondition> {
  const inside = await selectPlacesWithin(reader, actor.organisationId, word.values);
  return { ...word, values: [...new Set([...word.values, ...inside])] };
}
