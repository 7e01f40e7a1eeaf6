import { faultyRequest, parseStored, wholeAmount, type Fault } from '../kernel/index.js';
import type { Directory, KnownGoods } from './directory.js';
import type { Arrival } from './event-identity.js';
import { isQuantityList, type EventThing } from './event-things.js';

/**
 * Refuses an act that names what is no goods, makes goods of another's product, or an amount that the books of its
 * product cannot hold. A fact with the same is kept and moves what can be understood; whoever means it for now is there
 * to mend it. Pointers lead into the event.
 */
export function refuseUnfitGoods(
  { event, things }: Pick<Arrival, 'event' | 'things'>,
  organisationId: string,
  directory: Directory,
): void {
  const makesAll = event.type === 'ObjectEvent' && event.action === 'ADD';
  const made = things.filter(({ role }) => makesAll || role === 'output');
  const faults = [
    ...things.flatMap((thing) => faultOf(thing, directory) ?? []),
    ...made.flatMap((thing) => makingFaultOf(thing, organisationId, directory) ?? []),
  ];
  if (faults.length > 0) throw faultyRequest(faults);
}

function faultOf(thing: EventThing, directory: Directory): Fault | undefined {
  const { list, position, role, kind, key } = thing;
  const pointer = `/${list}/${position}`;
  const known = directory.goods(thing);
  if (!isQuantityList(list)) {
    const isLoad = kind === 'unit' || kind === 'asset' || directory.isUnit(key);
    if (role === 'parent' || isLoad || known !== undefined) return undefined;
    return { pointer, detail: 'names neither goods nor a logistic unit' };
  }
  if (known === undefined) return { pointer: `${pointer}/epcClass`, detail: 'names no goods' };
  if (isMeasured(thing, known)) return undefined;
  const detail = `is no unit that can be converted into ${known.unit}, in which this product is kept`;
  return { pointer: `${pointer}/uom`, detail };
}

/** What somebody else registered nobody makes but he: it would stand in the story of his goods. */
function makingFaultOf(
  thing: EventThing,
  organisationId: string,
  directory: Directory,
): Fault | undefined {
  const { list, position } = thing;
  const makerId = directory.goods(thing)?.makerId ?? organisationId;
  if (makerId === organisationId) return undefined;
  const pointer = `/${list}/${position}${isQuantityList(list) ? '/epcClass' : ''}`;
  return { pointer, detail: 'is of a product of another maker, who alone makes them by an act' };
}

/** What was only mentioned has no unit yet, and is kept in whatever unit it comes. */
function isMeasured({ quantity, uom }: EventThing, known: KnownGoods): boolean {
  const isMentioned = known.measure(wholeAmount(1), known.unit) === undefined;
  if (quantity === undefined || isMentioned) return true;
  return known.measure(parseStored(quantity), uom) !== undefined;
}
