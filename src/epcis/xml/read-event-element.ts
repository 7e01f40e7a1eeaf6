import type { FaultList } from '../rules/faults.js';
import type { EventType } from '../../events/index.js';
import { eventSequence, quantityEvent, type XmlVersion } from './content.js';
import { contentsOf, otherAttributes } from './element-contents.js';
import { EventNames } from './event-names.js';
import { entriesOf, readPart, readText } from './event-parts.js';
import type { XmlPlaces } from './places.js';
import { asObjectEvent } from './quantity-event.js';
import { objectWith } from './read-extension.js';
import type { XmlElement } from './xml-tree.js';

/** Attributes that a document has, and a single event has instead of it. */
const documentAttributes = ['schemaVersion', 'creationDate'];

interface Surroundings {
  readonly version: XmlVersion;
  /** What the event's `@context` begins with; the namespaces of its names follow. */
  readonly context: readonly string[];
  readonly faults: FaultList;
  readonly places: XmlPlaces;
}

/** One event in the form that JSON-LD gives it, for the reader of JSON to check. */
export function readEventElement(
  element: XmlElement,
  { version, context, faults, places }: Surroundings,
): Readonly<Record<string, unknown>> {
  const names = new EventNames(element);
  const reading = { names, places, faults };
  const sequence = eventSequence(element.name as EventType | typeof quantityEvent, version);
  const { own, others } = contentsOf(element, sequence, faults, { open: true });
  const isRoot = element.parent === undefined;
  const attributes = otherAttributes(element, isRoot ? documentAttributes : [], faults, true);
  const members: [string, unknown][] = [
    // The names are filled in while the rest is read.
    ['@context', [...context, names.terms]],
    ['type', element.name],
    ...attributes.map((each): [string, unknown] => [names.nameOf(each), each.value]),
  ];
  const certificates = own.filter(({ name }) => name === 'certificationInfo');
  for (const child of own) {
    if (child.name === 'certificationInfo') continue;
    const value = readPart(child, reading);
    if (!isIdle(value, child, version)) members.push([child.name, value]);
  }
  if (certificates.length > 0) {
    members.push(['certificationInfo', entriesOf(certificates, readText, reading)]);
  }
  const isOfQuantity = element.name === quantityEvent;
  const told = isOfQuantity ? asObjectEvent(members, element, reading) : members;
  const event = objectWith(told, others, reading);
  for (const child of own) places.note(event, child.name, { element: child });
  return event;
}

/** 1.2 asks for these lists where there is nothing to list. */
function isIdle(value: unknown, { name }: XmlElement, version: XmlVersion): boolean {
  const isAsked = version === '1.2' && (name === 'epcList' || name === 'childEPCs');
  return value === undefined || (isAsked && Array.isArray(value) && value.length === 0);
}
