import { ValueFault, type Fault } from '../../kernel/index.js';
import { pageParameters, perPageOf } from '../parameters/page-parameters.js';
import { queryMark } from '../parameters/page-token.js';
import { Parameters, refuseUnknown } from '../parameters/parameters.js';
import { oneOf, whole } from '../parameters/read-values.js';
import { attributeFamilies } from './attribute-families.js';
import { eventFamilies } from './event-families.js';
import { extensionFamilies } from './extension-families.js';
import type { Family, QueryCondition } from './family.js';
import { asksForHistory } from './history.js';
import { startIn, type PageStart } from './page-start.js';
import { sensorFamilies } from './sensor-families.js';

/** A query of events as its parameters say it, before anything is looked up. */
export interface EventQuery {
  /** All of them have to hold. */
  readonly conditions: readonly QueryCondition[];
  /** Whether events that were declared in error are told, and the declarations. */
  readonly history: boolean;
  readonly orderBy: 'eventTime' | 'recordTime';
  readonly ascending: boolean;
  /** No more events than this are told, on all pages together. */
  readonly eventCountLimit: number | undefined;
  /** If more than this would be told, none is. */
  readonly maxEventCount: number | undefined;
  readonly perPage: number;
  /** Left out, it is the first. */
  readonly page: PageStart | undefined;
  /** Tells this query from others. */
  readonly mark: string;
}

/** An address whose events are asked for, and what it says of them: the query says the rest. */
export interface AtAddress {
  readonly address: string;
  readonly condition: QueryCondition;
}

/** Every way to select events. The first family whose pattern a name has is the one that is meant. */
export const families: readonly Family[] = [
  ...eventFamilies,
  ...sensorFamilies,
  ...attributeFamilies,
  ...extensionFamilies,
];

const perPageDefault = 50;

/** Events that are counted at most to find out whether there are more than were asked for. */
export const countedMax = 10_000;

/** Parameters that say how events are told and not what they say, with their meaning. */
export const shapeParameters: ReadonlyMap<string, string> = new Map([
  [
    'includeHistory',
    '`true`: also events that their authors declared in error, and the declarations of that; left out, neither. Any parameter about declarations asks for it too, and so does `EQ_eventID`.',
  ],
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
  ...pageParameters(perPageDefault),
]);

/** All of them: those with names of their own one by one, those with open names by their family. */
export const eventParameters: ReadonlyMap<string, string> = new Map([
  ...families.map(({ name, meaning }) => [name, meaning] as const),
  ...shapeParameters,
]);

/**
 * Reads the parameters of a query. Each gives one condition, and all have to hold. A parameter unknown here is a fault,
 * since passing over it would answer more than was asked for.
 */
export function readEventQuery(
  parameters: Readonly<Record<string, unknown>>,
  within?: AtAddress,
): EventQuery | { readonly faults: readonly Fault[] } {
  const asked = new Parameters(parameters);
  const conditions = asked.names
    .filter((name) => !shapeParameters.has(name))
    .flatMap((name) => asked.all(name, (texts) => conditionOf(name, texts)) ?? []);
  const mark = queryMark({ ...parameters, ...(within && { [within.address]: '' }) });
  asked.all('eventCountLimit', () => checkLimits(asked.names));
  const isHistoryAsked = asked.one('includeHistory', oneOf(['true', 'false'])) === 'true';
  const query = {
    conditions: within === undefined ? conditions : [within.condition, ...conditions],
    history: isHistoryAsked || conditions.some(asksForHistory),
    orderBy: asked.one('orderBy', readOrder) ?? 'eventTime',
    ascending: asked.one('orderDirection', oneOf(['ASC', 'DESC'])) === 'ASC',
    eventCountLimit: asked.one('eventCountLimit', (text) => whole(text, 999_999_999)),
    maxEventCount: asked.one('maxEventCount', (text) => whole(text, countedMax)),
    perPage: perPageOf(asked, perPageDefault),
    page: asked.one('nextPageToken', (token) => startIn(token, mark)),
    mark,
  };
  return asked.faults.length > 0 ? { faults: asked.faults } : query;
}

function conditionOf(name: string, texts: readonly string[]): QueryCondition | undefined {
  for (const { pattern, ask } of families) {
    const groups = pattern.exec(name);
    if (groups !== null) return ask(groups.slice(1), texts);
  }
  return refuseUnknown(eventParameters.keys());
}

function readOrder(text: string): EventQuery['orderBy'] {
  if (text === 'eventTime' || text === 'recordTime') return text;
  throw new ValueFault('must be eventTime or recordTime; events are put in no other order');
}

function checkLimits(names: readonly string[]): void {
  if (names.includes('maxEventCount')) {
    throw new ValueFault('and maxEventCount exclude each other; leave one of them out');
  }
  if (!names.includes('orderBy')) {
    throw new ValueFault('needs orderBy, to say which events are first');
  }
}
