import type { Amount } from '../../kernel/index.js';
import type { Flow, Posted } from '../model/model.js';
import type { Refolded } from './refold.js';

/** A booking of unaccounted-in goods: one sum per event, place and batch, however many rows it took. */
export interface Booking {
  /** The event that it is charged to. */
  readonly ref: string;
  readonly at: number;
  readonly place: string | null;
  readonly product: string;
  readonly uom: string;
  readonly batch: string | null;
  readonly amount: Amount;
}

/**
 * What an act is refused for: the bookings that folding it raises, its own or those of
 * events earlier or later in the order, each with the amount that it grew by.
 */
export function raisedBookings({ posted, dropped, replaced }: Refolded): Booking[] {
  const before = bookingsOf([...dropped, ...replaced]);
  return [...bookingsOf(posted)].flatMap(([name, booking]) => {
    const amount = booking.amount - (before.get(name)?.amount ?? 0n);
    return amount > 0n ? [{ ...booking, amount }] : [];
  });
}

function bookingsOf(postings: readonly Posted[]): Map<string, Booking> {
  const bookings = new Map<string, Booking>();
  for (const { order, flows } of postings) {
    for (const flow of flows.filter(isBooking)) {
      const { ref, at } = order;
      const { place, from, amount: more } = flow;
      const { product, uom, batch } = from;
      const name = JSON.stringify([ref, place, product, uom, batch]);
      const amount = (bookings.get(name)?.amount ?? 0n) + more;
      bookings.set(name, { ref, at, place, product, uom, batch, amount });
    }
  }
  return bookings;
}

/** Flows out of the account of goods that nothing accounts for. */
export function isBooking({ from }: Flow): boolean {
  return from.holder.kind === 'account' && from.holder.id === 'unaccounted-in';
}
