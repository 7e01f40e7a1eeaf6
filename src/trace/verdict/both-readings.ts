import { larger, smaller } from '../../kernel/index.js';
import type { BackwardTrace, ForwardTrace, SourceFinding, Target } from '../trace.js';
import type { Path } from './evidence.js';
import type { BatchFinding, HoldingFinding, Verdict } from './finding.js';
import { nameOfGone, nameOfHolding } from './links.js';
import type { OpenFlows } from './open-flows.js';
import type { Range } from './lump.js';

/** The events that were going on, and what they moved. */
export interface Open {
  readonly refs: readonly string[];
  readonly flows: OpenFlows;
}

/**
 * What two readings of the same events say together, one with those that were going on and one without. Certain is what
 * both are sure of, cleared what neither suspects; the rest is possible, and what would settle it is the hour of an event that
 * was going on. Where such events both bring goods and take them, one may have happened without the other, which neither
 * reading says: anything is possible there, from nothing to all that may have come.
 */
export function inBoth(
  begun: ForwardTrace,
  over: ForwardTrace,
  { refs: open, flows }: Open,
): ForwardTrace {
  const cut = begun.cut ?? over.cut;
  const batches = pairs(begun.batches, over.batches, ({ batch }) => batch).map(([one, other]) => {
    const verdict: 'certain' | 'possible' =
      one.verdict === 'certain' && other?.verdict === 'certain' ? 'certain' : 'possible';
    const dose = around(one.dose, other?.dose);
    return { ...one, verdict, dose, path: pathOf(one.path, verdict, open) };
  });
  const [inBegun, inOver] = [begun.holdings, over.holdings].map(
    (all) => new Map(all.map((each) => [nameOfHolding(each), each])),
  );
  const passing = (one: HoldingFinding): HoldingFinding => {
    const both = flows.bothWays(one);
    if (both === null) return one;
    const [ever, never] = [inBegun, inOver].map((all) => all?.get(nameOfHolding(one)));
    const amount = larger((ever?.amount ?? 0n) + both.out, (never?.amount ?? 0n) + both.into);
    const most = smaller((never?.suspect.most ?? 0n) + both.into, amount);
    // That goods of a suspect batch were there does not hang on how many are left.
    const verdict = one.batch !== null && one.verdict === 'certain' ? 'certain' : 'possible';
    return {
      ...{ ...one, verdict, amount, suspect: { least: 0n, most }, guess: null, clearedBy: null },
      ...{ dose: { ...one.dose, least: 0n }, isMeasured: false },
      path: pathOf(one.path, verdict, open),
    };
  };
  const holdings = pairs(begun.holdings, over.holdings, nameOfHolding).map(([one, other]) => {
    const excluded = together(one.verdict, other?.verdict ?? null);
    // What one reading did not come to, a bound may have kept from it.
    const verdict = cut && excluded === 'cleared' ? 'possible' : excluded;
    return passing({
      ...one,
      verdict,
      amount: larger(one.amount, other?.amount ?? 0n),
      suspect: around(one.suspect, other?.suspect),
      guess: one.guess === other?.guess ? one.guess : null,
      dose: around(one.dose, other?.dose),
      path: pathOf(one.path, verdict, open),
      clearedBy: verdict === 'cleared' ? one.clearedBy : null,
    });
  });
  const gone = pairs(begun.gone, over.gone, nameOfGone).map(([one, other]) => ({
    ...one,
    verdict: together(one.verdict, other?.verdict ?? null),
    amount: larger(one.amount, other?.amount ?? 0n),
    suspect: around(one.suspect, other?.suspect),
  }));
  return {
    ...begun,
    batches: batches.sort(surest<BatchFinding>(({ batch }) => batch)),
    holdings: holdings.sort(surest<HoldingFinding>(nameOfHolding)),
    gone: gone.sort((a, b) => (nameOfGone(a) < nameOfGone(b) ? -1 : 1)),
    cut,
  };
}

/** The same of what is in goods: a source is certain where both readings are sure of it. */
export function inBothBackward(
  begun: BackwardTrace,
  over: BackwardTrace,
  { refs: open, flows }: Open,
): BackwardTrace {
  const sources = pairs(begun.sources, over.sources, sourceOf).map(([one, other]) => {
    const isSure =
      one.verdict === 'certain' && other?.verdict === 'certain' && !isPassing(one.target, flows);
    const verdict: 'certain' | 'possible' = isSure ? 'certain' : 'possible';
    const dose = around(one.dose, other?.dose);
    return { ...one, verdict, dose, path: pathOf(one.path, verdict, open) };
  });
  return {
    sources: sources.sort((a, b) => (sourceOf(a) < sourceOf(b) ? -1 : 1)),
    cut: begun.cut ?? over.cut,
  };
}

/** Goods without a batch that came and went: nobody knows which of them they were. */
function isPassing(target: Target, flows: OpenFlows): boolean {
  if (target.kind === 'batch' || target.batch !== null) return false;
  return flows.bothWays({ ...target, owner: null }) !== null;
}

function together(one: Verdict, other: Verdict | null): Verdict {
  if (one === 'cleared' && (other === null || other === 'cleared')) return 'cleared';
  return one === 'certain' && other === 'certain' ? 'certain' : 'possible';
}

function around(one: Range, other: Range | undefined): Range {
  return {
    least: smaller(one.least, other?.least ?? 0n),
    most: larger(one.most, other?.most ?? 0n),
  };
}

/** What the readings differ in hangs on an event that was going on: one on the way, or else the first of them. */
function pathOf({ events, doubt }: Path, verdict: Verdict, open: readonly string[]): Path {
  if (verdict !== 'possible' || doubt !== null) return { events, doubt };
  const event = events.find((ref) => open.includes(ref)) ?? open[0];
  return { events, doubt: event === undefined ? null : { missing: 'time', event } };
}

/** Findings of the same thing; where one reading has none, the other's stands alone, and first. */
function pairs<Finding>(
  begun: readonly Finding[],
  over: readonly Finding[],
  nameOf: (finding: Finding) => string,
): [Finding, Finding | undefined][] {
  const others = new Map(over.map((each) => [nameOf(each), each]));
  const names = new Set(begun.map(nameOf));
  return [
    ...begun.map((each): [Finding, Finding | undefined] => [each, others.get(nameOf(each))]),
    ...over
      .filter((each) => !names.has(nameOf(each)))
      .map((each): [Finding, undefined] => [each, undefined]),
  ];
}

const verdicts: readonly Verdict[] = ['certain', 'possible', 'cleared'];

function surest<Finding extends { readonly verdict: Verdict }>(
  nameOf: (finding: Finding) => string,
) {
  return (one: Finding, other: Finding) =>
    verdicts.indexOf(one.verdict) - verdicts.indexOf(other.verdict) ||
    (nameOf(one) < nameOf(other) ? -1 : 1);
}

function sourceOf({ target, batch }: SourceFinding): string {
  return `${targetName(target)}|${batch}`;
}

function targetName(target: Target): string {
  if (target.kind === 'batch') return target.batch;
  const { holder, product, uom, batch } = target;
  return [holder.kind, holder.id, product, uom, batch ?? ''].join('|');
}
