import { faultsMax, isStorable, pointerTo, type Fault } from '../../kernel/index.js';

/** What a language or a library treats specially on every object, and no class of requests has. */
const reservedNames = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * What no request may hold, whatever its class says: text that PostgreSQL cannot keep, and members that
 * validation would take for something else than members. Depth was bounded when the body was read.
 */
export function textFaults(body: unknown): Fault[] {
  const faults: Fault[] = [];
  const add = (pointer: string, detail: string): void => {
    if (faults.length <= faultsMax) faults.push({ pointer, detail });
  };
  const visit = (value: unknown, pointer: string): void => {
    if (typeof value === 'string' && !isStorable(value)) {
      add(pointer, 'holds U+0000 or half of a surrogate pair; remove it');
    }
    if (typeof value !== 'object' || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      if (reservedNames.has(name)) add(pointerTo(pointer, name), 'is not known here; remove it');
      else if (isStorable(name)) visit(member, pointerTo(pointer, name));
      else add(pointer, 'has a member whose name holds U+0000 or half of a surrogate pair');
    }
  };
  visit(body, '');
  return faults;
}
