/**
 * recalls (L7): cases opened on batches by their maker or a regulator: what they reach, who was told and heard, what
 * came back, and their end.
 * Tables: recall, recall_draft, recall_signature, recall_settings, recall_notice, recall_change, recall_change_line,
 * recall_extension, recall_answer, recall_telling, recall_disposal, recall_check, recall_check_outcome.
 * Invariants: a draft is told to nobody; scope is read from the links at the time of asking, and no correction
 * takes goods out of it before the owner releases them; when an opening is answered, no act moves the goods.
 * Not here: the freeze itself and what it stops (holdings), how sure a link is (trace), the consumer's page (web).
 */
export { RecallsModule } from './recalls.module.js';
export { RecallsService } from './recalls.service.js';
export type { RecallOrder } from './opening/recall-words.js';
export { recallSql } from './verdict.sql.js';
