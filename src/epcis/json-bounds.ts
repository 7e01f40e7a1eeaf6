import { textFaults, type Path } from '../kernel/index.js';
import type { FaultList } from './faults.js';

/** Deeper than any event in the field; it bounds the recursion of everything that walks a document. */
export const depthMax = 64;

/**
 * Finds what no part of a document may hold: nesting beyond the bound, and text that PostgreSQL cannot keep. Runs before
 * anything else looks at the document.
 */
export function checkBounds(document: unknown, faults: FaultList): void {
  for (const { pointer, detail } of textFaults(document, depthRefusal))
    faults.add(pointer, detail, 'format.bounds');
}

function depthRefusal(part: unknown, path: Path): string | undefined {
  if (path.length < depthMax || typeof part !== 'object' || part === null) return undefined;
  return `is nested more than ${depthMax} levels deep; flatten it`;
}
