import type { FoldEvent } from '../model/claim.js';
import type { Posting, Work } from '../model/model.js';
import { endOf, startOf } from '../model/order.js';

/** Postings of one line leave room for the parts that matching may split it into. */
const partsMax = 10_000;

/** Collects the postings of one event, numbering each by its line and part. */
export class Splitter {
  readonly postings: Posting[] = [];

  constructor(readonly event: FoldEvent) {}

  /** A whole day spreads what is added and what is taken away over its two ends. */
  get isWholeDay(): boolean {
    return this.event.to > this.event.from;
  }

  /** Takes effect at the start of a whole day. */
  atStart(rank: number, line: number, work: Work, part = 0): void {
    this.add(startOf(this.event), rank, line * partsMax + part, work);
  }

  /** Takes effect at the end of a whole day. */
  atEnd(rank: number, line: number, work: Work, part = 0): void {
    this.add(endOf(this.event), rank, line * partsMax + part, work);
  }

  private add(at: number, rank: number, position: number, work: Work): void {
    const { author, eventId, ref } = this.event;
    this.postings.push({ order: { at, rank, author, eventId, ref, position }, work });
  }
}
