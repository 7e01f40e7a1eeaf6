import type { Amount } from '../kernel/index.js';
import type { Range } from '../trace/index.js';

/** What adds to a batch. */
export const batchOrigins = ['made', 'declaredGain', 'unaccountedIn'] as const;

/** Where its goods are, or went. */
export const batchEnds = [
  ...(['held', 'inTransit', 'sold', 'used', 'destroyed', 'sampled'] as const),
  ...(['declaredLoss', 'unaccounted'] as const),
];

export type BatchOrigin = (typeof batchOrigins)[number];
export type BatchEnd = (typeof batchEnds)[number];

/** Goods of the batch, or which may be, that came to one end. */
export interface Ended {
  readonly uom: string;
  readonly end: BatchEnd;
  readonly range: Range;
}

/** Goods that came to be of the batch; negative where that was taken back. */
export interface Began {
  readonly uom: string;
  readonly origin: BatchOrigin;
  readonly amount: Amount;
}
