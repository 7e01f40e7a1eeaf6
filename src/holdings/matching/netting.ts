import { smaller, type Amount } from '../../kernel/index.js';
import type { ClaimLine } from '../model/claim-lines.js';
import { batchOf, isAfter, sharedItems, type Tier } from './matching-tiers.js';

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

/** A line while it is being matched. */
export interface Open {
  readonly line: ClaimLine;
  readonly matches: Match[];
  left: Amount | null;
}

export function opened(line: ClaimLine): Open {
  return { line, matches: [], left: line.amount };
}

/**
 * Joins takings with releases, tier by tier; a tier has run over all takings before the next one starts. Each taking looks
 * through the releases that its tier can fit at all: firms that trade a thousand batches have none compared with each.
 * A step for each taking of a tier.
 */
export function* net(tiers: readonly Tier[], open: readonly Open[]): Generator<undefined, void> {
  const releases = new Releases(open.filter(({ line }) => line.side === 'release'));
  const takes = open.filter(({ line }) => line.side === 'take');
  for (const tier of tiers) {
    for (const take of takes) {
      satisfy(tier, take, releases.among(tier, take));
      yield;
    }
  }
}

/** Releases in their order, by thing and by the batch that they name. */
class Releases {
  private readonly byThing = new Map<string, Open[]>();
  private readonly byBatch = new Map<string, Map<string | null, Open[]>>();

  constructor(releases: readonly Open[]) {
    for (const each of releases) {
      const { thing } = each.line;
      add(this.byThing, thing, each);
      const batches = this.byBatch.get(thing) ?? new Map<string | null, Open[]>();
      add(batches, batchOf(each.line), each);
      this.byBatch.set(thing, batches);
    }
  }

  /** All that the tier may fit, and perhaps more. */
  among({ among }: Tier, { line }: Open): readonly Open[] {
    const ofThing = this.byThing.get(line.thing) ?? [];
    const naming = (batch: string | null) => this.byBatch.get(line.thing)?.get(batch) ?? [];
    switch (among) {
      case 'unit':
        return line.unit === null ? [] : ofThing;
      case 'items':
        return line.goods?.items?.length ? ofThing : [];
      case 'same-batch':
        return naming(batchOf(line));
      case 'one-batch':
        return batchOf(line) === null ? ofThing : naming(null);
    }
  }
}

function add<Name>(lists: Map<Name, Open[]>, name: Name, each: Open): void {
  const list = lists.get(name);
  if (list) list.push(each);
  else lists.set(name, [each]);
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
