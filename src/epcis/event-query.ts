import { keyOfScan } from '../activities/index.js';
import type { ThingFilter } from '../events/index.js';
import { IdentifierFault } from '../identifiers/index.js';
import { Problem, type Fault } from '../kernel/index.js';
import { cursorOf, pageSizeMax, timePosition, type TimePosition } from '../platform/index.js';

/** A query of events as its parameters say it, before anything is looked up. */
export interface EventQuery {
  readonly eventIds?: readonly string[];
  readonly things: readonly Omit<ThingFilter, 'batchIds'>[];
  readonly before: TimePosition | undefined;
  readonly perPage: number;
}

/** Values of one parameter: beyond it a client means a list of its own, which is many queries. */
export const valuesMax = 100;
const perPageDefault = 50;

/** What each matching parameter looks at (ISO/IEC 19987, 8.2.7.1). */
const matching: ReadonlyMap<string, Pick<ThingFilter, 'roles' | 'isClass'>> = new Map([
  ['MATCH_epc', { roles: ['object', 'child'] as const, isClass: false }],
  ['MATCH_epcClass', { roles: ['object', 'child'] as const, isClass: true }],
  ['MATCH_anyEPC', { isClass: false }],
  ['MATCH_anyEPCClass', { isClass: true }],
]);

const several = `At most ${valuesMax}, divided by \`|\`.`;

/** Parameters of the query of events with what they mean, in the order of its description. */
export const queryParameters: ReadonlyMap<string, string> = new Map([
  ['MATCH_epc', `Instances in \`epcList\` or \`childEPCs\`: one of them is named. ${several}`],
  [
    'MATCH_epcClass',
    `Classes in \`quantityList\` or \`childQuantityList\`: one of them is named. ${several}`,
  ],
  ['MATCH_anyEPC', `Instances in any list, or \`parentID\`: one of them is named. ${several}`],
  ['MATCH_anyEPCClass', `Classes in any list: one of them is named. ${several}`],
  ['EQ_eventID', `EPCIS eventIDs: the event has one of them. ${several}`],
  ['perPage', `How many events: 1 to ${pageSizeMax}; left out, ${perPageDefault}.`],
  [
    'nextPageToken',
    'Where the page begins: from the `Link: rel="next"` of the page before. Opaque.',
  ],
]);

/**
 * Reads the parameters of a query. Each is given once; several values of one parameter are divided by `|` and
 * any of them may hold, while all parameters have to hold. A parameter unknown here is a fault, since passing
 * over it would answer more than was asked for.
 */
export function readEventQuery(
  parameters: Readonly<Record<string, unknown>>,
): EventQuery | { readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const things: EventQuery['things'][number][] = [];
  const single = new Map<string, string>();
  for (const [name, value] of Object.entries(parameters)) {
    const fault = (detail: string) => faults.push({ pointer: `/${name}`, detail });
    const looksAt = matching.get(name);
    if (!queryParameters.has(name)) {
      fault(`is not read here; use ${[...queryParameters.keys()].join(', ')}`);
    } else if (typeof value !== 'string' || value === '') {
      fault('is to be given once, with a value');
    } else if (looksAt === undefined) single.set(name, value);
    else things.push({ ...looksAt, keys: keysIn(value, looksAt.isClass === true, fault) });
  }
  const read = (name: string) => ({
    value: single.get(name),
    fault: (detail: string) => faults.push({ pointer: `/${name}`, detail }),
  });
  const eventIds = single.get('EQ_eventID')?.split('|');
  const query = {
    ...(eventIds !== undefined && { eventIds }),
    things,
    before: positionIn(read('nextPageToken')),
    perPage: sizeIn(read('perPage')),
  };
  if (eventIds !== undefined && eventIds.length > valuesMax) {
    faults.push({ pointer: '/EQ_eventID', detail: tooManyValues });
  }
  return faults.length > 0 ? { faults } : query;
}

/** Says where the page after an event begins. */
export function pageToken({ at, ref }: TimePosition): string {
  return cursorOf([at, ref]);
}

const tooManyValues = `has more than ${valuesMax} values; ask in several queries`;

type ReportFault = (detail: string) => unknown;

function keysIn(value: string, isClass: boolean, fault: ReportFault): string[] {
  const values = value.split('|');
  if (values.length > valuesMax) {
    fault(tooManyValues);
    return [];
  }
  return values.flatMap((text) => {
    if (isPattern(text, isClass)) {
      fault('is a pattern; only whole identifiers are matched, so name each thing');
      return [];
    }
    try {
      return keyOfScan(text);
    } catch (error) {
      if (!(error instanceof IdentifierFault)) throw error;
      fault(error.message);
      return [];
    }
  });
}

/**
 * A star for a whole part of a URN. Of classes `urn:epc:idpat:sgtin:4012345.098765.*` is a name: the trade item,
 * whatever its serial. Inside a Digital Link a star is a character of the serial.
 */
function isPattern(text: string, isClass: boolean): boolean {
  if (/^urn:epc:idpat:/i.test(text)) return !isClass || !/^[^*]*\.\*$/.test(text);
  return /^\*$|^urn:.*[.:]\*(?:\.|$)/i.test(text);
}

interface SingleParameter {
  readonly value: string | undefined;
  readonly fault: ReportFault;
}

function sizeIn({ value = String(perPageDefault), fault }: SingleParameter): number {
  const size = /^\d{1,4}$/.test(value) ? Number(value) : 0;
  if (size < 1 || size > pageSizeMax) fault(`must be a whole number from 1 to ${pageSizeMax}`);
  return size;
}

function positionIn({ value, fault }: SingleParameter): TimePosition | undefined {
  if (value === undefined) return undefined;
  try {
    return timePosition(value);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    fault('is not a token of this query; take it from the Link header of the page before');
    return undefined;
  }
}
