import { JsonNumber } from '../json/exact-json.js';
import { partSequences, type Sequence } from './content.js';
import { contentsOf, otherAttributes, textOf } from './element-contents.js';
import { objectWith, type EventReading } from './read-extension.js';
import { readSensorMetadata, readSensorReport } from './read-sensor.js';
import type { XmlElement } from './xml-tree.js';

/** How one element of EPCIS becomes the member of its name; undefined if it says nothing. */
export type Part = (element: XmlElement, reading: EventReading) => unknown;

/** An element directly below an event. */
export const readPart: Part = (element, reading) =>
  (parts.get(element.name) ?? readText)(element, reading);

export const readText: Part = (element, { names, faults }) => {
  otherAttributes(element, [], faults, false);
  return names.valueOf(element, element.name, textOf(element, faults));
};

const readDecimal: Part = (element, { faults }) => {
  otherAttributes(element, [], faults, false);
  const text = textOf(element, faults);
  const isNil = element.attributes.some(({ name, value }) => name === 'nil' && value === 'true');
  return isNil && text === '' ? undefined : new JsonNumber(text);
};

/** An element that has nothing but entries of one name. */
function listOf(entry: string, readEntry: Part): Part {
  return (element, reading) => {
    otherAttributes(element, [], reading.faults, false);
    const { own } = contentsOf(element, [`${entry}*`], reading.faults);
    return entriesOf(own, readEntry, reading);
  };
}

export function entriesOf(
  elements: readonly XmlElement[],
  read: Part,
  reading: EventReading,
): unknown[] {
  const entries = elements.map((element) => read(element, reading));
  reading.places.noteEntries(entries, elements);
  return entries;
}

/** An element whose children are its members. */
function objectOf(
  sequence: Sequence,
  readers: ReadonlyMap<string, Part>,
  rules: { readonly open?: boolean; readonly anyOrder?: boolean } = {},
): Part {
  return (element, reading) => {
    const { own, others } = contentsOf(element, sequence, reading.faults, rules);
    const attributes = otherAttributes(element, [], reading.faults, rules.open === true);
    const members: [string, unknown][] = attributes.map((attribute) => [
      reading.names.nameOf(attribute),
      attribute.value,
    ]);
    for (const child of own) {
      const value = (readers.get(child.name) ?? readText)(child, reading);
      if (value !== undefined) members.push([child.name, value]);
    }
    const object = objectWith(members, others, reading);
    for (const child of own) reading.places.note(object, child.name, { element: child });
    return object;
  };
}

/** An element whose text is the member of its name, with its type beside it. */
const readTyped: Part = (element, { names, places, faults }) => {
  otherAttributes(element, ['type'], faults, false);
  const { name } = element;
  const type = element.attributes.find((each) => each.name === 'type' && each.namespace === '');
  const typed = {
    ...(type !== undefined && { type: names.valueOf(element, 'type', type.value.trim()) }),
    [name]: textOf(element, faults),
  };
  places.note(typed, name, { element });
  places.note(typed, 'type', { element, attribute: 'type' });
  return typed;
};

/** Words that are set and unset, each a list of its own. */
const readDispositions: Part = (element, reading) => {
  otherAttributes(element, [], reading.faults, false);
  const { own } = contentsOf(element, partSequences.persistentDisposition, reading.faults);
  const named = ['unset', 'set'].map(
    (name) => [name, own.filter((child) => child.name === name)] as const,
  );
  return Object.fromEntries(
    named
      .filter(([, elements]) => elements.length > 0)
      .map(([name, elements]) => [name, entriesOf(elements, readText, reading)]),
  );
};

const readSensorElement: Part = (element, reading) => {
  const { own, others } = contentsOf(element, partSequences.sensorElement, reading.faults, {
    open: true,
  });
  otherAttributes(element, [], reading.faults, false);
  const metadata = own.find(({ name }) => name === 'sensorMetadata');
  const reports = own.filter(({ name }) => name === 'sensorReport');
  const members: [string, unknown][] = [];
  if (metadata !== undefined) {
    members.push(['sensorMetadata', readSensorMetadata(metadata, reading)]);
  }
  if (reports.length > 0) {
    members.push(['sensorReport', entriesOf(reports, readSensorReport, reading)]);
  }
  return objectWith(members, others, reading);
};

const epcs = listOf('epc', readText);
const quantities = listOf(
  'quantityElement',
  objectOf(partSequences.quantityElement, new Map([['quantity', readDecimal]])),
);
const place = objectOf(partSequences.place, new Map(), { open: true });

const parts: ReadonlyMap<string, Part> = new Map<string, Part>([
  ['epcList', epcs],
  ['childEPCs', epcs],
  ['inputEPCList', epcs],
  ['outputEPCList', epcs],
  ['quantity', readDecimal],
  ['quantityList', quantities],
  ['childQuantityList', quantities],
  ['inputQuantityList', quantities],
  ['outputQuantityList', quantities],
  ['readPoint', place],
  ['bizLocation', place],
  ['bizTransactionList', listOf('bizTransaction', readTyped)],
  ['sourceList', listOf('source', readTyped)],
  ['destinationList', listOf('destination', readTyped)],
  ['sensorElementList', listOf('sensorElement', readSensorElement)],
  ['persistentDisposition', readDispositions],
  ['ilmd', objectOf(partSequences.ilmd, new Map(), { open: true })],
  [
    'errorDeclaration',
    objectOf(
      partSequences.errorDeclaration,
      new Map([['correctiveEventIDs', listOf('correctiveEventID', readText)]]),
      // The schema of 2.0 leaves their order open.
      { open: true, anyOrder: true },
    ),
  ],
]);
