import type { Extensions } from '../../events/index.js';
import type { Json } from '../../kernel/index.js';
import { at, fault, type Spot } from '../rules/spot.js';

/**
 * Turns one JSON value into its normal form. What is wrong with it goes to the fault list and the answer is
 * undefined, so that one pass finds everything that is wrong with a document.
 */
export type JsonReader<T> = (value: unknown, spot: Spot) => T | undefined;

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A reader for each EPCIS member of `T`; extensions are read by `members` itself. */
export type MemberReaders<T> = {
  readonly [K in Exclude<keyof T, 'extensions'>]-?: JsonReader<Exclude<T[K], undefined>>;
};

interface MemberRules<T> {
  readonly required?: readonly (keyof T & string)[];
  /** Whether prefixed members of other vocabularies may stand beside these. */
  readonly open?: boolean;
}

/** An object with the members of a table, and with extensions if it is open. */
export function members<T>(readers: MemberReaders<T>, rules: MemberRules<T> = {}): JsonReader<T> {
  const table = new Map<string, JsonReader<unknown>>(Object.entries(readers));
  return (value, spot) => {
    if (!isObject(value)) return fault(spot, 'must be an object');
    for (const name of rules.required ?? []) {
      if (!Object.hasOwn(value, name))
        fault(at(spot, name), 'is missing; add it', 'schema.required');
    }
    const own: Record<string, unknown> = {};
    const extensions: [string, Json][] = [];
    for (const [name, member] of Object.entries(value)) {
      const reader = table.get(name);
      if (reader !== undefined) {
        const read = reader(member, at(spot, name));
        if (read !== undefined) own[name] = read;
      } else if (rules.open === true && isExtensionName(name)) {
        extensions.push([name, member as Json]);
      } else unknownMember(at(spot, name), table.keys(), rules.open === true);
    }
    if (extensions.length > 0) own['extensions'] = Object.fromEntries(extensions);
    return own as T;
  };
}

/** An object that holds nothing but extensions, such as `ilmd`. */
export const extensionsOnly: JsonReader<Extensions> = (value, spot) => {
  if (!isObject(value)) return fault(spot, 'must be an object');
  for (const name of Object.keys(value)) {
    if (!isExtensionName(name)) unknownMember(at(spot, name), [], true);
  }
  return value as Extensions;
};

/** Members of other vocabularies have a prefix or are full IRIs. */
export function isExtensionName(name: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_.+-]*:[^\s"<>\\^`{|}]+$/u.test(name);
}

export function list<T>(
  entry: JsonReader<T>,
  { least = 0, unique = false }: { least?: number; unique?: boolean } = {},
): JsonReader<readonly T[]> {
  return (value, spot) => {
    if (!Array.isArray(value)) return fault(spot, 'must be a list');
    if (value.length < least)
      return fault(spot, `must have at least ${least} entry`, 'schema.list');
    const first = new Map<unknown, number>();
    return value.flatMap((item: unknown, index) => {
      // What follows a full list of faults is not looked at.
      if (spot.faults.isFull) return [];
      const earlier = first.get(item);
      if (unique && earlier !== undefined) {
        fault(at(spot, index), `repeats entry ${earlier}; name each once`, 'schema.list');
      }
      first.set(item, index);
      const read = entry(item, at(spot, index));
      return read === undefined ? [] : [read];
    });
  };
}

/** One value or a list of them, as a list. */
export function oneOrMany<T>(entry: JsonReader<T>): JsonReader<readonly T[]> {
  const many = list(entry);
  return (value, spot) => {
    if (Array.isArray(value)) return many(value, spot);
    const read = entry(value, spot);
    return read === undefined ? undefined : [read];
  };
}

function unknownMember(spot: Spot, known: Iterable<string>, open: boolean): void {
  const names = [...known].join(', ');
  const own = names === '' ? '' : `EPCIS knows here ${names}; `;
  const others = open
    ? "an extension's name needs a prefix declared in @context"
    : 'extensions are not allowed here';
  fault(spot, `is not a member of EPCIS; ${own}${others}`, 'schema.member');
}
