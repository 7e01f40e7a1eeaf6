import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IdentifierFault, parseIdentifier, type Identifier } from '../identifiers/index.js';
import { parseDate, parseMoment } from '../kernel/index.js';
import { IfGiven, InDigits, IsDay, IsMoment } from '../platform/index.js';
import { defaultBounds } from './books/bounds.js';
import { entryDaysMax, type Entry } from './entry/entry.js';
import {
  backwardDays,
  backwardInterval,
  longInterval,
  notOneStart,
  onlyBackward,
  onlyForward,
  openInterval,
  outOfPlace,
  unreadableThing,
} from './trace.problems.js';
import { batchesAskedMax, type Start, type TraceQuestion } from './trace-question.js';

/**
 * What to trace, which way, by the knowledge of which moment and up to which instant. What is traced is named in one way:
 * by `batchId`, `what`, `productId`, by `placeId` with `enteredFrom` and `enteredUntil`, or by `productId` with `placeId`.
 */
export class TraceQuery {
  /** Our ids of up to 20 batches, each as a parameter of its own: a hazard that entered all of them with their making. */
  @ApiProperty({ type: [String], format: 'uuid', required: false })
  @IfGiven()
  @Transform(({ value }: { value: unknown }) => toIds(value))
  @ArrayMinSize(1)
  @ArrayMaxSize(batchesAskedMax)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  batchId?: string[];

  /**
   * What a label says, in any notation: a code of a batch, of one of its items or of a logistic unit, or the batch, item or
   * unit (SSCC) by its Digital Link, URN or element string. An item is traced as its batch. A unit is traced as all that it
   * holds or held, from `enteredFrom` on or else from its first record.
   */
  @IfGiven()
  @IsString()
  @MaxLength(512)
  what?: string;

  /**
   * Our id of a product: its batches by the days that are registered of them, 100 at most. With `placeId`: goods of it that are
   * or were there and of which nobody recorded the batch.
   */
  @IfGiven()
  @IsUUID()
  productId?: string;

  /** Of the product's batches those that were made on this day or later, `YYYY-MM-DD` at the place of making. */
  @IfGiven()
  @IsDay()
  madeFrom?: string;

  /** ... on this day or earlier. */
  @IfGiven()
  @IsDay()
  madeUntil?: string;

  /** Of the product's batches those that keep until this day, `YYYY-MM-DD`. */
  @IfGiven()
  @IsDay()
  bestBefore?: string;

  /** Our id of the place where the hazard entered, together with `enteredFrom` and `enteredUntil`. */
  @IfGiven()
  @IsUUID()
  placeId?: string;

  /** RFC 3339: the first moment at which it may have entered the place, or the logistic unit. */
  @IfGiven()
  @IsMoment()
  enteredFrom?: string;

  /** RFC 3339: the last moment at which it may have entered the place, at most 366 days after the first; of a day, its end. */
  @IfGiven()
  @IsMoment()
  enteredUntil?: string;

  /**
   * `forward`: where it went. `backward`: what is in it. Left out: `both`. A place with an interval goes `forward` only, goods
   * without a batch at a place `backward` only.
   */
  @IfGiven()
  @IsIn(['forward', 'backward', 'both'])
  direction?: 'forward' | 'backward' | 'both';

  /** RFC 3339: only what was recorded by then, as it stood then. Now, if left out. */
  @IfGiven()
  @IsMoment()
  asOf?: string;

  /**
   * RFC 3339: only what had happened by then, whenever it was recorded. Of an event on a whole day that was not over by then
   * both are asked, that it had happened and that it had not: what only one of them says is possible.
   */
  @IfGiven()
  @IsMoment()
  until?: string;

  /** Levels of the walk at most, of 64 that a trace may have. */
  @IfGiven()
  @InDigits()
  @IsInt()
  @Min(0)
  @Max(defaultBounds.depth)
  depth?: number;

  /** Batches and pools visited at most, of 2,000 that a trace may have. */
  @IfGiven()
  @InDigits()
  @IsInt()
  @Min(1)
  @Max(defaultBounds.nodes)
  nodes?: number;

