import { IsIn, IsString, IsUUID, MaxLength } from 'class-validator';
import { IdentifierFault, parseIdentifier, type Identifier } from '../identifiers/index.js';
import { parseMoment } from '../kernel/index.js';
import { IfGiven, IsMoment } from '../platform/index.js';
import { entryDaysMax, type Entry } from './entry/entry.js';
import {
  backwardInterval,
  intervalWithoutPlace,
  longInterval,
  notOneStart,
  onlyForward,
  openInterval,
  unreadableThing,
} from './trace.problems.js';
import type { TraceQuestion } from './trace.service.js';

/**
 * What to trace, which way, and by the knowledge of which moment. Exactly one of `batchId`, `what` and `placeId`: a
 * hazard entered a whole batch with its making, or at a place in an interval.
 */
export class TraceQuery {
  /** Our id of the batch. */
  @IfGiven()
  @IsUUID()
  batchId?: string;

  /**
   * What a label says, in any notation: a code of the batch or of one of its items, or the batch or item by its
   * Digital Link, URN or element string. An item is traced as its batch.
   */
  @IfGiven()
  @IsString()
  @MaxLength(512)
  what?: string;

  /** Our id of the place where the hazard entered, together with `from` and `until`. */
  @IfGiven()
  @IsUUID()
  placeId?: string;

  /** RFC 3339: the first moment at which it may have entered. */
  @IfGiven()
  @IsMoment()
  from?: string;

  /** RFC 3339: the last moment at which it may have entered, at most 366 days after the first; of a day, its end. */
  @IfGiven()
  @IsMoment()
  until?: string;

  /**
   * `forward`: where it went. `backward`: what is in it. Left out: `both`; of a place `forward`, which is all that it
   * can be asked.
   */
  @IfGiven()
  @IsIn(['forward', 'backward', 'both'])
  direction?: 'forward' | 'backward' | 'both';

  /** RFC 3339: only what was recorded by then, as it stood then. Now, if left out. */
  @IfGiven()
  @IsMoment()
  asOf?: string;
}

export function toQuestion(query: TraceQuery): TraceQuestion {
  const { batchId, what, placeId, direction } = query;
  const asOf = query.asOf === undefined ? null : new Date(instantOf(query.asOf));
  if ([batchId, what, placeId].filter((each) => each !== undefined).length !== 1)
    throw notOneStart();
  if (placeId !== undefined) {
    if (direction !== undefined && direction !== 'forward') throw onlyForward();
    return { of: { entry: entryAt(placeId, query) }, direction: 'forward', asOf };
  }
  if (query.from !== undefined || query.until !== undefined) throw intervalWithoutPlace(query);
  const of =
    batchId === undefined ? { thing: namedThing(what ?? '') } : { batchId: batchId.toLowerCase() };
  return { of, direction: direction ?? 'both', asOf };
}

function entryAt(placeId: string, { from, until }: TraceQuery): Entry {
  if (from === undefined || until === undefined) throw openInterval({ from, until });
  const entry = { placeId: placeId.toLowerCase(), from: instantOf(from), until: instantOf(until) };
  if (entry.until < entry.from) throw backwardInterval();
  if (entry.until - entry.from > entryDaysMax * dayMilliseconds) throw longInterval();
  return entry;
}

const dayMilliseconds = 24 * 60 * 60 * 1000;

function instantOf(text: string): number {
  return parseMoment(text).instant;
}

/** What a label says; `pointer` is where a request says it. */
export function namedThing(text: string, pointer = '/what'): Identifier {
  const trimmed = text.trim();
  try {
    return parseIdentifier(/[:/(\]\u001d]/.test(trimmed) ? trimmed : `/t/${trimmed}`);
  } catch (error) {
    if (!(error instanceof IdentifierFault)) throw error;
    throw unreadableThing(pointer, error.message);
  }
}
