import type { Place } from './claim.js';
import type { Holder, Key, Line, Where } from './model.js';

/** The holder that a place is: goods in a blending one mix. */
export function holderOf(place: Place): Holder {
  return { kind: place.mixing === 'blending' ? 'tank' : 'place', id: place.id };
}

/** What parts the names of holders. Rows are full of them: in SQL, holder-names.sql.ts alone takes them apart. */
export const partyMark = '@';
export const instanceMark = '~';
export const lineMark = '#';

/** A place of a party that nobody registered: by the key that its author gives it, or the only one of the party. */
export function unregisteredPlace(party: string, key = ''): Place {
  return { id: `${key}${partyMark}${party}`, party, mixing: 'discrete' };
}

/** The party of a place that nobody registered. Null for a registered place, which goes by its own id. */
export function partyInName(place: string): string | null {
  const mark = place.lastIndexOf(partyMark);
  return mark < 0 ? null : place.slice(mark + 1);
}

/** A line of a releasing or taking claim: goods first, then units. It is also the name of the transit line. */
export function lineId(ref: string, index: number): string {
  return `${ref}${lineMark}${index}`;
}

/** The ref of the event whose line this is. */
export function sendingEvent(line: string): string {
  return line.split(lineMark, 1)[0] ?? '';
}

export function unitHolder(instance: string): Holder {
  return { kind: 'unit', id: instance };
}

/**
 * The key that a line's books fold under. A place is one pool per product and unit of measure; tanks,
 * logistic units and transit lines are one key each, since what happens to them happens to all they hold.
 */
export function goodsKey(holder: Holder, product: string, uom: string): Key {
  const name = `${holder.kind}:${holder.id}`;
  return holder.kind === 'place' ? `${name}|${product}|${uom}` : name;
}

/** The key of a line, or null for an account, which keeps no state. */
export function keyOf(line: Line): Key | null {
  return line.holder.kind === 'account' ? null : goodsKey(line.holder, line.product, line.uom);
}

const standingPrefix = 'standing:';

/** The units that stand directly in a place or a unit. */
export function standingKey(kind: 'place' | 'unit', id: string): Key {
  return `${standingPrefix}${kind}:${id}`;
}

const timelinePrefix = 'timeline:';

/** Where a unit is, all its generations and copies. */
export function timelineKey(unit: string): Key {
  return `${timelinePrefix}${unit}`;
}

/** The unit of a timeline's key. */
export function unitOfTimeline(key: Key): string {
  return key.slice(timelinePrefix.length);
}

/** What the state of a key tells of. */
export function kindOf(key: Key): 'goods' | 'standing' | 'timeline' {
  if (key.startsWith(standingPrefix)) return 'standing';
  return key.startsWith(timelinePrefix) ? 'timeline' : 'goods';
}

/** Instances of one unit, its generations and copies, share its name up to the mark. */
export function instanceOf(unit: string, ref: string, position: number): string {
  return `${unit}${instanceMark}${ref}.${position}`;
}

export function unitOf(instance: string): string {
  const mark = instance.indexOf(instanceMark);
  return mark < 0 ? instance : instance.slice(0, mark);
}

/** The key of the units standing where this says, if that is a place or a unit. */
export function standingAt(where: Where | null): Key | null {
  if (where?.kind === 'place' || where?.kind === 'unit') return standingKey(where.kind, where.id);
  return null;
}

export function account(name: string): Holder {
  return { kind: 'account', id: name };
}
