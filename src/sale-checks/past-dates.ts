import { formatInstant, parseOffset } from '../kernel/index.js';
import { dayOf, type RulePacks } from '../rules/index.js';
import type { KeepingDate, SaleReason } from './sale-check.js';

/** When and where it is sold. */
export interface Sale {
  readonly now: number;
  /** Undefined: wherever a law is known. */
  readonly market: string | undefined;
  readonly rules: Pick<RulePacks, 'rulesIn'>;
}

/**
 * A date, and by whose clock its day ends: the offset from UTC at the place of making; null where none is known, and the
 * clock of the market that we know counts.
 */
export interface DateAt extends KeepingDate {
  readonly offset: string | null;
}

/**
 * What the dates come to whose last day is over: of a label and a record that say different ones the earlier counts. One
 * reason at most, the gravest. Past a use-by date nothing is sold anywhere; past another the law of the market decides, and
 * where none is known the goods may be sold with a word of caution.
 */
export function pastDates(dates: readonly DateAt[], sale: Sale): SaleReason[] {
  const past = dates
    .filter(({ on, offset }) => on < dayAt(sale.now, offset))
    .sort((a, b) => (a.on < b.on ? -1 : 1))
    .map((date) => reasonOf(date, sale));
  const worst = past.find(({ finding }) => finding === 'expired') ?? past[0];
  return worst === undefined ? [] : [worst];
}

function reasonOf({ kind, on }: DateAt, { now, market, rules }: Sale): SaleReason {
  const laws = rules.rulesIn(market, 'sale-after-date', dayOf(now));
  const forbids = laws.find(({ values }) => !values.maySell);
  // A law that allows the one says nothing of the other.
  const known = forbids ?? (kind === 'use-by' ? undefined : laws[0]);
  return {
    finding: kind === 'use-by' || forbids !== undefined ? 'expired' : 'past-date',
    date: { kind, on },
    ...(market !== undefined && { market }),
    ...(known !== undefined && { market: known.market, rule: known.citation }),
  };
}

function dayAt(instant: number, offset: string | null): string {
  return offset === null
    ? dayOf(instant)
    : formatInstant(instant, parseOffset(offset)).slice(0, 10);
}
