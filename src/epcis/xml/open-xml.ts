import { furrowNamespace } from '../../events/index.js';
import { eventTooLong, partValuesMax } from '../rules/document-limits.js';
import { epcisContextUrl } from '../json/context.js';
import { FaultList } from '../rules/faults.js';
import {
  openDocument,
  readEventAt,
  type DocumentEvent,
  type Judging,
  type OpenDocument,
} from '../json/open-document.js';
import { rootSpot } from '../rules/spot.js';
import { XmlPlaces } from './places.js';
import { readEventElement } from './read-event-element.js';
import { readRoot, type XmlRoot } from './read-root.js';
import { xmlParsing, XmlRefusal, type XmlElement } from './xml-tree.js';

type Steps<Result> = Generator<undefined, Result>;

/**
 * Opens XML of EPCIS 2.0 or 1.2: a document, the answer to a query, or a single event. Extensions of the document
 * itself are allowed and not read. Each event becomes the JSON-LD that says the same, which the
 * reader of JSON checks; faults have paths in the XML in place of pointers.
 *
 * In steps of a few milliseconds, between which the caller may let others work.
 */
export function* xmlOpening(text: string, by: Judging): Steps<OpenDocument> {
  const faults = new FaultList();
  const root = yield* rootReading(text, faults);
  if (root === undefined) return nothingIn(faults);
  const { frame } = root;
  let masterData: OpenDocument['masterData'] = [];
  if (frame !== undefined && faults.isEmpty) {
    const checked = openDocument(frame.json, by);
    masterData = checked.masterData;
    for (const fault of checked.faults) {
      faults.take({ ...fault, pointer: frame.places.pathAt(frame.json, fault.pointer) });
    }
  }
  const events = eventsIn(root, by);
  return { isAlone: frame === undefined, faults: faults.toArray(), events, masterData };
}

function nothingIn(faults: FaultList): OpenDocument {
  return { isAlone: true, faults: faults.toArray(), events: [], masterData: [] };
}

function* rootReading(text: string, faults: FaultList): Steps<XmlRoot | undefined> {
  try {
    return readRoot(yield* xmlParsing(text), faults);
  } catch (error) {
    if (!(error instanceof XmlRefusal)) throw error;
    faults.add('', error.message, 'schema.xml');
    return undefined;
  }
}

function* eventsIn({ version, events }: XmlRoot, by: Judging): Iterable<DocumentEvent> {
  for (const element of events) yield readXmlEvent(element, version, by);
}

/** One event by both readers: of XML what is about XML, of JSON the rest. */
function readXmlEvent(
  element: XmlElement,
  version: XmlRoot['version'],
  by: Judging,
): DocumentEvent {
  refuseLongElement(element);
  const faults = new FaultList();
  const places = new XmlPlaces(element);
  const json = readEventElement(element, { version, context: [epcisContextUrl], faults, places });
  const placeOf = (pointer: string) => places.pathAt(json, pointer);
  const read = readEventAt(json, rootSpot(faults), by);
  for (const fault of read.faults) faults.take({ ...fault, pointer: placeOf(fault.pointer) });
  return { placeOf, event: read.event, faults: faults.toArray() };
}

/** By the values that its XML has at least: to count them costs less than to read them. */
function refuseLongElement(event: XmlElement): void {
  const uncounted = [event];
  let values = 0;
  for (let next = uncounted.pop(); next !== undefined; next = uncounted.pop()) {
    const { attributes, children } = next;
    const said = attributes.filter(({ namespace }) => namespace !== furrowNamespace).length;
    values += children.length === 0 ? Math.max(1, said) : said;
    if (values > partValuesMax) throw eventTooLong();
    for (const child of children) uncounted.push(child);
  }
}
