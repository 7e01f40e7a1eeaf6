import type { Amount } from '../../kernel/index.js';
import type { Holder } from '../../holdings/index.js';
import type { Path } from './evidence.js';
import type { Range } from './lump.js';
import type { Whereabouts } from '../books/unit-trips.js';

/** Certain: records force it. Possible: a record is missing. Cleared: connected, and excluded by records. */
export type Verdict = 'certain' | 'possible' | 'cleared';

/** A batch that the hazard entered, as a whole, with its making. */
export interface BatchFinding {
  readonly batch: string;
  readonly verdict: 'certain' | 'possible';
  /** How much of the traced goods is in all that was made of it, in the unit of doses. */
  readonly dose: Range;
  readonly isMeasured: boolean;
  readonly path: Path;
  /** Events that made it of goods which, by their times, can't have been suspect yet. */
  readonly impossible: readonly string[];
}

/** Goods on one line of the books: what is there now, though it may be nothing any more. */
export interface HoldingFinding {
  readonly holder: Holder;
  readonly product: string;
  readonly uom: string;
  readonly batch: string | null;
  readonly owner: string | null;
  readonly verdict: Verdict;
  readonly amount: Amount;
  readonly suspect: Range;
  /** Of goods without a batch: what would be suspect if everybody had taken the oldest first; null where nobody can say. */
  readonly guess: Amount | null;
  readonly dose: Range;
  readonly isMeasured: boolean;
  /** Where it is; for goods in a logistic unit, where the outermost one around them is. */
  readonly where: Whereabouts | null;
  readonly path: Path;
  /** The event after which nothing suspect was left, or by which it had left the place of the hazard, where that clears it. */
  readonly clearedBy: string | null;
}

/** Suspect goods that left the books: sold, destroyed, sampled, unaccounted for. */
export interface GoneFinding {
  readonly as: string;
  readonly from: Holder;
  readonly product: string;
  readonly uom: string;
  readonly batch: string | null;
  readonly verdict: Verdict;
  readonly amount: Amount;
  readonly suspect: Range;
  readonly events: readonly string[];
}
