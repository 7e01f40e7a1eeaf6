import type { Json } from '../kernel/index.js';

/**
 * One committed write, told to whoever follows. It names what was written and little more: followers
 * read the rest from its own tables, which hold the truth.
 */
export interface FeedRow {
  /** UUIDv7 made by the writer. */
  readonly id: string;
  /** Whose write it is. */
  readonly organisationId: string;
  /** What happened, in kebab-case and the past tense: `event-captured`, `codes-issued`. */
  readonly kind: string;
  /** What it happened to, in the words of its kind. */
  readonly subject: string;
  /** What a follower needs to decide whether to look further; under 1 kB. */
  readonly payload: Json;
  readonly recordedAt: Date;
}

/** A feed row with its place in the one order of all committed writes, contiguous from 1. */
export interface NumberedFeedRow extends FeedRow {
  /** Stays exact as a number: 2^53 writes are 285 years at a million a second. */
  readonly position: number;
}
