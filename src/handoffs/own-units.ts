import { outermostOf } from '../holdings/index.js';
import type { Reader } from '../platform/index.js';
import { selectUnits, type UnitRow, type Viewer } from './own-goods.store.js';

/** A unit of the viewer's, and the outermost unit that it is in: itself where it stands alone. */
export interface OwnUnit {
  readonly unit: UnitRow;
  readonly outermost: UnitRow;
}

/** Those of these units that are the viewer's, by instance: what counts is whose the outermost one is. */
export async function ownUnitsOf(
  reader: Reader,
  viewer: Viewer,
  units: readonly UnitRow[],
): Promise<ReadonlyMap<string, OwnUnit>> {
  const inside = units.filter(({ kind }) => kind === 'unit').map(({ instance }) => instance);
  const outermost = await outermostOf(reader, inside);
  const known = new Map(units.map((unit) => [unit.instance, unit]));
  const unknown = new Set([...outermost.values()].map(({ instance }) => instance));
  for (const instance of known.keys()) unknown.delete(instance);
  if (unknown.size > 0) {
    const around = await selectUnits(reader, viewer, 'instance', [...unknown]);
    for (const unit of around) known.set(unit.instance, unit);
  }
  const found = units.flatMap((unit) => {
    const around = known.get(outermost.get(unit.instance)?.instance ?? unit.instance);
    return around?.isOwn === true ? [{ unit, outermost: around }] : [];
  });
  return new Map(found.map((own) => [own.unit.instance, own]));
}
