import {
  countSeenEvents,
  selectSeenPage,
  type Condition,
  type EventFilter,
  type SeenEvent,
  type ThingCondition,
  type WordCondition,
} from '../../events/index.js';
import { parseIdentifier } from '../../identifiers/index.js';
import { Problem } from '../../kernel/index.js';
import { selectBatchIds } from './batch-names.store.js';
import { tooManyFound } from '../epcis.problems.js';
import { placesWithin } from '../vocabularies/places-within.js';
import type { Asker } from './asker.js';
import type { EventQuery } from './event-query.js';
import { namedByAttributes } from './named-by-attributes.js';
import type { QueryCondition } from './family.js';
import { positionAt } from './page-start.js';

/** A page of events, in the order of the query. */
export interface EventPage {
  readonly events: readonly SeenEvent[];
  /** Where the page after this one begins; absent on the last. */
  readonly nextPageToken?: string;
}

/** One page of the events that the asker may see and that the query is true of. */
export async function answerQuery(query: EventQuery, asker: Asker): Promise<EventPage> {
  const { history, orderBy, ascending, page, perPage, eventCountLimit = Infinity } = query;
  const conditions = await conditionsOf(query, asker);
  const filter = { conditions, history, orderBy, ascending };
  if (page === undefined) await refuseTooMany(query.maxEventCount, filter, asker);
  const told = page?.told ?? 0;
  const size = Math.min(perPage, Math.max(0, eventCountLimit - told));
  const found = { ...filter, after: page?.after, limit: size };
  const { events, isLast: isEnd } = await selectSeenPage(asker.reader, asker.actor, found);
  const last = events.at(-1);
  const isLast = isEnd || told + events.length >= eventCountLimit;
  if (last === undefined || isLast) return { events };
  const at = (orderBy === 'recordTime' ? last.recordedAt : last.at).toISOString();
  const start = { after: { at, ref: last.id }, told: told + events.length };
  return { events, nextPageToken: positionAt(start, query.mark) };
}

/** The conditions of a query with what their values stand for now, for who asks. */
export async function conditionsOf(
  { conditions }: Pick<EventQuery, 'conditions'>,
  asker: Asker,
): Promise<readonly Condition[]> {
  const found: Condition[] = [];
  // One after the other: fifty at once would take the connections of everybody else.
  for (const each of conditions) found.push(await lookedUp(each, asker));
  return found;
}

/** Asked of the first page only: those after it go on with what was allowed. */
async function refuseTooMany(
  most: number | undefined,
  filter: Pick<EventFilter, 'conditions' | 'history' | 'orderBy' | 'ascending'>,
  { reader, actor }: Asker,
): Promise<void> {
  if (most === undefined) return;
  const counted = { ...filter, after: undefined, limit: most + 1 };
  if ((await countSeenEvents(reader, actor, counted)) <= most) return;
  throw new Problem(
    tooManyFound,
    `More than ${most} events match; ask for less, or for more of them.`,
  );
}

async function lookedUp(condition: QueryCondition, asker: Asker): Promise<Condition> {
  if (condition.kind === 'attribute') return namedByAttributes(condition, asker);
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
  return { ...word, values: await placesWithin(reader, actor.organisationId, word.values) };
}
