import {
  decimalText,
  parseMoment,
  shortestDecimal,
  ValueFault,
  type Json,
} from '../kernel/index.js';
import { expandName, type EventContext } from './event-context.js';
import type { Extensions } from './epcis-event.js';

/** A member of another vocabulary with one of its values. */
export interface ExtensionMember {
  /** In full. */
  readonly name: string;
  readonly value: Json;
  /** Below the outermost members. */
  readonly inner: boolean;
}

/** All members at every depth; one whose value is a list comes once for each entry. */
export function* extensionMembers(
  extensions: Extensions,
  context: EventContext | undefined,
  inner = false,
): Generator<ExtensionMember> {
  for (const [written, member] of Object.entries(extensions)) {
    // Names of JSON-LD itself (`@value`, `@type`) say how a value is written.
    if (written.startsWith('@')) continue;
    const name = expandName(written, context);
    for (const value of entriesOf(member)) {
      yield { name, value, inner };
      if (isObject(value)) yield* extensionMembers(value, context, true);
    }
  }
}

/** Decimals longer than this are text: nobody means a number by them. */
const digitsMax = 40;
const decimalShape = new RegExp(`^(?=.{1,${digitsMax}}$)-?\\d+(?:\\.\\d+)?$`);

/**
 * What a value is equal to: a text to itself and, where it is written as a time, to the same instant in any notation; a
 * JSON number to the same number. `012` and `12` are two texts, since lot numbers are.
 */
export function formsOf(value: Json): readonly string[] {
  const plain = plainOf(value);
  if (typeof plain === 'number') return [numberForm(decimalText(plain))];
  if (plain === undefined) return [];
  return [textForm(plain), ...instantsIn(plain).map(instantForm)];
}

/** What a client's text may be equal to. */
export function formsAsked(text: string): readonly string[] {
  return [
    textForm(text),
    ...(decimalShape.test(text) ? [numberForm(shortestDecimal(text))] : []),
    ...instantsIn(text).map(instantForm),
  ];
}

/** The kinds of number that values are compared as. */
export const numberKind = 'number';
export const instantKind = 'instant';

/** The number or time that a value is or is written as, to be compared by size. */
export function numbersOf(value: Json): readonly (readonly [kind: string, number: string])[] {
  const plain = plainOf(value);
  if (typeof plain === 'number') return [[numberKind, decimalText(plain)]];
  if (plain === undefined) return [];
  if (decimalShape.test(plain)) return [[numberKind, plain]];
  return instantsIn(plain).map((instant) => [instantKind, instant]);
}

function textForm(text: string): string {
  return `text\n${text}`;
}

function numberForm(number: string): string {
  return `=\n${number}`;
}

function instantForm(instant: string): string {
  return `at\n${instant}`;
}

/** A text or number; a flag as the text of it. JSON-LD may wrap a value to say its type. */
function plainOf(value: Json): string | number | undefined {
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'boolean') return String(value);
  return isObject(value) && value['@value'] !== undefined ? plainOf(value['@value']) : undefined;
}

function instantsIn(text: string): readonly string[] {
  if (!/^\d{4}-\d\d-\d\dT/.test(text)) return [];
  try {
    return [String(parseMoment(text).instant)];
  } catch (error) {
    if (error instanceof ValueFault) return [];
    throw error;
  }
}

function entriesOf(member: Json): readonly Json[] {
  return Array.isArray(member) ? (member as readonly Json[]).flatMap(entriesOf) : [member];
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
