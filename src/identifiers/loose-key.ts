import { IdentifierFault } from './fault.js';
import { parseIdentifier } from './identifier.js';

/** The key of an identifier; what is none that we understand is itself: to refuse it is the reader's business. */
export function looseKey(text: string): string {
  try {
    return parseIdentifier(text).key;
  } catch (error) {
    if (error instanceof IdentifierFault) return text;
    throw error;
  }
}
