import { bizSteps } from '../events/index.js';
import type { BackwardTrace, ForwardTrace, GraphFlow } from '../trace/index.js';

/** What befell goods on the way into a batch, or out of it. */
export type Way = 'before' | 'after';

/** Steps that one answer tells. */
export const stepsMax = 500;

/** Whose making of a batch counts, by batch: the party of whoever registered it; null where nobody did. */
export type Makers = ReadonlyMap<string, string | null>;

/**
 * The events that made goods of these batches. A receipt that matches no release, a count that found more and a stranger's
 * making bring goods into the books, too, and would tell who else got some: they are none.
 */
export function makingsIn(flows: readonly GraphFlow[], makers: Makers): string[] {
  const made = flows.filter(({ order, flow: { from, to } }) => {
    if (from.holder.kind !== 'account' || to.batch === null || !makers.has(to.batch)) return false;
    const maker = makers.get(to.batch) ?? null;
    const isMade = from.holder.id === 'made' || from.holder.id === 'transformation';
    return isMade && (maker === null || maker === order.author);
  });
  return [...new Set(made.map(({ order }) => order.ref))];
}

/** The events by which goods came into a batch, and by which its goods went on: those on a path of evidence and no others. */
export function refsOnTheWay(
  makings: readonly string[],
  backward: BackwardTrace,
  forward: ForwardTrace | null,
): ReadonlyMap<string, Way> {
  const ways = new Map<string, Way>();
  const tell = (refs: readonly string[], way: Way) => {
    for (const ref of refs) if (!ways.has(ref)) ways.set(ref, way);
  };
  tell(makings, 'before');
  for (const { path } of backward.sources) tell(path.events, 'before');
  if (forward === null) return ways;
  for (const { path } of [...forward.batches, ...forward.holdings]) tell(path.events, 'after');
  for (const { events } of forward.gone) tell(events, 'after');
  return ways;
}

/** A word of the CBV. Words of a firm's own name the firm. */
export function toldStep(bizStep: string | null): string | null {
  return bizStep !== null && bizSteps.words.has(bizStep) ? bizStep : null;
}
