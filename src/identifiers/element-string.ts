import {
  aiLength,
  checkElement,
  predefinedLength,
  type Element,
} from './application-identifiers.js';
import { IdentifierFault } from './fault.js';
import { gs1Identifier, isPrimaryKey, qualifierLines, type Identifier } from './gs1-key.js';

/** The control character (ASCII GS) that stands for FNC1 in what a scanner sends. */
export const separator = '\u001d';

/** The thing named by an element string in print, such as `(01)09520123456788(10)ABC1`; `\(` is a bracket in a value. */
export function parseBracketed(text: string): Identifier {
  const parts = text.match(/\(\d{2,4}\)(?:\\\(|[^(])+/g) ?? [];
  if (parts.length === 0 || parts.join('') !== text) {
    throw new IdentifierFault('is no element string; write it as (01)09520123456788(10)ABC1');
  }
  return thingIn(
    parts.map((part) => {
      const [ai = '', value = ''] = part.slice(1).split(/\)(.*)/s);
      refuseUnknown(ai, ai);
      return [ai, value.replaceAll('\\(', '(')];
    }),
  );
}

/** The thing named by an element string as a symbol carries it: no brackets, values of open length closed by FNC1. */
export function parseElementString(text: string): Identifier {
  const elements: Element[] = [];
  let rest = text;
  while (rest !== '') {
    const ai = rest.slice(0, aiLength(rest));
    refuseUnknown(ai, rest);
    const body = rest.slice(ai.length);
    const fixed = predefinedLength(ai);
    const end = body.indexOf(separator);
    const value = body.slice(0, fixed ?? (end < 0 ? undefined : end));
    elements.push([ai, value]);
    // A separator after a value of fixed length is not needed, but some printers put one.
    const next = body.slice(value.length);
    rest = next.startsWith(separator) ? next.slice(1) : next;
  }
  return thingIn(elements);
}

/** The first key in the message is the subject; of the rest, what qualifies it. Everything is checked. */
function thingIn(elements: readonly Element[]): Identifier {
  const values = new Map<string, string>();
  for (const [ai, value] of elements) {
    checkElement([ai, value]);
    if ((values.get(ai) ?? value) !== value) {
      throw new IdentifierFault(`(${ai}) comes twice with different values`);
    }
    values.set(ai, value);
  }
  const primary = elements.find(([ai]) => isPrimaryKey(ai));
  if (primary === undefined) {
    throw new IdentifierFault('names no thing; it needs a key, such as (01), (00) or (414)');
  }
  return gs1Identifier([primary, ...qualifiersIn(values, primary[0])]);
}

function qualifiersIn(values: ReadonlyMap<string, string>, primary: string): readonly Element[] {
  if (values.has('21') && values.has('235')) {
    throw new IdentifierFault('(21) and (235) are two serial numbers of one piece');
  }
  const line = qualifierLines(primary, []).find((ais) => ais.some((ai) => values.has(ai))) ?? [];
  return line.flatMap((ai) => {
    const value = values.get(ai);
    return value === undefined ? [] : [[ai, value] as const];
  });
}

function refuseUnknown(ai: string, where: string): void {
  if (/^\d{2,4}$/.test(ai) && aiLength(ai) === ai.length) return;
  throw new IdentifierFault(`${JSON.stringify(where.slice(0, 4))} is no application identifier`);
}