  /** `table`: the findings. `graph`: beside them, how they hang together. */
  @IfGiven()
  @IsIn(['table', 'graph'])
  form: 'table' | 'graph' = 'table';
}

export function toQuestion(query: TraceQuery): TraceQuestion {
  const of = startIn(query);
  const { asOf, until, depth, nodes, form } = query;
  return {
    of,
    direction: directionOf(of, query.direction),
    asOf: asOf === undefined ? null : new Date(instantOf(asOf)),
    until: until === undefined ? null : instantOf(until),
    bounds: { ...(depth !== undefined && { depth }), ...(nodes !== undefined && { nodes }) },
    form,
  };
}

function startIn(query: TraceQuery): Start {
  const { batchId, what, productId, placeId } = query;
  const given = [batchId, what, productId ?? placeId].filter((each) => each !== undefined);
  if (given.length !== 1) throw notOneStart();
  if (batchId !== undefined) {
    only(query, []);
    return { kind: 'batches', batchIds: batchId };
  }
  if (what !== undefined) {
    only(query, ['enteredFrom']);
    const { enteredFrom } = query;
    const thing = namedThing(what);
    return {
      kind: 'label',
      thing,
      from: enteredFrom === undefined ? null : instantOf(enteredFrom),
    };
  }
  if (productId === undefined) return { kind: 'entry', entry: entryAt(placeId ?? '', query) };
  if (placeId === undefined) return { kind: 'product', product: productMade(productId, query) };
  only(query, []);
  return {
    kind: 'goods',
    goods: { productId: productId.toLowerCase(), placeId: placeId.toLowerCase() },
  };
}

function directionOf({ kind }: Start, asked: TraceQuery['direction']): TraceQuestion['direction'] {
  if (kind === 'entry') {
    if (asked !== undefined && asked !== 'forward') throw onlyForward();
    return 'forward';
  }
  if (kind === 'goods') {
    if (asked !== undefined && asked !== 'backward') throw onlyBackward();
    return 'backward';
  }
  return asked ?? 'both';
}

const belongings = {
  enteredFrom: 'belongs to placeId, or to a logistic unit named by what; leave it out',
  enteredUntil: 'belongs to placeId; leave it out',
  madeFrom: 'belongs to productId; leave it out',
  madeUntil: 'belongs to productId; leave it out',
  bestBefore: 'belongs to productId; leave it out',
} as const;

/** Refuses what says nothing beside the way in which the goods are named. */
function only(query: TraceQuery, allowed: readonly (keyof typeof belongings)[]): void {
  const extra = (Object.keys(belongings) as (keyof typeof belongings)[]).filter(
    (member) => query[member] !== undefined && !allowed.includes(member),
  );
  if (extra.length > 0) throw outOfPlace(extra.map((member) => [member, belongings[member]]));
}

function productMade(productId: string, query: TraceQuery) {
  only(query, ['madeFrom', 'madeUntil', 'bestBefore']);
  const { madeFrom = null, madeUntil = null, bestBefore = null } = query;
  if (madeFrom !== null && madeUntil !== null && parseDate(madeUntil) < parseDate(madeFrom)) {
    throw backwardDays();
  }
  return { productId: productId.toLowerCase(), madeFrom, madeUntil, bestBefore };
}

function entryAt(placeId: string, query: TraceQuery): Entry {
  only(query, ['enteredFrom', 'enteredUntil']);
  const { enteredFrom, enteredUntil } = query;
  if (enteredFrom === undefined || enteredUntil === undefined) {
    throw openInterval(
      (['enteredFrom', 'enteredUntil'] as const).filter((end) => query[end] === undefined),
    );
  }
  const [from, until] = [instantOf(enteredFrom), instantOf(enteredUntil)];
  if (until < from) throw backwardInterval();
  if (until - from > entryDaysMax * dayMilliseconds) throw longInterval();
  return { placeId: placeId.toLowerCase(), from, until };
}

const dayMilliseconds = 24 * 60 * 60 * 1000;

function instantOf(text: string): number {
  return parseMoment(text).instant;
}

/** One parameter is a text, several of one name are a list. */
function toIds(value: unknown): unknown {
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  return list.map((each) => (typeof each === 'string' ? each.toLowerCase() : each));
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
