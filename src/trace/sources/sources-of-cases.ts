import type { Cut, TraceBounds } from '../books/bounds.js';
import type { HoldingFinding } from '../verdict/finding.js';
import { isAccount } from '../books/graph.js';
import { batchSpot, follow, partySpot, placeSpot, trailOfCase } from './places-passed.js';
import type { Background, Sighted, SuspectCase } from './places-passed.js';
import type { Candidate, Explanation, Objection } from './source-ranking.js';
import { findingOf, forwardIn, madeWith, type ForwardTrace } from '../trace.js';
import { emptyTrail, eventsOf, whole, type Spot, type Trail } from './trail.js';

/** What cases may come from, in kinds that are ranked apart. Their ids are those of spots. */
export interface Sources {
  readonly batches: readonly Candidate[];
  readonly places: readonly Candidate[];
  readonly parties: readonly Candidate[];
  /** Cases whose goods were never at the place that they name. */
  readonly misplaced: readonly number[];
  readonly cut: Cut | null;
}

/** Asks of each batch, place and party on the way to the cases which of them it explains. */
export async function sourcesOfCases(
  background: Background,
  cases: readonly SuspectCase[],
  sight: Sighted,
): Promise<Sources> {
  const { bounds } = sight;
  const ways = await follow(background, { ...sight, isWithBatches: false });
  const passed = ways
    ? cases.map((each) => trailOfCase(ways, each, background))
    : cases.map(() => emptyTrail);
  const isMisplaced = (trail: Trail | undefined, i: number) =>
    trail === undefined && cases[i]?.placeId !== null;
  // What was not read may have been there.
  const isRead = background.gathered.cut === null;
  const misplaced = passed.flatMap((trail, i) => (isRead && isMisplaced(trail, i) ? [i] : []));
  if (misplaced.length > 0) return { batches: [], places: [], parties: [], misplaced, cut: null };
  const batches = await batchesOf(background, cases, bounds);
  // That nothing came another way is known only by who sees all of it.
  const spots = explainedBy(passed, sight.isAll && isRead);
  const ofKind = (kind: string) => spots.filter(({ id }) => id.startsWith(kind));
  return {
    batches: batches.candidates,
    places: ofKind(placeSpot('')),
    parties: ofKind(partySpot('')),
    misplaced,
    cut: batches.cut ?? (ways ? null : { by: 'time', at: 0 }),
  };
}

/** Says of what samples without the hazard came, and of which part of them. */
export async function objectionsOf(
  background: Background,
  samples: readonly string[],
  sight: Sighted,
): Promise<{
  readonly against: ReadonlyMap<Spot, readonly Objection[]>;
  readonly cut: Cut | null;
}> {
  const ways = await follow(background, { ...sight, isWithBatches: true });
  const against = new Map<Spot, Objection[]>();
  samples.forEach((batch, of) => {
    const made = [...(ways?.ofMaking(batch) ?? [])];
    const found = new Map(made.map(([spot, { share }]) => [spot, share]));
    // Of a batch that nobody recorded the making of no more is known than its name.
    found.set(batchSpot(batch), whole);
    for (const [spot, share] of found) {
      if (share > 0n) against.set(spot, [...(against.get(spot) ?? []), { of, share }]);
    }
  });
  const timeUp: Cut | null = ways ? null : { by: 'time', at: 0 };
  return { against, cut: background.gathered.cut ?? timeUp };
}

/** Each batch once: a forward trace of it comes to all the cases that it explains. */
async function batchesOf(
  { gathered, trips }: Background,
  cases: readonly SuspectCase[],
  bounds: TraceBounds,
): Promise<{ readonly candidates: Candidate[]; readonly cut: Cut | null }> {
  const candidates: Candidate[] = [];
  const nodes = [...gathered.nodes.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const node of nodes) {
    if (node.kind !== 'batch') continue;
    if (bounds.isTimeUp()) return { candidates, cut: { by: 'time', at: candidates.length } };
    const forward = await forwardIn(gathered, madeWith([node.batch]), trips);
    const { batch } = node;
    const making = gathered.flows.find(
      ({ flow }) => isAccount(flow.from) && flow.to.batch === batch,
    );
    const own = { events: making ? [making.order.ref] : [], doubt: null };
    const explains = cases.flatMap(({ targets }, of): Explanation[] => {
      const isOwn = targets.some((target) => target.kind === 'batch' && target.batch === batch);
      return isOwn ? [{ of, verdict: 'certain', path: own }] : explanation(forward, targets, of);
    });
    candidates.push({ id: batchSpot(batch), explains, objections: [] });
  }
  return { candidates, cut: gathered.cut };
}

function explanation(
  forward: ForwardTrace,
  targets: SuspectCase['targets'],
  of: number,
): Explanation[] {
  for (const target of targets) {
    const found = findingOf(forward, target);
    if (!found || found.verdict === 'cleared') continue;
    const isSure = found.verdict === 'certain' && (!('amount' in found) || isAllOf(found));
    const verdict = isSure && targets.length === 1 ? 'certain' : 'possible';
    return [{ of, verdict, path: found.path }];
  }
  return [];
}

/** A case at goods without a batch is about one pack of them: sure of it is only what is sure of all. */
function isAllOf({ amount, suspect }: HoldingFinding): boolean {
  return amount > 0n && suspect.least >= amount;
}

function explainedBy(passed: readonly (Trail | undefined)[], isAll: boolean): Candidate[] {
  const explained = new Map<Spot, Explanation[]>();
  passed.forEach((trail, of) => {
    for (const [spot, how] of trail ?? []) {
      const verdict = isAll && how.isSure ? 'certain' : 'possible';
      const path = { events: eventsOf(how), doubt: null };
      explained.set(spot, [...(explained.get(spot) ?? []), { of, verdict, path }]);
    }
  });
  return [...explained].map(([id, explains]) => ({ id, explains, objections: [] }));
}
