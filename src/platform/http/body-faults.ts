import { textFaults, type Fault, type Path } from '../../kernel/index.js';

/** What a language or a library treats specially on every object, and no class of requests has. */
const reservedNames: ReadonlySet<unknown> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * What no request may hold, whatever its class says: text that PostgreSQL cannot keep, and members that
 * validation would take for something else than members. Depth was bounded when the body was read.
 */
export function bodyFaults(body: unknown): Fault[] {
  return textFaults(body, nameRefusal);
}

function nameRefusal(_part: unknown, path: Path): string | undefined {
  return reservedNames.has(path.at(-1)) ? 'is not known here; remove it' : undefined;
}
