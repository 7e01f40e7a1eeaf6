import type { Condition } from '../../events/index.js';
import { pointerTo, ValueFault, type Fault } from '../../kernel/index.js';
import { pageSizeMax } from '../../platform/index.js';
import { eventFamilies } from './event-families.js';
import { extensionFamilies } from './extension-families.js';
import { queryMark, readPageToken, type PageStart } from './page-token.js';
import { single, type Family } from './parameter.js';
import { oneOf } from './read-values.js';
import { sensorFamilies } from './sensor-families.js';

/** A query of events as its parameters say it, before anything is looked up. */
export interface EventQuery {
  /** All of them have to hold. */
  readonly conditions: readonly Condition[];
  readonly orderBy: 'eventTime' | 'recordTime';
  readonly ascending: boolean;
  /** No more events than this are told, on all pages together. */
  readonly eventCountLimit?: number;
  /** If more than this would be told, none is. */
  readonly maxEventCount?: number;
  readonly perPage: number;
  readonly page?: PageStart;
  /** Tells this query from others. */
  readonly mark: string;
}

/** Every way to select events. The first family whose pattern a name has is the one that is meant. */
export const families: readonly Family[] = [
  ...eventFamilies,
  ...sensorFamilies,
  ...extensionFamilies,
];

const perPageDefault = 50;

/** Events that are counted at most to find out whether there are more than were asked for. */
export const countedMax = 10_000;

/** Parameters that say how events are told and not which, with their meaning. */
export const shapeParameters: ReadonlyMap<string, string> = new Map([
  ['orderBy', '`eventTime`, as it is when left out, or `recordTime`.'],
  ['orderDirection', '`DESC`, as it is when left out, or `ASC`.'],
  [
    'eventCountLimit',
    'Only so many events are told, on all pages together: the first in the order that `orderBy` says, which is to be given with it.',
  ],
  [
    'maxEventCount',
    `If more events match than this, at most ${countedMax}, the query is refused. Not together with \`eventCountLimit\`.`,
  ],
  ['perPage', `How many events: 1 to ${pageSizeMax}; left out, ${perPageDefault}.`],
  [
    'nextPageToken',
    'Where the page begins: from the `Link: rel="next"` of the page before, with the same parameters. Opaque.',
  ],
]);

/** Parameters of one query: each is a condition of the statement, and planning them costs more than sending them. */
export const parametersMax = 50;

/**
 * Reads the parameters of a query. Each gives one condition, and all have to hold. A parameter unknown here is a fault,
 * since passing over it would answer more than was asked for.
 */
export function readEventQuery(
  parameters: Readonly<Record<string, unknown>>,
): EventQuery | { readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const read = <T>(name: string, reading: () => T): T | undefined => {
    try {
      return reading();
    } catch (error) {
      if (!(error instanceof ValueFault)) throw error;
      faults.push({ pointer: pointerTo('', name), detail: error.message });
      return undefined;
    }
  };
  if (Object.keys(parameters).length > parametersMax) {
    const detail = `has more than ${parametersMax} parameters; ask in several queries`;
    return { faults: [{ pointer: '', detail }] };
  }
  const given = Object.entries(parameters).map(([name, value]) => [name, textsOf(value)] as const);
  const conditions = given.flatMap(([name, texts]) =>
    shapeParameters.has(name) ? [] : (read(name, () => conditionOf(name, texts)) ?? []),
  );
  const shape = new Map(given.filter(([name]) => shapeParameters.has(name)));
  const one = <T>(name: string, reading: (text: string) => T): T | undefined => {
    const texts = shape.get(name);
    return texts && read(name, () => reading(single(texts)));
  };
  const mark = queryMark(parameters);
  const limits = {
    ...defined(
      'eventCountLimit',
      one('eventCountLimit', (text) => whole(text, 999_999_999)),
    ),
    ...defined(
      'maxEventCount',
      one('maxEventCount', (text) => whole(text, countedMax)),
    ),
    ...defined(
      'page',
      one('nextPageToken', (text) => readPageToken(text, mark)),
    ),
  };
  read('eventCountLimit', () => checkLimits(shape));
  const query = {
    conditions,
    orderBy: one('orderBy', readOrder) ?? 'eventTime',
    ascending: one('orderDirection', oneOf(['ASC', 'DESC'])) === 'ASC',
    ...limits,
    perPage: one('perPage', (text) => whole(text, pageSizeMax)) ?? perPageDefault,
    mark,
  };
  return faults.length > 0 ? { faults } : query;
}

function conditionOf(name: string, texts: readonly string[]): Condition | undefined {
  for (const { pattern, ask } of families) {
    const groups = pattern.exec(name);
    if (groups !== null) return ask(groups.slice(1), texts);
  }
  const known = [...families.map((family) => family.name), ...shapeParameters.keys()];
  throw new ValueFault(`is not read here; use ${known.join(', ')}`);
}

/** A query string gives one text, or a list of them where a name is repeated. */
function textsOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

function readOrder(text: string): EventQuery['orderBy'] {
  if (text === 'eventTime' || text === 'recordTime') return text;
  throw new ValueFault('must be eventTime or recordTime; events are put in no other order');
}

function checkLimits(shape: ReadonlyMap<string, unknown>): void {
  if (!shape.has('eventCountLimit')) return;
  if (shape.has('maxEventCount')) {
    throw new ValueFault('and maxEventCount exclude each other; leave one of them out');
  }
  if (!shape.has('orderBy')) throw new ValueFault('needs orderBy, to say which events are first');
}

function whole(text: string, most: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= most) return number;
  throw new ValueFault(`must be a whole number from 1 to ${most}`);
}

function defined<Name extends string, T>(
  name: Name,
  value: T | undefined,
): { readonly [Key in Name]?: T } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [Key in Name]?: T });
}
