import { futureToleranceMilliseconds, type EpcisEvent } from '../events/index.js';
import { readContext } from './context.js';
import type { CaptureDocument } from './document.js';
import { FaultList } from './faults.js';
import { checkBounds } from './json-bounds.js';
import { readEvent } from './read-event.js';
import { at, fault, isObject, rootSpot, type Spot } from './reader.js';

/**
 * Reads the events of an EPCISQueryDocument, the answer of another repository, a step an event. Capture refuses these: who
 * asked decides what to record.
 *
 * @param json as for `captureDocumentReading`
 * @param now the present in epoch milliseconds
 */
export function* queryDocumentReading(
  json: unknown,
  now: number,
): Generator<undefined, CaptureDocument> {
  const faults = new FaultList();
  const spot = rootSpot(faults);
  checkBounds(json, spot);
  const events = faults.isEmpty ? yield* readAnswer(json, spot, now) : [];
  const [first, ...others] = faults.toArray();
  return first === undefined ? { events } : { faults: [first, ...others] };
}

function* readAnswer(
  json: unknown,
  root: Spot,
  now: number,
): Generator<undefined, readonly EpcisEvent[]> {
  if (!isObject(json) || json['type'] !== 'EPCISQueryDocument') {
    fault(at(root, 'type'), 'must be EPCISQueryDocument');
    return [];
  }
  const context = readContext(json['@context'] ?? [], at(root, '@context'));
  let spot: Spot = { ...root, context };
  let part: unknown = json;
  for (const name of ['epcisBody', 'queryResults', 'resultsBody', 'eventList']) {
    spot = at(spot, name);
    part = isObject(part) ? part[name] : undefined;
  }
  if (!Array.isArray(part)) {
    fault(spot, 'must be a list of events');
    return [];
  }
  const latest = now + futureToleranceMilliseconds;
  const events: EpcisEvent[] = [];
  for (const [index, sent] of part.entries()) {
    if (spot.faults.isFull) break;
    const event = readEvent(sent, at(spot, index), latest);
    if (event !== undefined) events.push(event);
    yield;
  }
  return events;
}
