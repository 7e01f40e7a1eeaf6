import { formatInstant, parseOffset } from '../kernel/index.js';
import { QuantityView } from '../platform/index.js';
import type { Batch } from './batch.js';

/** A batch as its owner sees it. */
export class BatchView {
  /** Our id of the batch. */
  id!: string;
  /** Our id of its product. */
  productId!: string;
  /** Unique among the batches of its product; upper and lower case differ. */
  number!: string;
  /** The public code: `/t/{code}` answers whoever scans it. */
  code!: string | null;
  /** The party that made it. */
  makerPartyId!: string;
  /** As registered; what is left of it is in the holdings. */
  quantity!: QuantityView;
  /** When its making began, RFC 3339 with the offset of the place. */
  madeFrom!: string;
  /** When its making ended, not included; equal to `madeFrom` for an instant, a day later for a whole day. */
  madeUntil!: string;
  /** Day without time. */
  bestBefore!: string | null;
  /** The location where it was made: the one named, or its maker's default one. Null: there was none. */
  originLocationId!: string | null;
  /** When it was registered, RFC 3339 in UTC. */
  registeredAt!: string;
}

export function toBatchView(batch: Batch): BatchView {
  const offsetMinutes = parseOffset(batch.madeOffset);
  const local = (instant: Date) => formatInstant(instant.getTime(), offsetMinutes);
  return {
    id: batch.id,
    productId: batch.productId,
    number: batch.number,
    code: batch.code,
    makerPartyId: batch.makerPartyId,
    quantity: { value: batch.quantity, unit: batch.unit },
    madeFrom: local(batch.madeFrom),
    madeUntil: local(batch.madeUntil),
    bestBefore: batch.bestBefore,
    originLocationId: batch.originLocationId,
    registeredAt: batch.registeredAt.toISOString(),
  };
}
