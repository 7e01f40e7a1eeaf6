import type { Amount } from '../../kernel/index.js';
import type { FoldEvent } from '../model/claim.js';
import { claimLines, compareLines, type ClaimLine } from '../model/claim-lines.js';
import { handoffGroups } from './handoff-group.js';
import { defaultWindows, tiersOf, type MatchingWindows, type Tier } from './matching-tiers.js';
import { net, opened, type Match, type Open } from './netting.js';
import { ownPart } from '../model/own-part.js';

/** What of a line is left after matching; null where the amount was never recorded. */
export interface Rest {
  readonly line: ClaimLine;
  readonly matches: readonly Match[];
  readonly left: Amount | null;
}

/** Everything that the claims alone say about each other, by line. */
export interface Matching {
  readonly lines: ReadonlyMap<string, Rest>;
  /** Refs of releases that their author voided: they move nothing, their hand-off stays listed. */
  readonly voided: ReadonlySet<string>;
  /** Each void with a release that it withdraws. */
  readonly voids: readonly (readonly [FoldEvent, FoldEvent])[];
  /** Which takings rest on a voided release. */
  readonly disputes: readonly Match[];
}

/** All of `matching` at once, for few claims. */
export function matchClaims(events: readonly FoldEvent[], windows?: MatchingWindows): Matching {
  for (const steps = matching(events, windows); ;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/**
 * Matches and nets the two sides of hand-offs, whichever was captured first. A pure pre-pass: the same
 * claims give the same matches in whatever order they are given. In small steps.
 */
export function* matching(
  events: readonly FoldEvent[],
  windows: MatchingWindows = defaultWindows,
): Generator<undefined, Matching> {
  const tiers = tiersOf(windows);
  const lines = new Map<string, Rest>();
  const voids: (readonly [FoldEvent, FoldEvent])[] = [];
  const voided = new Set<string>();
  const disputes: Match[] = [];
  for (const group of yield* handoffGroups(events)) {
    for (const pair of voidsIn(group)) {
      voids.push(pair);
      voided.add(pair[1].ref);
    }
    const open = group.flatMap(claimLines).sort(compareLines).map(opened);
    const live = open.filter(({ line }) => !voided.has(line.event.ref));
    yield* net(tiers, live);
    for (const { line, matches, left } of open)
      lines.set(line.id, { line, matches: [...matches], left });
    if (live.length < open.length) disputes.push(...(yield* disputesIn(tiers, open, voided)));
  }
  return { lines, voided, voids, disputes };
}

/** A void withdraws its author's own releases only, as a declaration in error would. */
function voidsIn(group: readonly FoldEvent[]): (readonly [FoldEvent, FoldEvent])[] {
  const releases = group.filter((event) => ownPart(event).kind === 'release');
  return group.flatMap((event) => {
    const claim = ownPart(event);
    if (claim.kind !== 'void') return [];
    return releases
      .filter(({ author, eventId }) => author === event.author && claim.releases.includes(eventId))
      .map((release) => [event, release] as const);
  });
}

/** Which takings rest on a release that was voided: what is left of them, matched once more. */
function* disputesIn(
  tiers: readonly Tier[],
  open: readonly Open[],
  voided: ReadonlySet<string>,
): Generator<undefined, Match[]> {
  const again = open
    .filter(({ line }) => line.side === 'take' || voided.has(line.event.ref))
    .map(({ line, left }) => ({ line, matches: [] as Match[], left }));
  yield* net(tiers, again);
  return again.filter(({ line }) => line.side === 'take').flatMap(({ matches }) => matches);
}
