import type { BackwardTrace, ForwardTrace } from '../trace/index.js';

/** What befell goods on the way into a batch, or out of it. */
export type Way = 'before' | 'after';

/** Steps that one answer tells. */
export const stepsMax = 500;

/**
 * The events by which goods came into a batch, and by which its goods went on: those on a path of evidence and no others, so
 * that whoever has some of a batch does not learn who got the rest. Given the makings of the batch itself.
 */
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
  for (const source of backward.sources) {
    tell(
      source.makings.map(({ event }) => event),
      'before',
    );
    tell(source.path.events, 'before');
  }
  if (forward === null) return ways;
  for (const { path } of [...forward.batches, ...forward.holdings]) tell(path.events, 'after');
  for (const { events } of forward.gone) tell(events, 'after');
  return ways;
}
