import { CodeSet } from './code-set.js';
import type { RecalledRun } from './recalled.store.js';

/** Runs that are held. */
export const runsMax = 10_000;
/** Bytes for codes of runs: 10.7 million codes. */
export const codeBytesMax = 128 * 1024 * 1024;

export interface HeldRun extends RecalledRun {
  readonly codes: CodeSet;
  /** Places, from 1, whose codes are here. */
  filled: number;
}

interface Bounds {
  readonly runs?: number;
  readonly bytes?: number;
}

/**
 * Item and case codes of recalled batches. A code does not say of which batch it is, so that every code of their runs is
 * held, within a bound: runs of the gravest recalls first, each whole or not at all.
 */
export class RecalledCodes {
  private held = new Map<string, HeldRun>();
  /** Runs of which no code is here. */
  leftOut = 0;

  constructor(private readonly most: Bounds = {}) {}

  /** How many to ask for, so that it shows whether there are more than can be held. */
  get wanted(): number {
    return (this.most.runs ?? runsMax) + 1;
  }

  /** Only these are of recalled batches now. Answers those whose codes are not all here. */
  turnTo(runs: readonly RecalledRun[]): HeldRun[] {
    const before = this.held;
    this.held = new Map();
    let room = this.most.bytes ?? codeBytesMax;
    for (const run of runs.slice(0, this.most.runs ?? runsMax)) {
      const bytes = CodeSet.bytesFor(run.size);
      if (bytes > room) continue;
      room -= bytes;
      const known = before.get(run.id);
      // A run that was cancelled is smaller: what was made for more codes would be held uncounted.
      const isSame = known?.size === run.size;
      const { codes, filled } = isSame ? known : { codes: new CodeSet(run.size), filled: 0 };
      this.held.set(run.id, { ...run, codes, filled });
    }
    this.leftOut = runs.length - this.held.size;
    return [...this.held.values()].filter((run) => !isFilled(run));
  }

  /** The run that a code is of. */
  runOf(code: string): RecalledRun | undefined {
    for (const run of this.held.values()) if (run.codes.has(code)) return run;
    return undefined;
  }

  /** Whether what is not here is not under recall. */
  get isWhole(): boolean {
    return this.leftOut === 0 && [...this.held.values()].every(isFilled);
  }
}

const isFilled = ({ filled, issued }: HeldRun) => filled >= issued;
