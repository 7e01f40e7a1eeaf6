import type { Identifier } from '../../identifiers/index.js';
import { faultyRequest, type Fault } from '../../kernel/index.js';
import type { Reader } from '../../platform/index.js';
import type { TraceGraph, Unnamed } from '../books/graph.js';
import { selectBatchOf } from '../books/named-batch.store.js';
import type { Target } from '../trace.js';

/** Goods as a request names them: a batch by our id or by what a label says, or a product at a place, batch unknown. */
export type GoodsName =
  | { readonly batchId: string }
  | { readonly thing: Identifier }
  | { readonly productId: string; readonly placeId: string };

/** Goods that the hazard was found in, or that somebody fell ill of. */
export interface AskedCase extends AskedSample {
  /** Where they were had. */
  readonly placeId: string | null;
}

/** A batch of which a sample was without the hazard. */
export interface AskedSample {
  readonly of: GoodsName;
  readonly weight: number;
  /** Where the request says so. */
  readonly pointer: string;
}

/** The batches that are named: null where goods without a batch are, undefined where a label names no batch. */
export type BatchIds = readonly (string | null | undefined)[];

export async function batchesNamed(
  reader: Reader,
  named: readonly AskedSample[],
): Promise<BatchIds> {
  const found: (string | null | undefined)[] = [];
  for (const { of } of named) {
    if ('productId' in of) found.push(null);
    else found.push('thing' in of ? await selectBatchOf(reader, of.thing) : of.batchId);
  }
  return found;
}

/** Finds goods in the books; of what is not there a fault is told, in the same words as of what is hidden. */
export class SeenGoods {
  private readonly faults: Fault[] = [];

  constructor(
    private readonly graph: TraceGraph,
    /** Whether a batch may yet appear in the books. */
    private readonly isPending: (batchId: string) => Promise<boolean>,
  ) {}

  async goods({ of, pointer }: AskedSample, id: BatchIds[number]): Promise<Target[]> {
    const found =
      'productId' in of ? await this.unnamed(of.productId, of.placeId) : await this.batch(id);
    if (found.length > 0) return found;
    const detail = 'productId' in of ? noGoods : noBatch;
    this.faults.push({ pointer: `${pointer}/${memberOf(of)}`, detail });
    return [];
  }

  /** Refuses what was not found, and these. */
  refuse(others: readonly Fault[]): void {
    const faults = [...this.faults, ...others];
    if (faults.length > 0) throw faultyRequest(faults);
  }

  private async batch(id: BatchIds[number]): Promise<Target[]> {
    if (id === null || id === undefined) return [];
    const isSeen = (await this.graph.flowsOfBatches([id], 1)).length > 0;
    return isSeen || (await this.isPending(id)) ? [{ kind: 'batch', batch: id }] : [];
  }

  /** One target for each unit of measure, the same ones in the same order every time. */
  private async unnamed(product: string, placeId: string): Promise<Target[]> {
    const found = await this.graph.unnamedAt(placeId, product);
    const nameOf = ({ holder, uom }: Unnamed) => `${holder.kind}|${uom}`;
    return [...found]
      .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
      .map(({ holder, uom }) => ({ kind: 'holding', holder, product, uom, batch: null }));
  }
}

const noBatch = 'names no batch in any event that you may see';
const noGoods =
  'no goods of this product without a batch are at this place in any event that you may see; name their batch';

/** Who names the same goods twice is told to give them more weight. */
export function repeated(asked: readonly (AskedSample | AskedCase)[], ids: BatchIds): Fault[] {
  const first = new Map<string, string>();
  return asked.flatMap((each, i) => {
    const { of, pointer } = each;
    const placeId = 'placeId' in each ? (each.placeId ?? '') : '';
    const goods = `${'productId' in of ? of.productId : (ids[i] ?? pointer)}|${placeId}`;
    const before = first.get(goods);
    if (before === undefined) first.set(goods, pointer);
    const detail = `names the same goods as ${before}; name them once, with more weight`;
    return before === undefined ? [] : [{ pointer, detail }];
  });
}

export function refuseMisplaced(cases: readonly AskedCase[], misplaced: readonly number[]): void {
  if (misplaced.length === 0) return;
  const detail =
    'the batch was never there in any event that you may see; leave the place out, or name the one where it was';
  throw faultyRequest(
    misplaced.map((i) => ({ pointer: `${cases[i]?.pointer ?? ''}/placeId`, detail })),
  );
}

function memberOf(of: GoodsName): 'batchId' | 'what' | 'productId' {
  if ('thing' in of) return 'what';
  return 'productId' in of ? 'productId' : 'batchId';
}
