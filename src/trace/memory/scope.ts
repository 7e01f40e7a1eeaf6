import type { Amount } from '../../kernel/index.js';
import { transformation } from '../books/graph.js';
import type { LinkGraph } from './link-graph.js';

const none = -1;

/** Batches that a hazard is in for certain, as reached from those it entered: shortest ways first. */
export interface Scope {
  readonly batches: readonly number[];
  /** By place in `batches`, the row by which the batch before was used in making it; -1 where the hazard entered. */
  readonly parents: readonly number[];
  /** Rows of all of them, and makings from where the hazard entered to the last of them. */
  readonly rows: number;
  readonly levels: number;
}

/** How much of each one scope may have. */
export interface ScopeBounds {
  readonly batches: number;
  readonly rows: number;
  readonly levels: number;
}

/**
 * Everything made of some batches, where records force all of it: then each batch is certain as a whole, wherever it is.
 * Null where the judge is needed: a batch stood where goods were drawn without saying which, was in a tank, was guessed
 * at, or was used before it was made by the times on record; where a batch that is asked about is not known; and past the bounds.
 */
export function scopeOf(
  graph: LinkGraph,
  origins: readonly string[],
  bounds: ScopeBounds,
): Scope | null {
  const starts = origins.map((id) => graph.batches.find(id));
  const { rows } = graph;
  const batches = [...new Set(starts)].filter((number) => number !== undefined);
  if (starts.includes(undefined) || batches.some((batch) => rows.ofBatch(batch) === none))
    return null;
  const parents = batches.map(() => none);
  const levels = batches.map(() => 0);
  const seen = new Set(batches);
  const events = new Set<number>();
  const making = transformationOf(graph);
  let read = 0;
  for (let i = 0; i < batches.length; i += 1) {
    const batch = batches[i] ?? none;
    if (!isClear(graph, batch, making)) return null;
    const level = levels[i] ?? 0;
    if (level > bounds.levels || batches.length > bounds.batches) return null;
    for (let row = rows.ofBatch(batch); row !== none; row = rows.afterInBatch(row)) {
      read += 1;
      if (read > bounds.rows) return null;
      if (rows.to[row] !== making) continue;
      const event = rows.event[row] ?? none;
      if (events.has(event)) continue;
      events.add(event);
      if (graph.isOpaque(event)) return null;
      for (let made = rows.ofEvent(event); made !== none; made = rows.afterInEvent(made)) {
        const child = rows.batch[made] ?? none;
        if (rows.from[made] !== making || child === none || seen.has(child)) continue;
        seen.add(child);
        batches.push(child);
        parents.push(row);
        levels.push(level + 1);
      }
    }
  }
  return { batches, parents, rows: read, levels: levels.at(-1) ?? 0 };
}

/** Every spot that goods of a batch ever were at, and how much is there now by the books. */
export function heldOf({ rows, spots }: LinkGraph, batch: number): ReadonlyMap<number, Amount> {
  const held = new Map<number, Amount>();
  for (let row = rows.ofBatch(batch); row !== none; row = rows.afterInBatch(row)) {
    const [from, to] = [rows.from[row] ?? none, rows.to[row] ?? none];
    const amount = rows.amount[row] ?? 0n;
    if (!spots.isAccount(from)) held.set(from, (held.get(from) ?? 0n) - amount);
    if (!spots.isAccount(to)) held.set(to, (held.get(to) ?? 0n) + amount);
  }
  return held;
}

/** Whether all goods of a batch are known to be of it, and were used after they were made. */
function isClear(graph: LinkGraph, batch: number, making: number): boolean {
  const { rows, spots } = graph;
  if (graph.isDoubtful(batch)) return false;
  let [firstUse, firstMade, lastMade] = [Infinity, Infinity, -Infinity];
  for (let row = rows.ofBatch(batch); row !== none; row = rows.afterInBatch(row)) {
    const [from, to, at] = [rows.from[row] ?? none, rows.to[row] ?? none, rows.at[row] ?? 0];
    if (spots.isUnnamed(from) || spots.isUnnamed(to)) return false;
    if (spots.isAccount(to)) firstUse = Math.min(firstUse, at);
    if (!spots.isAccount(from)) continue;
    firstMade = Math.min(firstMade, at);
    if (from === making) lastMade = Math.max(lastMade, at);
  }
  return firstUse > (lastMade === -Infinity && firstMade !== Infinity ? firstMade : lastMade);
}

/** The spot where inputs meet outputs. */
function transformationOf({ spots }: LinkGraph): number {
  const holder = { kind: 'account' as const, id: transformation };
  return spots.take({ holder, product: '', uom: '', batch: null, owner: null, book: 'goods' });
}
