import { below, type FaultList } from './faults.js';
import { isObject } from './reader.js';

/** Deeper than any event in the field; it bounds the recursion of everything that walks a document. */
export const depthMax = 64;

/**
 * Finds what no part of a document may hold: nesting beyond the bound, and text that PostgreSQL cannot keep
 * (U+0000, half of a surrogate pair). Runs before anything else looks at the document.
 */
export function checkBounds(value: unknown, faults: FaultList, pointer = '', depth = 0): void {
  if (faults.isFull) return;
  if (typeof value === 'string') {
    if (!isStorable(value)) {
      faults.add(pointer, 'holds U+0000 or half of a surrogate pair; remove it');
    }
  } else if (depth >= depthMax && typeof value === 'object' && value !== null) {
    faults.add(pointer, `is nested more than ${depthMax} levels deep; flatten it`);
  } else if (Array.isArray(value)) {
    value.forEach((entry, index) => checkBounds(entry, faults, below(pointer, index), depth + 1));
  } else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      if (isStorable(name)) checkBounds(member, faults, below(pointer, name), depth + 1);
      else faults.add(pointer, 'has a member whose name holds U+0000 or half of a surrogate pair');
    }
  }
}

function isStorable(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text);
}
