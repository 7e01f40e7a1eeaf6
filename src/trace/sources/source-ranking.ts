import { scale, type Amount } from '../../kernel/index.js';
import type { Path } from '../verdict/evidence.js';
import { whole } from './trail.js';

/** That a case comes from a candidate, or may, and the records that say so. */
export interface Explanation {
  /** Which case, by its place in the question. */
  readonly of: number;
  readonly verdict: 'certain' | 'possible';
  readonly path: Path;
}

/** That a sample without the hazard came from a candidate, in part or whole. */
export interface Objection {
  /** Which sample, by its place in the question. */
  readonly of: number;
  /** Which part of the sampled batch came from it, in billionths. */
  readonly share: bigint;
}

/** What is known of one batch, place or party. */
export interface Candidate {
  readonly id: string;
  readonly explains: readonly Explanation[];
  readonly objections: readonly Objection[];
}

/** How much each case and each sample counts, in their order. */
export interface Weights {
  readonly cases: readonly number[];
  readonly samples: readonly number[];
}

/** Shares of the weight of all cases, as amounts: 1 is all of it. */
export interface RankedSource extends Candidate {
  /** 1 for the best; those that nothing tells apart have the same, and the next one counts them all. */
  readonly rank: number;
  readonly certain: Amount;
  readonly possible: Amount;
  readonly against: Amount;
  /** `certain` and `possible` less `against`. */
  readonly score: Amount;
}

interface Weighed {
  readonly candidate: Candidate;
  readonly certain: bigint;
  readonly possible: bigint;
  readonly against: bigint;
  readonly score: bigint;
}

/**
 * Ranks by what is explained less what speaks against it, then by how much of it is certain: a missing record hides no candidate,
 * and of two that explain as much the one that records force comes first. A sample counts against what it came from as much
 * as a case of its weight counts for it, in proportion to its share. It is not measured against the other samples, since then a
 * further one would raise everybody that it does not concern.
 */
export function rankSources(candidates: readonly Candidate[], weights: Weights): RankedSource[] {
  const total = weights.cases.reduce((sum, weight) => sum + BigInt(weight), 0n);
  const weighed = candidates
    .filter(({ explains }) => explains.length > 0)
    .map((candidate) => weigh(candidate, weights))
    .sort((a, b) => compare(a, b) || (a.candidate.id < b.candidate.id ? -1 : 1));
  const shareOf = (weight: bigint) => roundedShare(weight, total);
  let rank = 1;
  const ranks = weighed.map((each, i) => {
    const before = weighed[i - 1];
    if (before && compare(before, each) !== 0) rank = i + 1;
    return rank;
  });
  return weighed.map((each, i) => ({
    ...each.candidate,
    rank: ranks[i] ?? 1,
    certain: shareOf(each.certain),
    possible: shareOf(each.possible),
    against: shareOf(each.against),
    score: shareOf(each.score),
  }));
}

function weigh(candidate: Candidate, { cases, samples }: Weights): Weighed {
  const explained = (verdict: Explanation['verdict']) =>
    candidate.explains
      .filter((each) => each.verdict === verdict)
      .reduce((sum, { of }) => sum + BigInt(cases[of] ?? 0) * whole, 0n);
  const [certain, possible] = [explained('certain'), explained('possible')];
  const against = candidate.objections.reduce(
    (sum, { of, share }) => sum + BigInt(samples[of] ?? 0) * share,
    0n,
  );
  return { candidate, certain, possible, against, score: certain + possible - against };
}

function compare(a: Weighed, b: Weighed): number {
  return sign(b.score - a.score) || sign(b.certain - a.certain);
}

function sign(difference: bigint): number {
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

/** Ranks go by exact figures; what is told has four decimals. */
function roundedShare(weight: bigint, total: bigint): Amount {
  const step = 100_000n;
  return scale(weight, { numerator: 1n, denominator: total * step }).amount * step;
}
