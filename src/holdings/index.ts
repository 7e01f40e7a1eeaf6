/**
 * holdings (L4): what is where. A fold turns the claims of events into flows of goods between lines of
 * holdings, and moves of logistic units; sums of those rows are the state at any instant.
 *
 * The fold is pure. `refold` asks a `FoldReader` for stored rows and answers with the rows to write; the
 * same way serves an event in order, a late one, a correction and a rebuild. Invariants: the rows
 * follow from the set of events alone, whatever the order of capture; a draw always comes to what it
 * claims, its shortfall booked as unaccounted in; flows have two ends, so nothing is lost between them.
 * A fact past a bound is folded after its capture, by a follower of the feed: until then it is settling.
 *
 * Not here: what a name in a document means (events), what may be done with held goods (activities,
 * recalls), how certain a link makes a trace (trace).
 */
export type * from './claim.js';
export type { ClaimLine } from './claim-lines.js';
export { derivedBatches, freezeBatches } from './freeze-spread.js';
export { releaseAll, releaseFreezes, selectCarriers, type BatchOf } from './freeze.store.js';
export { groupNamesOf, type GroupNames } from './handoff-group.js';
export { handoffsOf, type Handoff, type HandoffState } from './handoffs.js';
export {
  matchingAround,
  rangesNow,
  rangesOfDraw,
  type HeldPool,
  type PastDraw,
} from './holdings-reading.js';
export * from './keys.js';
export type * from './loads.js';
export { matchClaims, type Match, type Matching, type Rest } from './matching.js';
export { defaultWindows, type MatchingWindows } from './matching-tiers.js';
export type * from './model.js';
export { compareOrder } from './order.js';
export { PoolBounds, type PoolSegment } from './pool-bounds.js';
export { drawRange, poolRange, type BatchRange } from './pool-range.js';
export { compareStates, foldAnew, type StateDifference } from './rebuild.js';
export { refold, type EventChange, type FoldReader, type Refolded } from './refold.js';
export { isBooking, raisedBookings, type Booking } from './refusal.js';
export { postingId } from './replay.js';
export { balanceOf, type Balance } from './transform-balance.js';
export { HoldingsModule } from './holdings.module.js';
export { isSettling, type ReadState } from './pending.store.js';
export { settle } from './settling.js';
export { settlingSql } from './settling.sql.js';
export { SettlingService } from './settling.service.js';
export {
  HoldingsService,
  type FoldBound,
  type FoldChange,
  type Folded,
} from './holdings.service.js';
