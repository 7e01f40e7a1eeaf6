import type { Reader } from '../platform/index.js';

interface UnitAt {
  readonly instance: string;
  readonly kind: 'place' | 'unit' | 'transit' | 'gone';
  readonly holder: string | null;
}

/** A unit that is in no other, and where it stands: in transit that is the line that sent it. */
export interface OutermostUnit extends UnitAt {
  readonly kind: Exclude<UnitAt['kind'], 'unit'>;
}

/**
 * The outermost unit around each of these: itself where it stands alone. Nothing bounds how deep units are packed, and
 * whoever has goods of a recall is told however deep they lie; so each unit on the way is read once, whatever is in it.
 * Of a circle, which the fold never books, none is outermost.
 */
export async function outermostOf(
  reader: Reader,
  instances: readonly string[],
): Promise<ReadonlyMap<string, OutermostUnit>> {
  if (instances.length === 0) return new Map();
  const units = await reader.query<UnitAt>(
    `WITH RECURSIVE around AS (
       SELECT instance, kind, holder FROM unit_place WHERE instance = ANY($1::text[])
       UNION
       SELECT unit_place.instance, unit_place.kind, unit_place.holder
       FROM around JOIN unit_place ON unit_place.instance = around.holder
       WHERE around.kind = 'unit'
     )
     SELECT instance, kind, holder FROM around`,
    [[...new Set(instances)]],
  );
  const known = new Map(units.map((unit) => [unit.instance, unit]));
  const found = instances.map((instance) => [instance, outwards(known, instance)] as const);
  return new Map(
    found.flatMap(([instance, unit]) => (unit === undefined ? [] : [[instance, unit]])),
  );
}

function outwards(known: ReadonlyMap<string, UnitAt>, instance: string): OutermostUnit | undefined {
  let unit = known.get(instance);
  for (let left = known.size; left > 0 && unit !== undefined; left -= 1) {
    if (isOutermost(unit)) return unit;
    unit = known.get(unit.holder ?? '');
  }
  return undefined;
}

function isOutermost(unit: UnitAt): unit is OutermostUnit {
  return unit.kind !== 'unit';
}
