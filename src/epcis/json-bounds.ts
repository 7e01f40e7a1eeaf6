import { isStorable, pointerTo } from '../kernel/index.js';
import type { FaultList } from './faults.js';

/** Deeper than any event in the field; it bounds the recursion of everything that walks a document. */
export const depthMax = 64;

/**
 * Finds what no part of a document may hold: nesting beyond the bound, and text that PostgreSQL cannot keep
 * (U+0000, half of a surrogate pair). Runs before anything else looks at the document.
 */
export function checkBounds(document: unknown, faults: FaultList): void {
  const path: (string | number)[] = [];
  const fault = (detail: string): void => faults.add(path.reduce<string>(pointerTo, ''), detail);

  function check(value: unknown): void {
    if (typeof value === 'string') {
      if (!isStorable(value)) fault('holds U+0000 or half of a surrogate pair; remove it');
    } else if (typeof value === 'object' && value !== null && !faults.isFull) {
      if (path.length >= depthMax) {
        fault(`is nested more than ${depthMax} levels deep; flatten it`);
      } else if (Array.isArray(value)) {
        value.forEach((entry, index) => checkBelow(index, entry));
      } else Object.entries(value).forEach(([name, member]) => checkMember(name, member));
    }
  }

  function checkMember(name: string, member: unknown): void {
    if (isStorable(name)) checkBelow(name, member);
    else fault('has a member whose name holds U+0000 or half of a surrogate pair');
  }

  function checkBelow(name: string | number, value: unknown): void {
    path.push(name);
    check(value);
    path.pop();
  }

  check(document);
}
