/**
 * log (L2): the feed of committed writes, numbered after commit by one leased sequencer.
 * Tables: feed, feed_sequencer, feed_follower.
 * Invariants: a write and its feed row commit together; positions are contiguous from 1 and never change;
 * a row has none before its commit; a follower's writes and its position commit together.
 * The position is the only cursor of the service: ids and clocks commit out of order.
 * Not here: what a feed row means; hashes and signatures over the feed.
 */
export type { FeedRow, NumberedFeedRow } from './feed.js';
export { appendFeed, feedRows, readFeed } from './feed.store.js';
export { FeedLoops } from './feed-loops.js';
export { lockPositionIfFree } from './follower.store.js';
export { Loop, type Progress } from './loop.js';
export { LogModule } from './log.module.js';
