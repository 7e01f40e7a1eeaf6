/**
 * trace (L6): where suspect goods went, and what is in a batch or holding, with evidence and bounds.
 *
 * A hazard enters whole batches with their making (named by id, label, or product and days), a logistic unit from an instant
 * on, or a place in an interval: then what stood there or came later, as far as it left after the entry. It goes wherever goods of these batches go, by name;
 * into all of a batch that was made of any; and into goods without a batch as far as the books allow.
 * Each place where goods are or were is certain (recorded links force it), possible (a record is
 * missing) or cleared (connected, but excluded by records); whatever can't be decided is possible.
 * `docs/concepts/tracing.md` has the table of rules.
 *
 * Of the goods of one batch alone it tells where they are, with what was made of them left out, for those who add them up.
 *
 * From several cases it ranks what they may come from: batches by the same judgement, places and parties by the trails of goods.
 *
 * A trace first reads all that may be connected, level by level within bounds, then judges it in
 * memory. It reads the flows and moves of units that holdings writes, and writes nothing.
 *
 * Links of named goods are kept in memory as well, as of the last write: where nothing is in doubt, a scope of any size is read there.
 *
 * Invariants: a batch is a source of a holding exactly if a forward trace of it comes to that holding;
 * the same rows give the same answer; a trace that a bound cut says so and clears nothing.
 * Not here: what is done about a finding (recalls), who may see it (its asker), what
 * ends a hazard (steps that kill it, validated cleanings).
 */
export { StoredGraph } from './books/graph.store.js';
export { boundsUntil, traceMilliseconds } from './books/bounds.js';
export { isInput, isOutput, type GraphFlow } from './books/graph.js';
export { noSuchBatch } from './trace.problems.js';
export { traceBackward, traceForward, type BackwardTrace, type ForwardTrace } from './trace.js';
export { coverage, toTraceView, TraceView } from './trace.dto.js';
export { TraceModule } from './trace.module.js';
export { ofBatch, type TraceQuestion } from './trace-question.js';
export { TraceService, type TraceAnswer, type TraceScope } from './trace.service.js';
export { BatchBooksService, type BatchBooks } from './batch-books.service.js';
export type { Range } from './verdict/lump.js';
