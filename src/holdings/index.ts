/**
 * holdings (L4): what is where. A fold turns the claims of events into flows of goods between lines of
 * holdings, and moves of logistic units; sums of those rows are the state at any instant.
 *
 * `model` is what the fold speaks of, `matching` who meets whom, `books` what each posting does: these three are pure
 * and know nothing else. `state` keeps what came out, `freezes` stops acts. `refold` asks a `FoldReader` for stored
 * rows and answers with the rows to write; the same way serves an event in order, a late one, a correction and a
 * rebuild. Invariants: the rows follow from the set of events alone, whatever the order of capture; a draw always
 * comes to what it claims, its shortfall booked as unaccounted in; flows have two ends, so nothing is lost between
 * them.
 * A fact past a bound is folded after its capture, by a follower of the feed: until then it is settling.
 *
 * Not here: what a name in a document means (events), what may be done with held goods (activities,
 * recalls), how certain a link makes a trace (trace).
 */
export type { Claim, Declared, FoldEvent, Goods, Load, Place } from './model/claim.js';
export type { ClaimLine } from './model/claim-lines.js';
export { derivedBatches, freezeBatches } from './freezes/freeze-spread.js';
export {
  keepFromClosing,
  releaseAll,
  releaseFreezes,
  selectCarriers,
  type BatchOf,
} from './freezes/freeze.store.js';
export { handoffsOf, type Handoff, type HandoffState } from './matching/handoffs.js';
export {
  isUnregisteredSql,
  partyInNameSql,
  sendingEventSql,
  unitOfSql,
} from './holder-names.sql.js';
export { matchingAround, rangesNow, rangesOfDraw } from './holdings-reading.js';
export {
  goodsKey,
  keyOf,
  partyInName,
  sendingEvent,
  standingKey,
  timelineKey,
  unitOf,
  unregisteredPlace,
} from './model/keys.js';
export type { OrderedFlow } from './model/loads.js';
export type { Evidence, Holder, Key, Line, Order } from './model/model.js';
export { compareOrder } from './model/order.js';
export { PoolBounds, type PoolSegment } from './books/pool-bounds.js';
export type { BatchRange } from './books/pool-range.js';
export { goodsFrozen } from './freezes/freeze.problems.js';
export { notEnoughGoods } from './holdings.problems.js';
export { outermostOf, type OutermostUnit } from './outermost.store.js';
export { compareStates, foldAnew, type StateDifference } from './rebuild.js';
export type { Booking } from './books/refusal.js';
export { balanceOf } from './model/transform-balance.js';
export { HoldingsModule } from './holdings.module.js';
export { areHandoffsSettling, isSettling } from './state/pending.store.js';
export { settle } from './settling.js';
export { settlingSql } from './settling.sql.js';
export { fold, type Folded } from './fold.js';
export { isSeenRecallSql } from './freezes/seen-recall.sql.js';
export { isViewersHolderSql, isViewersLineSql, isViewersPlaceSql } from './viewers-holder.sql.js';
