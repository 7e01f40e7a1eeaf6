import type { Eyes } from '../../access/index.js';
import type { Reader } from '../../platform/index.js';
import { selectBatchOf } from '../books/named-batch.store.js';
import { tooManyBatches } from '../trace.problems.js';
import { batchesMadeMax, type GoodsAt, type Start } from '../trace-question.js';
import type { Entry } from '../entry/entry.js';
import { selectBatchesMade } from './batches-made.store.js';

/** What a question names, by our ids and keys; whether the asker may see it is for the trace to say. */
export type NamedStart =
  | {
      readonly kind: 'batches';
      readonly batchIds: readonly string[];
      /** By their ids, rather than by what is registered of them. */
      readonly isByName: boolean;
      /** Batches of the product of which a day that was asked for is not on record. */
      readonly undated: readonly string[];
    }
  | {
      readonly kind: 'label';
      /** The batch that the label names, itself or by an item; `noBatch` where it names none. */
      readonly batchId: string;
      /** Canonical key of the logistic unit that it would name. */
      readonly unit: string;
      readonly from: number | null;
    }
  | { readonly kind: 'goods'; readonly goods: GoodsAt }
  | { readonly kind: 'entry'; readonly entry: Entry };

/** Of no batch. It is asked for as any other, so that an unknown label costs as many statements as one of a hidden batch. */
const noBatch = '00000000-0000-0000-0000-000000000000';

/** `directory` sees names and events of everybody; of a product's batches only those in sight of `eyes` are taken, null for all. */
export async function nameStart(
  directory: Reader,
  eyes: Eyes | null,
  start: Start,
): Promise<NamedStart> {
  switch (start.kind) {
    case 'batches':
      return { ...start, isByName: true, undated: [] };
    case 'label':
      return nameLabel(directory, start);
    case 'product': {
      const { fitting, undated } = await selectBatchesMade(
        directory,
        eyes,
        start.product,
        batchesMadeMax,
      );
      if (fitting.length > batchesMadeMax) throw tooManyBatches();
      return {
        ...{ kind: 'batches', batchIds: fitting, isByName: false },
        undated: undated.slice(0, batchesMadeMax),
      };
    }
    default:
      return start;
  }
}

/** A label names a batch, itself or by an item; or else it may name a logistic unit. */
async function nameLabel(
  directory: Reader,
  { thing, from }: Extract<Start, { kind: 'label' }>,
): Promise<NamedStart> {
  const batchId = (await selectBatchOf(directory, thing)) ?? noBatch;
  return { kind: 'label', batchId, unit: thing.key, from };
}
