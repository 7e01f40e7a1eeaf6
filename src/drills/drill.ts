import { larger, smaller, type Amount } from '../kernel/index.js';

/** A mock recall of a batch of a firm, and what it found. */
export interface Drill {
  readonly id: string;
  readonly organisationId: string;
  /** The party of the firm. */
  readonly partyId: string;
  /** `YYYY-MM-DD`, the day of the nightly drills that made it; null: on demand. */
  readonly night: string | null;
  /** Sixteen hexadecimal digits of chance. */
  readonly seed: string;
  /** Batches of the firm with goods in the books, of which one was drawn. */
  readonly candidates: number;
  readonly batchId: string;
  readonly startedAt: Date;
  readonly milliseconds: number;
  readonly found: Found;
}

/** What a drill found. */
export interface Found {
  /** Batches that the batch is in, or may be, itself included. */
  readonly batches: number;
  /** Where goods of them are or were. */
  readonly holdings: number;
  /** Batches that are in it, or may be. */
  readonly sources: number;
  /** No bound cut the trace, either way. */
  readonly isWhole: boolean;
  readonly balance: DrillBalance;
}

/** How far the goods of the batch are accounted for, in one unit of measure. */
export interface DrillBalance {
  readonly uom: string;
  /** All that is on record of it. */
  readonly recorded: Amount;
  /** Of that, what came from nowhere. */
  readonly unaccountedIn: Amount;
  /** Of that, what is at most gone without a record. */
  readonly unaccounted: Amount;
}

/** Which of so many candidates, in the order of their ids, a seed means. */
export function placeOf(seed: string, candidates: number): number {
  return Number(BigInt(`0x${seed}`) % BigInt(candidates));
}

/**
 * The share of a batch that is traced, in thousandths rounded down: what is with a holder, on its way or gone as recorded, and came
 * from somewhere. More out than in is as bad as less. Of nothing, nothing is traced.
 */
export function tracedPerMille({ recorded, unaccountedIn, unaccounted }: DrillBalance): number {
  if (recorded <= 0n) return 0;
  const traced = larger(recorded - unaccountedIn - unaccounted, 0n);
  return Number((smaller(traced, recorded) * 1000n) / recorded);
}
