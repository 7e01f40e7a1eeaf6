import { setImmediate as nextTurn } from 'node:timers/promises';
import { goodsKey, partyInName, type Holder, type Line, type Order } from '../../holdings/index.js';
import { isUuid } from '../../kernel/index.js';
import type { TraceBounds } from '../books/bounds.js';
import { gather, type Gathered } from '../books/gather.js';
import { isAccount, poolOf, type TraceGraph } from '../books/graph.js';
import { startOf, tripsIn, type Target } from '../trace.js';
import type { Spot, Trail } from './trail.js';
import { Trails } from './trails.js';
import type { UnitTrips } from '../books/unit-trips.js';

/** Goods that the hazard was found in or that made somebody ill. */
export interface SuspectCase {
  /** A batch; or goods without one, by unit of measure. */
  readonly targets: readonly Target[];
  /** Where they were had, if that is known. */
  readonly placeId: string | null;
}

/** All that was read around some goods, back to what they came from. */
export interface Background {
  readonly gathered: Gathered;
  readonly trips: UnitTrips;
}

/** What whoever asks may know, and how long it may take. */
export interface Sighted {
  /** Whose places are, by place. */
  readonly parties: ReadonlyMap<string, string>;
  /** Whether every record may be seen. */
  readonly isAll: boolean;
  readonly bounds: TraceBounds;
}

export const batchSpot = (id: string): Spot => `batch|${id}`;
export const placeSpot = (id: string): Spot => `place|${id}`;
export const partySpot = (id: string): Spot => `party|${id}`;

export async function readBackground(
  graph: TraceGraph,
  targets: readonly Target[],
  bounds: TraceBounds,
): Promise<Background> {
  const gathered = await gather(graph, targets.map(startOf), 'backward', bounds);
  return { gathered, trips: await tripsIn(graph, gathered) };
}

/** Registered places in what was read. */
export function placesRead({ gathered, trips }: Background): string[] {
  const holders = gathered.flows.flatMap(({ flow }) => [flow.from.holder.id, flow.to.holder.id]);
  return [...new Set([...holders, ...trips.places()])].filter(isUuid);
}

/** The trails of all goods that were read; undefined where time ended first. */
export async function follow(
  { gathered, trips }: Background,
  { parties, bounds, isWithBatches }: Sighted & { readonly isWithBatches: boolean },
): Promise<Trails | undefined> {
  const spotsAt = (place: string) => {
    const party = partyInName(place) ?? parties.get(place);
    return [placeSpot(place), ...(party === undefined ? [] : [partySpot(party)])];
  };
  const trails = new Trails({
    flows: gathered.flows,
    trips,
    spotsOf: ({ holder, batch }) => [
      ...(holder.kind === 'place' || holder.kind === 'tank' ? spotsAt(holder.id) : []),
      ...(isWithBatches && batch !== null ? [batchSpot(batch)] : []),
    ],
    spotsOnWay: ({ id, custody }) => [
      ...(id === null ? [] : spotsAt(id)),
      ...(custody === null ? [] : [partySpot(custody)]),
    ],
  });
  return (await trails.follow(bounds.isTimeUp, nextTurn)) ? trails : undefined;
}

/** Undefined where no goods of a case are on record where they were had. */
export function trailOfCase(
  trails: Trails,
  { targets, placeId }: SuspectCase,
  { gathered, trips }: Background,
): Trail | undefined {
  const isMeant = (line: Line) =>
    targets.some((target) => isLineOf(line, target)) && isAt(line, placeId, trips);
  const until = ({ holder }: Line) => (placeId === null ? null : leaving(holder, placeId, trips));
  const isUnnamed = targets.some(({ kind }) => kind === 'holding');
  if (!isUnnamed) return trails.of(isMeant, until);
  const drawnOn = poolsDrawnOn(gathered);
  // Goods without a batch; whatever stood where somebody drew without saying which; or where only named ones came, those.
  const mayBe = (line: Line) => line.batch === null || drawnOn.has(poolOf(line)?.key ?? '');
  return trails.of((line) => isMeant(line) && mayBe(line), until) ?? trails.of(isMeant, until);
}

/** Pools out of which goods went without their batch while several stood there. */
function poolsDrawnOn({ flows }: Gathered): Set<string> {
  const drawn = flows.filter(({ flow }) => flow.from.book === 'draws');
  return new Set(drawn.flatMap(({ flow }) => poolOf(flow.from)?.key ?? []));
}

function isLineOf(line: Line, target: Target): boolean {
  if (isAccount(line)) return false;
  if (target.kind === 'batch') return line.batch === target.batch;
  const { holder, product, uom } = target;
  return poolOf(line)?.key === goodsKey(holder, product, uom);
}

function isAt({ holder }: Line, placeId: string | null, trips: UnitTrips): boolean {
  if (placeId === null || holder.id === placeId) return true;
  return trips.between(holder, undefined, null).some(({ to }) => to.id === placeId);
}

/** When a logistic unit went on from a place; null while it is there. */
function leaving(holder: Holder, placeId: string, trips: UnitTrips): Order | null {
  const moves = trips.between(holder, undefined, null);
  return moves[moves.findLastIndex(({ to }) => to.id === placeId) + 1]?.order ?? null;
}
