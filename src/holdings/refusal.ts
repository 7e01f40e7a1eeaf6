import type { Amount } from './claim.js';
import type { Flow, Order, Posted } from './model.js';
import type { Refolded } from './refold.js';
import { postingId } from './replay.js';

/** A booking of unaccounted goods that a change raises: at which event, place and batch, and by how much. */
export interface RaisedBooking {
  readonly order: Order;
  readonly place: string | null;
  readonly product: string;
  readonly uom: string;
  readonly batch: string | null;
  readonly raisedBy: Amount;
}

/**
 * What an act is refused for (DESIGN 4.4): the bookings of unaccounted-in goods that folding it raises,
 * its own or those of events before or after it. `before` are the stored postings that it replaces.
 */
export function raisedBookings(before: readonly Posted[], after: Refolded): RaisedBooking[] {
  const old = new Map(before.map((posted) => [postingId(posted), bookingsOf(posted)]));
  return after.posted.flatMap((posted) => {
    const was = old.get(postingId(posted));
    return [...bookingsOf(posted)].flatMap(([name, { flow, amount }]) => {
      const raisedBy = amount - (was?.get(name)?.amount ?? 0n);
      if (raisedBy <= 0n) return [];
      const { product, uom, batch } = flow.from;
      return [{ order: posted.order, place: flow.place, product, uom, batch, raisedBy }];
    });
  });
}

/** Bookings by place, product and batch: a booking is one sum however many rows it took. */
function bookingsOf({ flows }: Posted): Map<string, { flow: Flow; amount: Amount }> {
  const bookings = new Map<string, { flow: Flow; amount: Amount }>();
  for (const flow of flows) {
    const { holder, product, uom, batch } = flow.from;
    if (holder.kind !== 'account' || holder.id !== 'unaccounted-in') continue;
    const name = JSON.stringify([flow.place, product, uom, batch]);
    const amount = (bookings.get(name)?.amount ?? 0n) + flow.amount;
    bookings.set(name, { flow, amount });
  }
  return bookings;
}
