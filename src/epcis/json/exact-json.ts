import { decimalOf } from '../../kernel/index.js';
import { endOfString } from './repeated-name.js';

/**
 * JSON numbers as decimals. JavaScript reads a JSON number into a double, and Node 20 offers no look at its
 * source text. Up to 15 significant digits that does no harm: the shortest text of the double is the decimal
 * that was sent, and arithmetic begins from that text. What would be changed is refused, never rounded.
 */
export interface LostNumber {
  readonly literal: string;
  /** Position of its first character in the text. */
  readonly offset: number;
}

/** Numbers and texts looked at in one step. */
const stepNumbers = 5_000;

/** The first number in a JSON text that does not survive being read, or undefined. Linear in the text. */
export function* lostNumberReading(json: string): Generator<undefined, LostNumber | undefined> {
  if (!mayBeLost.test(json)) return undefined;
  const next = /"|-?\d[\d.eE+-]*/g;
  let looked = 0;
  for (let found = next.exec(json); found !== null; found = next.exec(json)) {
    looked += 1;
    if (looked % stepNumbers === 0) yield;
    const [literal] = found;
    // Strings are passed over with the digits in them; no expression matches one of any length.
    if (literal === '"') next.lastIndex = endOfString(json, found.index) + 1;
    else if (isLost(literal)) return { literal, offset: found.index };
  }
  return undefined;
}

/** Every number that can be lost has this in it; strings may have it too, so it only says where to look closer. */
const mayBeLost = /[\d.]{16}|[\s:,[]-?\d[\d.]*e/i;

/** A value that is written already. */
export class JsonText {
  constructor(readonly text: string) {}
}

/** Decimal text that stands for a JSON number with every digit it has. */
export class JsonNumber extends JsonText {
  /** Whether it is a number that can be written out; a double reaches no further than this exponent. */
  get isDecimal(): boolean {
    const match = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e([+-]?\d+))?$/i.exec(this.text);
    return match !== null && Math.abs(Number(match[1] ?? 0)) <= 400;
  }
}

/** `JSON.stringify` for trees that hold `JsonText`; undefined members are left out. */
export function exactJson(value: unknown): string {
  if (value instanceof JsonText) return value.text;
  if (Array.isArray(value)) return `[${value.map(exactJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${exactJson(member)}`).join(',')}}`;
}

function isLost(literal: string): boolean {
  if (literal.length <= 15 && !/e/i.test(literal)) return false;
  const value = Number(literal);
  if (!Number.isFinite(value)) return true;
  const sent = decimalOf(literal);
  const read = decimalOf(String(value));
  return sent.digits !== read.digits || (sent.digits !== '' && sent.scale !== read.scale);
}
