import { smaller, type Amount } from '../../kernel/index.js';
import type { FoldEvent } from '../model/claim.js';
import { claimLines, compareLines, type ClaimLine } from '../model/claim-lines.js';
import { handoffGroups } from './handoff-group.js';
import {
  defaultWindows,
  isAfter,
  sharedItems,
  tiersOf,
  type MatchingWindows,
  type Tier,
} from './matching-tiers.js';
import { ownPart } from '../model/own-part.js';

/** A quantity that one releasing and one taking line agree on. Null: all that is in transit. */
export interface Match {
  readonly release: ClaimLine;
  readonly take: ClaimLine;
  readonly amount: Amount | null;
  /** The goods by name, where either side names them. */
  readonly batch: string | null;
  /** Found by a tier that a later claim may come before. */
  readonly isLate: boolean;
}

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

/**
 * Matches and nets the two sides of hand-offs, whichever was captured first. A pure pre-pass: the same
 * claims give the same matches in whatever order they are given.
 */
export function matchClaims(
  events: readonly FoldEvent[],
  windows: MatchingWindows = defaultWindows,
): Matching {
  const tiers = tiersOf(windows);
  const lines = new Map<string, Rest>();
  const voids: (readonly [FoldEvent, FoldEvent])[] = [];
  const voided = new Set<string>();
  const disputes: Match[] = [];
  for (const group of handoffGroups(events)) {
    for (const pair of voidsIn(group)) {
      voids.push(pair);
      voided.add(pair[1].ref);
    }
    const open = group.flatMap(claimLines).sort(compareLines).map(opened);
    const live = open.filter(({ line }) => !voided.has(line.event.ref));
    runTiers(tiers, live);
    for (const { line, matches, left } of open)
      lines.set(line.id, { line, matches: [...matches], left });
    if (live.length < open.length) disputes.push(...disputesIn(tiers, open, voided));
  }
  return { lines, voided, voids, disputes };
}

interface Open {
  readonly line: ClaimLine;
  readonly matches: Match[];
  left: Amount | null;
}

function opened(line: ClaimLine): Open {
  return { line, matches: [], left: line.amount };
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
function disputesIn(tiers: readonly Tier[], open: readonly Open[], voided: ReadonlySet<string>) {
  const again = open
    .filter(({ line }) => line.side === 'take' || voided.has(line.event.ref))
    .map(({ line, left }) => ({ line, matches: [] as Match[], left }));
  runTiers(tiers, again);
  return again.filter(({ line }) => line.side === 'take').flatMap(({ matches }) => matches);
}

function runTiers(tiers: readonly Tier[], open: readonly Open[]): void {
  const releases = new Map<string, Open[]>();
  for (const each of open) {
    if (each.line.side !== 'release') continue;
    const same = releases.get(each.line.thing) ?? [];
    releases.set(each.line.thing, same);
    same.push(each);
  }
  if (releases.size === 0) return;
  const takes = open.filter(({ line }) => line.side === 'take');
  for (const tier of tiers) {
    for (const take of takes) satisfy(tier, take, releases.get(take.line.thing) ?? []);
  }
}

function satisfy(tier: Tier, take: Open, releases: readonly Open[]): void {
  while (take.left !== 0n) {
    const fitting = releases.filter(
      (release) =>
        release.left !== 0n && tier.fits(take.line, release.line) && !spoken(tier, take, release),
    );
    const chosen = tier.prefers === 'newest' ? newest(take, fitting) : bestQuantity(take, fitting);
    if (!chosen) return;
    join(tier, take, chosen);
  }
}

/** Units and items are named one by one: two lines have said all they share when they met once. */
function spoken(tier: Tier, take: Open, release: Open): boolean {
  return tier.prefers === 'newest' && take.matches.some((match) => match.release === release.line);
}

/** The newest release not after the taking, else the earliest after it. */
function newest(take: Open, fitting: readonly Open[]): Open | undefined {
  const before = fitting.filter((release) => !isAfter(release.line, take.line));
  return before.at(-1) ?? fitting[0];
}

/** Untouched and of the same quantity, else untouched and covering, else covering, else the oldest. */
function bestQuantity(take: Open, fitting: readonly Open[]): Open | undefined {
  const untouched = fitting.filter((release) => release.matches.length === 0);
  const covers = (release: Open) =>
    release.left === null || (take.left !== null && release.left >= take.left);
  return (
    untouched.find((release) => release.left === take.left) ??
    untouched.find(covers) ??
    fitting.find(covers) ??
    fitting[0]
  );
}

function join(tier: Tier, take: Open, release: Open): void {
  const amount = agreed(tier, take, release);
  const match = {
    release: release.line,
    take: take.line,
    amount,
    batch: take.line.goods?.batch ?? release.line.goods?.batch ?? null,
    isLate: tier.isLate,
  };
  take.matches.push(match);
  release.matches.push(match);
  take.left = take.left === null || amount === null ? 0n : take.left - amount;
  if (release.left !== null) release.left = amount === null ? 0n : release.left - amount;
  else if (amount === null) release.left = 0n;
}

/** Shared item codes speak for their share of the quantity; all else for as much as both sides have. */
function agreed(tier: Tier, take: Open, release: Open): Amount | null {
  if (take.left === null) return release.left;
  const both = release.left === null || release.left > take.left ? take.left : release.left;
  const items = take.line.goods?.items;
  if (tier.prefers !== 'newest' || !items || take.line.amount === null) return both;
  const shared = BigInt(sharedItems(take.line, release.line));
  const share = (take.line.amount * shared) / BigInt(items.length);
  return smaller(share, both);
}
