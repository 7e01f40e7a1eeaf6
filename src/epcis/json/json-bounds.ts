import { textFaults, type Path } from '../../kernel/index.js';
import { pointerOf, type Spot } from '../rules/spot.js';

/** Deeper than any event in the field; it bounds the recursion of everything that walks a document. */
export const depthMax = 64;

/**
 * Finds what no part of a document may hold: nesting beyond the bound, and text that PostgreSQL cannot keep. Runs before
 * anything else looks at the part.
 */
export function checkBounds(part: unknown, spot: Spot): void {
  const here = pointerOf(spot);
  const depthHere = here.split('/').length - 1;
  const refusal = (inner: unknown, path: Path) => depthRefusal(inner, depthHere + path.length);
  for (const { pointer, detail } of textFaults(part, refusal)) {
    spot.faults.add(here + pointer, detail, 'format.bounds');
  }
}

function depthRefusal(part: unknown, depth: number): string | undefined {
  if (depth < depthMax || typeof part !== 'object' || part === null) return undefined;
  return `is nested more than ${depthMax} levels deep; flatten it`;
}
