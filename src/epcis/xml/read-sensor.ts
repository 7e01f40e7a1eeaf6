import { JsonNumber } from '../json/exact-json.js';
import { furrowNamespace } from '../../events/index.js';
import { otherAttributes, textOf } from './element-contents.js';
import { membersMark } from './furrow-markup.js';
import { faultAt } from './places.js';
import { parsed, type EventReading } from './read-extension.js';
import type { XmlElement } from './xml-tree.js';

const onBoth = [
  ...['time', 'deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod', 'bizRules'],
];

export const metadataAttributes: readonly string[] = [...onBoth, 'startTime', 'endTime'];

const numbers: ReadonlySet<string> = new Set([
  ...['value', 'minValue', 'maxValue', 'meanValue', 'sDev', 'percRank', 'percValue'],
]);

/** Texts in which white space counts. */
const strings: ReadonlySet<string> = new Set(['stringValue', 'uom']);

export const reportAttributes: readonly string[] = [
  ...['type', 'exception', ...onBoth, 'microorganism', 'chemicalSubstance'],
  ...['coordinateReferenceSystem', 'component', ...numbers],
  ...['uom', 'stringValue', 'booleanValue', 'hexBinaryValue', 'uriValue'],
];

/** What EPCIS says of a sensor stands in attributes, and so do extensions. */
export function readSensorMetadata(element: XmlElement, reading: EventReading): unknown {
  return readAttributes(element, metadataAttributes, reading);
}

export function readSensorReport(element: XmlElement, reading: EventReading): unknown {
  return readAttributes(element, reportAttributes, reading);
}

function readAttributes(
  element: XmlElement,
  known: readonly string[],
  reading: EventReading,
): unknown {
  const { names, places, faults } = reading;
  if (textOf(element, faults) !== '') {
    faultAt(faults, { element }, 'holds text; a sensor says all in attributes');
  }
  const others = otherAttributes(element, known, faults, true);
  const members = Object.fromEntries<unknown>([
    ...element.attributes
      .filter(({ name, namespace }) => namespace === '' && known.includes(name))
      .map(({ name, value }): [string, unknown] => [
        name,
        readValue(name, names.valueOf(element, name, value)),
      ]),
    ...others.flatMap(({ prefix, name, namespace, value }): [string, unknown][] => {
      if (namespace === furrowNamespace && name === membersMark) {
        return Object.entries(parsed(value) ?? {});
      }
      return [[names.nameOf({ prefix, name, namespace }), value]];
    }),
  ]);
  for (const name of known) {
    if (Object.hasOwn(members, name)) places.note(members, name, { element, attribute: name });
  }
  return members;
}

function readValue(name: string, text: string): unknown {
  if (strings.has(name)) return text;
  const value = text.trim();
  if (numbers.has(name)) return new JsonNumber(value);
  if (name !== 'booleanValue') return value;
  return { true: true, 1: true, false: false, 0: false }[value] ?? value;
}
