import type { Element } from '../identifiers/index.js';
import type { KeepingDate } from './sale-check.js';

/** The days that a label says. */
export interface LabelDates {
  readonly keeping: readonly KeepingDate[];
  /** The day of production, `YYYY-MM-DD`. */
  readonly made?: string;
}

/** (17) expiry, (7003) expiry with its hour, of which the day counts, and (15) best before. */
const keepingKinds: ReadonlyMap<string, KeepingDate['kind']> = new Map([
  ['17', 'use-by'],
  ['7003', 'use-by'],
  ['15', 'best-before'],
]);

/** The dates among the checked elements of a label. */
export function labelDates(elements: readonly Element[], now: number): LabelDates {
  const keeping = elements.flatMap(([ai, value]) => {
    const kind = keepingKinds.get(ai);
    return kind === undefined ? [] : [{ kind, on: dayOf(value, now) }];
  });
  const production = elements.find(([ai]) => ai === '11');
  return { keeping, ...(production && { made: dayOf(production[1], now) }) };
}

/**
 * YYMMDD as a day: in the year at most 49 before this one and 50 after it, and the day 00 is the last of its month (GS1 General
 * Specifications, 7.12 and 3.4).
 */
function dayOf(value: string, now: number): string {
  const [year = 0, month = 1, day = 0] = (value.slice(0, 6).match(/../g) ?? []).map(Number);
  const thisYear = new Date(now).getUTCFullYear();
  const ahead = ((((year - thisYear + 49) % 100) + 100) % 100) - 49;
  const date =
    day === 0 ? Date.UTC(thisYear + ahead, month, 0) : Date.UTC(thisYear + ahead, month - 1, day);
  return new Date(date).toISOString().slice(0, 10);
}
