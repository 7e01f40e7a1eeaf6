import type { Fault } from '../../kernel/index.js';
import type { CaptureDocument } from '../document.js';
import { FaultList } from '../faults.js';
import { XmlPlaces } from './places.js';
import { rootReading } from './read-root.js';
import { xmlParsing, XmlRefusal } from './xml-tree.js';

/** A document of XML as the JSON-LD document that says the same. */
export interface XmlReading {
  /** For a reader of JSON, which checks all that is not about XML; undefined if the text is no document of EPCIS. */
  readonly json: unknown;
  /** What is wrong with the XML, with paths in place of pointers. */
  readonly faults: readonly Fault[];
  /** The path in the XML of what a JSON Pointer points to. */
  readonly pathAt: (pointer: string) => string;
}

type Steps<Result> = Generator<undefined, Result>;

/**
 * Reads XML of EPCIS 2.0 or 1.2: a document, the answer to a query, or a single event. Master data in the header and
 * extensions of the document itself are allowed and not read. Numbers are `JsonNumber`s, which keep their digits.
 */
export function* xmlReading(text: string): Steps<XmlReading> {
  const faults = new FaultList();
  const places = new XmlPlaces();
  const json = yield* textReading(text, faults, places);
  const pathAt = (pointer: string): string => places.pathAt(json, pointer);
  return { json, faults: faults.toArray(), pathAt };
}

/**
 * Reads XML by a reader of JSON, such as `captureDocumentReading`; each fault has its path in the XML as pointer. In steps
 * of some milliseconds, between which the caller may let others work.
 */
export function* xmlDocumentReading(
  text: string,
  jsonReading: (json: unknown) => Steps<CaptureDocument>,
): Steps<CaptureDocument> {
  const { json, faults, pathAt } = yield* xmlReading(text);
  const read = json === undefined ? { events: [] } : yield* jsonReading(json);
  const found = 'faults' in read ? read.faults : [];
  const all = new FaultList();
  for (const each of faults) all.take(each);
  for (const each of found) all.take({ ...each, pointer: pathAt(each.pointer) });
  const [first, ...others] = all.toArray();
  return first === undefined ? read : { faults: [first, ...others] };
}

function* textReading(text: string, faults: FaultList, places: XmlPlaces): Steps<unknown> {
  try {
    return yield* rootReading(yield* xmlParsing(text), { faults, places });
  } catch (error) {
    if (!(error instanceof XmlRefusal)) throw error;
    faults.add('', error.message, 'schema.xml');
    return undefined;
  }
}
