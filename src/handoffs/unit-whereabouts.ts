import type { Reader } from '../platform/index.js';
import { levelsMax, selectUnits, type UnitRow, type Viewer } from './own-goods.store.js';

/** A unit of the viewer's, and the outermost unit that it is in: itself where it stands alone. */
export interface Whereabouts {
  readonly unit: UnitRow;
  readonly outermost: UnitRow;
}

/**
 * Where units are, by instance, walking outwards a level at a time. Units that the viewer has no part in are left
 * out: what counts is whose the outermost one is.
 */
export async function whereaboutsOf(
  reader: Reader,
  viewer: Viewer,
  units: readonly UnitRow[],
): Promise<ReadonlyMap<string, Whereabouts>> {
  const known = new Map(units.map((unit) => [unit.instance, unit]));
  let asked: readonly UnitRow[] = units;
  for (let level = 0; level < levelsMax && asked.length > 0; level += 1) {
    const around = new Set(asked.flatMap((unit) => aroundIt(unit) ?? []));
    const unknown = [...around].filter((instance) => !known.has(instance));
    asked = unknown.length === 0 ? [] : await selectUnits(reader, viewer, 'instance', unknown);
    for (const unit of asked) known.set(unit.instance, unit);
  }
  const found = units.map((unit) => ({ unit, outermost: outermostOf(unit, known) }));
  return new Map(
    found.filter(({ outermost }) => outermost.isOwn).map((each) => [each.unit.instance, each]),
  );
}

function aroundIt({ kind, holder }: UnitRow): string | undefined {
  return kind === 'unit' && holder !== null ? holder : undefined;
}

function outermostOf(unit: UnitRow, known: ReadonlyMap<string, UnitRow>): UnitRow {
  let outermost = unit;
  for (let level = 0; level < levelsMax; level += 1) {
    const around = known.get(aroundIt(outermost) ?? '');
    if (around === undefined) break;
    outermost = around;
  }
  return outermost;
}
