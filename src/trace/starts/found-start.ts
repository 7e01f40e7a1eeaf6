import type { TraceBounds } from '../books/bounds.js';
import type { Unnamed } from '../books/graph.js';
import type { StoredGraph } from '../books/graph.store.js';
import { GraphUntil } from '../books/graph-until.js';
import { holdersOf, type Entry } from '../entry/entry.js';
import type { Ground } from '../trace-entry.js';
import type { GoodsAt } from '../trace-question.js';
import {
  enteredByBatch,
  noBatchesMade,
  noSuchBatch,
  noSuchBatches,
  noSuchGoods,
  noSuchPlace,
  noSuchThing,
} from '../trace.problems.js';
import type { Target } from '../trace.js';
import type { NamedStart } from './named-start.js';
import { groundOfUnit, targetsIn } from './unit-ground.js';

/** What a question came to in the books that its asker may see. */
export interface FoundStart {
  /** Batches that the hazard is in as a whole; of a logistic unit, those of which it holds or held any. */
  readonly batchIds: readonly string[];
  /** Batches of the product of which a day that was asked for is not on record. */
  readonly undated: readonly string[];
  /** Canonical key of the logistic unit that was named, and what it holds or held. */
  readonly unit: string | null;
  readonly ground: Ground | null;
  readonly entry: Entry | null;
  /** What is asked back from. */
  readonly targets: readonly Target[];
}

interface Finding {
  /** Whether a batch may yet appear in the books. */
  readonly isPending: (batchId: string) => Promise<boolean>;
  readonly bounds: TraceBounds;
  /** What had happened by this instant; null for all. */
  readonly until: number | null;
}

const nothing: FoundStart = {
  batchIds: [],
  undated: [],
  unit: null,
  ground: null,
  entry: null,
  targets: [],
};

/** Finds what was named, or refuses in the words of what is not there. */
export async function findStart(
  graph: StoredGraph,
  named: NamedStart,
  finding: Finding,
): Promise<FoundStart> {
  switch (named.kind) {
    case 'batches':
      return findBatches(graph, named, finding.isPending);
    case 'label':
      return findLabel(graph, named, finding);
    case 'goods':
      return { ...nothing, targets: await findGoods(graph, named.goods) };
    case 'entry':
      if (!(await isSeenPlace(graph, named.entry.placeId))) throw noSuchPlace();
      return { ...nothing, entry: named.entry };
  }
}

async function findBatches(
  graph: StoredGraph,
  named: Extract<NamedStart, { kind: 'batches' }>,
  isPending: Finding['isPending'],
): Promise<FoundStart> {
  const seen = new Set(await graph.seenBatches([...named.batchIds, ...named.undated]));
  const pending: string[] = [];
  for (const id of named.batchIds) {
    if (named.isByName && !seen.has(id) && (await isPending(id))) pending.push(id);
  }
  const batchIds = named.batchIds.filter((id) => seen.has(id) || pending.includes(id));
  if (!named.isByName && batchIds.length === 0) throw noBatchesMade();
  if (named.isByName && batchIds.length < named.batchIds.length) {
    if (named.batchIds.length === 1) throw noSuchBatch();
    const missing = named.batchIds.flatMap((id, place) => (batchIds.includes(id) ? [] : [place]));
    throw noSuchBatches(missing);
  }
  return wholeBatches(
    batchIds,
    named.undated.filter((id) => seen.has(id)),
  );
}

function wholeBatches(batchIds: readonly string[], undated: readonly string[] = []): FoundStart {
  const targets = batchIds.map((batch): Target => ({ kind: 'batch', batch }));
  return { ...nothing, batchIds, undated, targets };
}

/** One refusal, after the same statements, for what no label names and for what the asker may see nothing of. */
async function findLabel(
  graph: StoredGraph,
  { batchId, unit, from }: Extract<NamedStart, { kind: 'label' }>,
  finding: Finding,
): Promise<FoundStart> {
  const ofBatch = () => {
    if (from !== null) throw enteredByBatch();
    return wholeBatches([batchId]);
  };
  if ((await graph.seenBatches([batchId])).length > 0) return ofBatch();
  const instances = await graph.instancesOf(unit);
  if (instances.length > 0) return findUnit(graph, { unit, instances, from }, finding);
  if (await finding.isPending(batchId)) return ofBatch();
  throw noSuchThing();
}

async function findUnit(
  graph: StoredGraph,
  {
    unit,
    instances,
    from,
  }: { readonly unit: string; readonly instances: readonly string[]; readonly from: number | null },
  { until, bounds }: Finding,
): Promise<FoundStart> {
  const books = until === null ? graph : new GraphUntil(graph, until, 'begun');
  const ground = await groundOfUnit(books, instances, from, bounds);
  const targets = targetsIn(ground);
  const batchIds = targets.flatMap(({ batch }) => (batch === null ? [] : [batch]));
  return { ...nothing, batchIds, unit, ground, targets };
}

/** One target for each unit of measure, the same ones in the same order every time. */
async function findGoods(
  graph: StoredGraph,
  { productId, placeId }: GoodsAt,
): Promise<readonly Target[]> {
  const found = await graph.unnamedAt(placeId, productId);
  if (found.length === 0) throw noSuchGoods();
  const nameOf = ({ holder, uom }: Unnamed) => `${holder.kind}|${uom}`;
  return [...found]
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
    .map(({ holder, uom }) => ({ kind: 'holding', holder, product: productId, uom, batch: null }));
}

/** Whether anything that the asker may see ever stood at this place, loose or in a logistic unit. */
async function isSeenPlace(graph: StoredGraph, placeId: string): Promise<boolean> {
  if ((await graph.linesAt(holdersOf(placeId), null, 1)).length > 0) return true;
  return (await graph.movesInto('place', [placeId], 1)).length > 0;
}
