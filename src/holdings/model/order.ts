import type { FoldEvent } from './claim.js';
import type { Order } from './model.js';

/**
 * Classes at one instant: what is added stands before what is unpacked, drawn inside,
 * drawn outward and counted. A whole-day clean-out first notes what it finds.
 */
export const Rank = { note: 0, add: 1, unpack: 2, inside: 3, outward: 4, count: 5 } as const;

/** Compares two places in the one order of everything; recording time plays no part in it. */
export function compareOrder(a: Order, b: Order): number {
  return (
    a.at - b.at ||
    a.rank - b.rank ||
    compareText(a.author, b.author) ||
    compareText(a.eventId, b.eventId) ||
    compareText(a.ref, b.ref) ||
    a.position - b.position
  );
}

/** Code unit order, which is also the order of the "C" collation for the characters ids are made of. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A whole-day event adds at the first millisecond of its day. */
export function startOf(event: FoldEvent): number {
  return event.from;
}

/** A whole-day event takes away at the last millisecond of its day. */
export function endOf(event: FoldEvent): number {
  return event.to > event.from ? event.to - 1 : event.from;
}
