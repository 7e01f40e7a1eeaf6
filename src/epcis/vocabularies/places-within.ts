import { Problem } from '../../kernel/index.js';
import type { Reader } from '../../platform/index.js';
import { tooManyElementsFound } from '../epcis.problems.js';
import { selectPlacesWithin } from './places-within.store.js';
import { selectSentWithin } from './sent-elements.store.js';
import { elementsMax } from './vocabulary.js';

/**
 * The keys of places and of what lies within them: as it is registered, and then as documents said it. Refuses what more than
 * `elementsMax` places lie within, since each key is a value that events are searched by.
 */
export async function placesWithin(
  reader: Reader,
  organisationId: string,
  keys: readonly string[],
): Promise<string[]> {
  const registered = await selectPlacesWithin(reader, organisationId, keys, elementsMax + 1);
  const known = [...new Set([...keys, ...registered.flat()])];
  const most = known.length + elementsMax - registered.length;
  const within = await selectSentWithin(reader, organisationId, known, most + 1);
  if (within.length <= most) return within;
  const detail = `More than ${elementsMax} places lie within what is asked for; ask for smaller ones, in several queries.`;
  throw new Problem(tooManyElementsFound, detail);
}
