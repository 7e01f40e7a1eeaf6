import type { FaultList } from '../rules/faults.js';
import { faultAt, type XmlPlaces } from './places.js';
import type { XmlElement } from './xml-tree.js';

type Members = readonly (readonly [name: string, value: unknown])[];

/**
 * The members of an event, from those that were read of a QuantityEvent: that something took place with so much of one class.
 * 1.2 advises against the type (7.4.4) and 2.0 has it no more. An ObjectEvent that observes the one entry of its quantityList
 * says the same, and it is kept as that one.
 */
export function asObjectEvent(
  members: Members,
  element: XmlElement,
  { places, faults }: { readonly places: XmlPlaces; readonly faults: FaultList },
): Members {
  const amount = Object.fromEntries(members.filter(isOfAmount));
  if (!('quantity' in amount)) faultAt(faults, { element }, 'must have quantity');
  for (const child of element.children) places.note(amount, child.name, { element: child });
  const quantityList = [amount];
  // What the entry lacks is missing in the event itself.
  places.noteEntries(quantityList, [element]);
  return [
    ...members.filter((member) => !isOfAmount(member)),
    ...([
      ['type', 'ObjectEvent'],
      ['action', 'OBSERVE'],
      ['quantityList', quantityList],
    ] as const),
  ];
}

function isOfAmount([name]: Members[number]): boolean {
  return name === 'epcClass' || name === 'quantity';
}
