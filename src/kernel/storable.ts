import { faultsMax, pointerTo, type Fault } from './problem.js';

const unstorable = /[\0\p{Surrogate}]/u;

/** Whether PostgreSQL can keep a text: it has no U+0000, and UTF-8 has no half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !unstorable.test(text);
}

/** Names of members and indexes of entries that lead to a part. */
export type Path = readonly (string | number)[];

/**
 * Texts and names of members in a JSON value that PostgreSQL cannot keep, and what `refusalOf` says against its parts;
 * what is refused is not looked into. In the order of the value, and no more than it takes to say that there are too many.
 */
export function textFaults(
  json: unknown,
  refusalOf: (part: unknown, path: Path) => string | undefined,
): Fault[] {
  const faults: Fault[] = [];
  const path: (string | number)[] = [];
  const fault = (detail: string): void => {
    if (faults.length > faultsMax) return;
    faults.push({ pointer: path.reduce<string>(pointerTo, ''), detail });
  };

  function visit(part: unknown): void {
    const refusal = refusalOf(part, path);
    if (refusal !== undefined) fault(refusal);
    else if (typeof part === 'string') {
      if (!isStorable(part)) fault('holds U+0000 or half of a surrogate pair; remove it');
    } else if (Array.isArray(part)) part.forEach((entry, index) => visitBelow(index, entry));
    else if (typeof part === 'object' && part !== null) {
      Object.entries(part).forEach(([name, member]) => visitMember(name, member));
    }
  }

  function visitMember(name: string, member: unknown): void {
    if (isStorable(name)) visitBelow(name, member);
    else fault('has a member whose name holds U+0000 or half of a surrogate pair');
  }

  function visitBelow(step: string | number, part: unknown): void {
    if (faults.length > faultsMax) return;
    path.push(step);
    visit(part);
    path.pop();
  }

  visit(json);
  return faults;
}
