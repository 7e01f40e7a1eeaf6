import type { Identifier } from '../identifiers/index.js';
import type { Entry } from './entry/entry.js';
import type { Form } from './trace.js';

/** What a trace is asked from: each is another way to say which goods a hazard was in. */
export type Start =
  /** Whole batches, by our ids: one hazard that entered all of them with their making. */
  | { readonly kind: 'batches'; readonly batchIds: readonly string[] }
  /** What a label says: a batch, whole, or an item of one; or a logistic unit, from an instant on. */
  | { readonly kind: 'label'; readonly thing: Identifier; readonly from: number | null }
  | { readonly kind: 'product'; readonly product: ProductMade }
  | { readonly kind: 'goods'; readonly goods: GoodsAt }
  | { readonly kind: 'entry'; readonly entry: Entry };

/** Batches of a product, by the days that its maker registered of them; each null day is not asked for. */
export interface ProductMade {
  readonly productId: string;
  /** First and last day of making at its place, both part of it: `YYYY-MM-DD`. */
  readonly madeFrom: string | null;
  readonly madeUntil: string | null;
  /** `YYYY-MM-DD`. */
  readonly bestBefore: string | null;
}

/** Goods of a product at a place, of which nobody recorded the batch. */
export interface GoodsAt {
  readonly productId: string;
  readonly placeId: string;
}

/** What one request for a trace asks. */
export interface TraceQuestion {
  readonly of: Start;
  readonly direction: 'forward' | 'backward' | 'both';
  /** What was known at this instant; null for now. */
  readonly asOf: Date | null;
  /** What had happened by this instant, whenever it was recorded; null for all. */
  readonly until: number | null;
  /** Narrower bounds than the usual ones. */
  readonly bounds: { readonly depth?: number; readonly nodes?: number };
  readonly form: Form;
}

/** Everything known and happened so far of one batch, as far as the usual bounds go. */
export function ofBatch(batchId: string, direction: TraceQuestion['direction']): TraceQuestion {
  const of = { kind: 'batches' as const, batchIds: [batchId] };
  return { of, direction, form: 'table', asOf: null, until: null, bounds: {} };
}

/** Batches that one question may name. */
export const batchesAskedMax = 20;
/** Batches that a product and its days may come to. */
export const batchesMadeMax = 100;
