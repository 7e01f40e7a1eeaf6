import { createHash } from 'node:crypto';
import { faultyRequest } from '../kernel/index.js';

/** How many of those who have to know are checked, as the FDA grades it: A all, B a share that is given, C 10 %, D 2 %, E none. */
export const checkLevels = ['A', 'B', 'C', 'D', 'E'] as const;
export type CheckLevel = (typeof checkLevels)[number];

const percents = { A: 100, C: 10, D: 2, E: 0 } as const;

/** A check whether a recall reached whom it had to reach. All that its sample follows from is kept, so that it can be drawn again. */
export interface Check {
  readonly id: string;
  readonly level: CheckLevel;
  readonly percent: number;
  readonly seed: string;
  /** Parties that had to know when it was drawn, in the order of their ids. */
  readonly parties: readonly string[];
  readonly drawnAt: Date;
  readonly outcomes: readonly CheckOutcome[];
}

/** What was found at one party of the sample. */
export interface CheckOutcome {
  readonly partyId: string;
  readonly heard: boolean;
  readonly acted: boolean;
  /** Goods of the recall that were still for sale. */
  readonly foundGoods: boolean;
  readonly words: string | null;
  readonly checkedAt: Date;
}

/** Of level B the share is said, more than 10 % and less than all; of the others it is given by the level. */
export function percentOf(level: CheckLevel, percent: number | undefined): number {
  if (level !== 'B') {
    if (percent === undefined) return percents[level];
    throw faultyRequest([{ pointer: '/percent', detail: 'is said of level B only; leave it out' }]);
  }
  if (percent !== undefined && percent > percents.C && percent < percents.A) return percent;
  const detail = 'has to be more than 10 and less than 100 at level B';
  throw faultyRequest([{ pointer: '/percent', detail }]);
}

/**
 * The sample: so many of the parties, rounded up, whose SHA-256 of seed and id comes first. Whoever has seed and parties draws
 * the same one, and nobody who does not know the seed before can choose it.
 */
export function sampleOf({ seed, parties, percent }: Pick<Check, 'seed' | 'parties' | 'percent'>) {
  const ranked = parties
    .map((partyId) => ({ partyId, rank: rankOf(seed, partyId) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const count = Math.ceil((parties.length * percent) / 100);
  return ranked.slice(0, count).map(({ partyId }) => partyId);
}

function rankOf(seed: string, partyId: string): string {
  return createHash('sha256').update(`${seed} ${partyId}`).digest('hex');
}

/** A party was reached if it heard, acted, and has none of the goods for sale. */
export function isEffective({ heard, acted, foundGoods }: CheckOutcome): boolean {
  return heard && acted && !foundGoods;
}
