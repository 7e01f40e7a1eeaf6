import { IdentifierFault } from '../fault.js';
import { aiLength, predefinedLength } from './ai-length.js';
import type { Element } from './ai-table.js';
import { checkElement, type Reading } from './check-element.js';

/** The control character (ASCII GS) that stands for FNC1 in what a scanner sends. */
export const separator = '\u001d';
/** How FNC1 is written where it should be seen: no value has this character. */
export const visibleSeparator = '^';

/**
 * The elements of an element string: in print, such as `(01)09520123456788(10)ABC1`, where `\(` is a bracket in a value; or as a
 * symbol carries it, with FNC1 in front and behind values of open length.
 */
export function readElementString(text: string, reading: Reading = 'strict'): readonly Element[] {
  if (text.startsWith('(')) return readBracketed(text, reading);
  const fnc1 = text.charAt(0);
  if (fnc1 !== separator && fnc1 !== visibleSeparator) throw noElementString();
  return readSymbol(text.slice(1), reading, fnc1);
}

/** The elements of a symbol's content, behind what says that it is GS1's. */
export function readSymbol(
  content: string,
  reading: Reading = 'strict',
  fnc1: string = separator,
): readonly Element[] {
  const elements: Element[] = [];
  let rest = content;
  do {
    const ai = rest.slice(0, aiLength(rest));
    refuseUnknown(ai, rest);
    const body = rest.slice(ai.length);
    const end = body.indexOf(fnc1);
    const value = body.slice(0, predefinedLength(ai) ?? (end < 0 ? undefined : end));
    elements.push([ai, value]);
    // A separator after a value of predefined length is not needed, but some printers put one.
    const next = body.slice(value.length);
    rest = next.startsWith(fnc1) ? next.slice(1) : next;
  } while (rest !== '');
  return checked(elements, reading);
}

/** Elements as people read them. */
export function writeBracketed(elements: readonly Element[]): string {
  return elements.map(([ai, value]) => `(${ai})${value.replaceAll('(', '\\(')}`).join('');
}

/** The human readable interpretation (HRI) under a symbol: nothing of it is escaped, so it is not read back. */
export function humanReadable(elements: readonly Element[]): string {
  return elements.map(([ai, value]) => `(${ai})${value}`).join('');
}

/** Elements as a symbol carries them, FNC1 first. Where values of open length come last, no separator is needed. */
export function writeRaw(elements: readonly Element[], fnc1: string = separator): string {
  return elements.reduce((text, [ai, value], i) => {
    const isOpen = i < elements.length - 1 && predefinedLength(ai) === undefined;
    return `${text}${ai}${value}${isOpen ? fnc1 : ''}`;
  }, fnc1);
}

function readBracketed(text: string, reading: Reading): readonly Element[] {
  const parts = text.match(/\(\d{2,4}\)(?:\\\(|[^(])+/g) ?? [];
  if (parts.length === 0 || parts.join('') !== text) throw noElementString();
  const elements = parts.map((part): Element => {
    const [ai = '', value = ''] = part.slice(1).split(/\)(.*)/s);
    refuseUnknown(ai, ai);
    return [ai, value.replaceAll('\\(', '(')];
  });
  return checked(elements, reading);
}

function checked(elements: readonly Element[], reading: Reading): readonly Element[] {
  for (const element of elements) checkElement(element, reading);
  return elements;
}

function noElementString(): IdentifierFault {
  return new IdentifierFault('is no element string; write it as (01)09520123456788(10)ABC1');
}

function refuseUnknown(ai: string, where: string): void {
  if (ai !== '' && aiLength(ai) === ai.length) return;
  throw new IdentifierFault(`${JSON.stringify(where.slice(0, 4))} is no application identifier`);
}
