import { Problem } from '../../kernel/index.js';
import { documentTooLong } from '../epcis.problems.js';

/** Events of one document: all of them are one transaction, which others may have to wait for. */
export const eventsMax = 1_000;

/** Values of all kinds that the events and master data of one document hold: they are hashed, and found by what they say. */
export const documentValuesMax = 100_000;

/** Values of one event, and of all that stands beside the events: each is worked on without a pause. */
export const partValuesMax = 25_000;

/** Bytes of one event as JSON: a page of them, and whoever works on one, holds all of it in memory. */
export const eventBytesMax = 2 * 1024 * 1024;

/** Asked before any of them is read. */
export function refuseTooManyEvents(events: number): void {
  if (events > eventsMax) throw tooLong(`more than ${eventsMax} events`);
}

/** Asked of an event before anything is made of it. */
export function refuseLongEvent(sent: unknown): void {
  if (hasMoreValues(sent, partValuesMax)) throw eventTooLong();
}

export function eventTooLong(): Problem {
  return tooLong(`an event of more than ${partValuesMax} values`);
}

/** Asked of what stands beside the events, before it is read. */
export function refuseLongFrame(frame: unknown): void {
  if (hasMoreValues(frame, partValuesMax))
    throw tooLong(`more than ${partValuesMax} values beside its events`);
}

export function tooLong(what: string): Problem {
  return new Problem(documentTooLong, `The document holds ${what}; send it in parts.`);
}

/** Texts, numbers and the like, at any depth; what is empty is one. Counts no further than it takes to say. */
export function hasMoreValues(whole: unknown, most: number): boolean {
  const uncounted = [whole];
  let values = 0;
  while (values + uncounted.length <= most) {
    if (uncounted.length === 0) return false;
    const part = uncounted.pop();
    const parts: unknown[] = typeof part === 'object' && part !== null ? Object.values(part) : [];
    if (parts.length === 0) values += 1;
    for (const each of parts) uncounted.push(each);
  }
  return true;
}
