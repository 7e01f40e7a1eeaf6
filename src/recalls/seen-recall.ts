import type { Extension } from './course/extension.js';
import type { Doings } from './doings.js';
import type { SeenSignature } from './opening/signatures.store.js';
import type { RecallScope } from './recall.js';
import type { RecallClock } from './recall-clock.js';

/** A recall as one organisation may see it. Only its owner and regulators see where all goods went, and its clock. */
export interface SeenRecall extends RecallScope, Doings {
  /** Null for those who were only told of the recall. */
  readonly clock: RecallClock | null;
  /** Empty for those who were only told of the recall. */
  readonly signatures: readonly SeenSignature[];
  /** Empty for those who were only told of the recall. */
  readonly extensions: readonly Extension[];
}
