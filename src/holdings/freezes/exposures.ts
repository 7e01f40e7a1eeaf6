import { grouped } from '../../kernel/index.js';
import { mapping, stepByStep, type Tx } from '../../platform/index.js';
import type { Order, Posted } from '../model/model.js';
import {
  departuresOf,
  exposuresOf,
  type Departure,
  type Exposure,
  type HeldLine,
} from './freeze.js';
import { selectHeld, selectUnitsInside } from './freeze.store.js';

/** Lines that each holder holds. */
type Held = ReadonlyMap<string, readonly HeldLine[]>;

/**
 * Exposures of postings to single batches: of goods that leave, and of all that lies in the units that are moved.
 * `posted` may just have brought what they take. A few statements, however many the units are.
 */
export async function exposuresIn(
  tx: Tx,
  postings: readonly Posted[],
  posted: readonly Posted[],
): Promise<readonly Exposure[]> {
  const departures = departuresOf(postings);
  const moved = postings.flatMap(({ order, moves }) =>
    moves.filter(({ to }) => to.kind !== 'gone').map(({ instance }) => ({ order, instance })),
  );
  const packed = await packedIn(tx, new Set(moved.map(({ instance }) => instance)), posted);
  const pools = departures.filter(({ batch }) => batch === null).map(({ holder }) => holder.id);
  const units = [...packed].flatMap(([unit, inside]) => [unit, ...inside]);
  const held = await heldBy(tx, new Set([...pools, ...units]), posted);
  const carried = await stepByStep(
    mapping(moved, ({ order, instance }) =>
      unitsWithin(instance, packed).flatMap((unit) => contentsOf(unit, held, order)),
    ),
  );
  const leaving = [...departures, ...carried.flat()];
  const exposures = await stepByStep(
    mapping(leaving, (departure) => exposuresOf(departure, held.get(departure.holder.id) ?? [])),
  );
  return exposures.flat();
}

/** What stands directly in these units, and in those in turn, down to the last: as stored, and as just packed. */
async function packedIn(
  tx: Tx,
  tops: ReadonlySet<string>,
  posted: readonly Posted[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const packed = new Map<string, Set<string>>();
  const justPacked = grouped(
    posted.flatMap(({ moves }) =>
      moves.flatMap(({ to, instance }) => (to.kind === 'unit' ? { unit: to.id, instance } : [])),
    ),
    ({ unit }) => unit,
  );
  for (let level = [...tops]; level.length > 0;) {
    for (const unit of level) packed.set(unit, new Set());
    const stored = await selectUnitsInside(tx, level);
    const fresh = level.flatMap((unit) => justPacked.get(unit) ?? []);
    for (const { unit, instance } of [...stored, ...fresh]) packed.get(unit)?.add(instance);
    const inside = new Set(level.flatMap((unit) => [...(packed.get(unit) ?? [])]));
    level = [...inside].filter((unit) => !packed.has(unit));
  }
  return packed;
}

/** A unit and all that stands in it at any depth. */
function unitsWithin(top: string, packed: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const found = new Set([top]);
  for (const unit of found) for (const inside of packed.get(unit) ?? []) found.add(inside);
  return [...found];
}

async function heldBy(
  tx: Tx,
  holders: ReadonlySet<string>,
  posted: readonly Posted[],
): Promise<Held> {
  if (holders.size === 0) return new Map();
  const lines = [...(await selectHeld(tx, [...holders])), ...arrivalsOf(posted)];
  return grouped(lines, ({ holder }) => holder);
}

function contentsOf(unit: string, held: Held, { ref, at }: Order): Departure[] {
  return (held.get(unit) ?? [])
    .filter(({ book }) => book === 'goods')
    .map(({ product, uom, batch, amount }) => {
      const holder = { kind: 'unit', id: unit } as const;
      return { ref, at, holder, product, uom, batch, amount };
    });
}

/** What postings not yet written bring to holders. */
function arrivalsOf(posted: readonly Posted[]): HeldLine[] {
  return posted.flatMap(({ flows }) =>
    flows
      .filter(({ to }) => to.book === 'goods' || to.book === 'may')
      .map(({ to: { holder, product, uom, batch, book }, amount }) => ({
        holder: holder.id,
        product,
        uom,
        batch,
        book,
        amount,
      })),
  );
}
