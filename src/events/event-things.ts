import { parseIdentifier, type Identifier } from '../identifiers/index.js';
import type { EpcisEvent, Quantity } from './epcis-event.js';

/** What part a thing plays in the event. */
export type ThingRole = 'object' | 'parent' | 'child' | 'input' | 'output';

/** The member that names things. Goods of `epcList` and goods of `quantityList` are different goods. */
export type ThingList = keyof typeof listRoles;

/** One thing an event names: an instance (item, unit, asset) or so much of a class (batch, product). */
export interface EventThing {
  readonly role: ThingRole;
  readonly list: ThingList;
  /** Place in its list, from 0. With event and list it names the row, so it is derived and never drawn. */
  readonly position: number;
  /** As the author wrote it. */
  readonly epc: string;
  /** The same for every notation of the same thing. */
  readonly key: string;
  readonly kind: Identifier['kind'];
  readonly parts: Identifier['parts'];
  /** Decimal text; absent for instances and for amounts not recorded. */
  readonly quantity?: string;
  /** Absent means a count of pieces. */
  readonly uom?: string;
}

const listRoles = {
  parentID: 'parent',
  epcList: 'object',
  quantityList: 'object',
  childEPCs: 'child',
  childQuantityList: 'child',
  inputEPCList: 'input',
  inputQuantityList: 'input',
  outputEPCList: 'output',
  outputQuantityList: 'output',
} as const satisfies Partial<Record<keyof EpcisEvent, ThingRole>>;

const thingLists = Object.keys(listRoles) as readonly ThingList[];

/**
 * Every thing the event names, in a fixed order. An instance named twice in one list, even in two notations,
 * is one thing and comes once; two amounts of one class are two amounts.
 */
export function thingsOf(event: EpcisEvent): readonly EventThing[] {
  return thingLists.flatMap((list) => {
    if (event[list] === undefined) return [];
    const seen = new Set<string>();
    return entriesOf(event[list])
      .map((entry, position) => thing(list, position, entry))
      .filter(({ key }) => isQuantityList(list) || (!seen.has(key) && seen.add(key)));
  });
}

type Entry = string | Quantity;

function entriesOf(member: Entry | readonly Entry[]): readonly Entry[] {
  return Array.isArray(member) ? (member as readonly Entry[]) : [member as Entry];
}

function thing(list: ThingList, position: number, entry: Entry): EventThing {
  const { epcClass: epc, ...amount } = typeof entry === 'string' ? { epcClass: entry } : entry;
  return { role: listRoles[list], list, position, epc, ...parseIdentifier(epc), ...amount };
}

/** Whether a list names so much of a class, and not instances. */
export function isQuantityList(list: ThingList): boolean {
  return list.endsWith('uantityList');
}
