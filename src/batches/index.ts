/**
 * batches (L4): identity and registration of batches: a quantity of one product made under the same
 * conditions, known by product and number, registered by its maker or only mentioned in an event.
 * Table: batch. Invariants: a number of a product names one batch for ever; only its registering organisation
 * changes a batch; locks on several are taken in the order of their ids.
 * Not here: what is left of a batch and where (holdings), the event that makes it (activities), its code
 * (codes). Whether a product is the actor's to make is the caller's question.
 */
export { BatchesModule } from './batches.module.js';
export type { Batch, BatchName, KnownBatch } from './batch.js';
export { BatchView, toBatchView } from './batches.dto.js';
export { batchNumberTaken } from './batches.problems.js';
export { selectBatches } from './batches.store.js';
export { BatchesService } from './batches.service.js';
export { KnownBatches } from './known-batches.service.js';
export {
  lockExclusive,
  lockShared,
  lockSharedSql,
  type LockedBatch,
} from './known-batches.store.js';
