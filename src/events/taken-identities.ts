import type { Problem } from '../kernel/index.js';
import type { Tx } from '../platform/index.js';
import {
  differs,
  identityRows,
  isDigestOf,
  storedAs,
  type Arrival,
  type IdentityRow,
} from './event-identity.js';
import { takeIdentities } from './event-identity.store.js';
import { selectEvents } from './seen-event.store.js';

/** Arrivals whose eventIDs are taken, and what the record holds under them. */
export interface Taken {
  readonly arrivals: readonly Arrival[];
  /** Those whose eventID stands for other content, in this request or before it. They have taken nothing. */
  readonly differing: readonly Arrival[];
  /** The stored event of an arrival that does not differ: itself when it is new. */
  readonly refOf: (arrival: Arrival) => string;
  readonly rowOf: (arrival: Arrival) => IdentityRow | undefined;
}

export async function takeArrivals(
  tx: Tx,
  organisationId: string,
  arrivals: readonly Arrival[],
): Promise<Taken> {
  const rows = await takeIdentities(tx, organisationId, identityRows(arrivals));
  const rowOfId = new Map(rows.map((row) => [row.eventId, row]));
  const rowOf = ({ eventId }: Arrival) => rowOfId.get(eventId);
  const storedOf = (arrival: Arrival) => {
    const row = rowOf(arrival);
    return row ? storedAs(arrival, row) : { ref: null, digest: null };
  };
  return {
    arrivals,
    differing: arrivals.filter((arrival) => !isDigestOf(arrival, storedOf(arrival).digest)),
    refOf: (arrival) => storedOf(arrival).ref ?? arrival.ref,
    rowOf,
  };
}

/** Refusals of one request that say where the events differ: both are read whole for it, and each may be large. */
export const comparedMax = 10;

/** The refusal of one that differs: compared with what is stored, or with the earlier event of the same request. */
export async function refusalOf(
  tx: Tx,
  arrival: Arrival,
  taken: Taken,
  isCompared = true,
): Promise<Problem> {
  if (!isCompared) return differs(arrival, undefined);
  const ref = taken.refOf(arrival);
  const earlier = taken.arrivals.find((other) => other.ref === ref)?.event;
  if (earlier !== undefined) return differs(arrival, earlier);
  const [stored] = await selectEvents(tx, [ref]);
  return differs(arrival, stored?.event);
}
