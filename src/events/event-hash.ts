import { createHash } from 'node:crypto';
import { gs1Uri, IdentifierFault, parseIdentifier } from '../identifiers/index.js';
import type { EpcisEvent } from './epcis-event.js';
import { hashElementsOf, type HashElement } from './event-hash-elements.js';
import { eventOrder, type HashOrder } from './event-hash-order.js';

/**
 * The event hash id of the Core Business Vocabulary 2.0 (ISO/IEC 19988, 8.9): the same for the same event, in JSON or XML, with
 * URNs or Digital Links, from whatever program. Where the text of the standard and the published vectors differ, the vectors
 * decide (decision 0020).
 */
export function eventHashId(event: EpcisEvent): string {
  const digest = createHash('sha256').update(preHash(event)).digest('hex');
  return `ni:///sha-256;${digest}?ver=CBV2.0`;
}

/** The text that is hashed: what the standard puts in order, then the rest sorted. */
export function preHash(event: EpcisEvent): string {
  const { text, rest } = inOrder(hashElementsOf(event), eventOrder);
  return `eventType=${event.type}${text}${sorted(rest)}`;
}

/** What has a place in the order, as text; what has none is left for whoever stands above. */
function inOrder(
  elements: readonly HashElement[],
  order: HashOrder,
): { readonly text: string; readonly rest: readonly HashElement[] } {
  const texts: string[] = [];
  const rest = new Set(elements);
  for (const [name, orderInside] of order) {
    const values: string[] = [];
    for (const element of elements.filter((each) => each.name === name)) {
      rest.delete(element);
      const { children = [] } = element;
      const own = ownExtensions(orderInside === undefined ? [] : children);
      const apart = new Set(own);
      const inside = inOrder(
        children.filter((child) => !apart.has(child)),
        orderInside ?? [],
      );
      values.push(name + valueOf(element, isTime(name)) + inside.text + sorted(own));
      if (inside.rest.length > 0) rest.add({ name, children: inside.rest });
    }
    texts.push(inCodeOrder(values));
  }
  return { text: texts.join(''), rest: [...rest] };
}

/**
 * Extensions inside a part of the event stand at its end, by the published vectors only where their namespace ends with a slash
 * and something stands beside them; the others are written once more under the name of the part, behind all that has a place.
 */
function ownExtensions(children: readonly HashElement[]): readonly HashElement[] {
  return children.length < 2 ? [] : children.filter(({ name }) => /^\{.*\/\}/.test(name));
}

/** Parts without a place in the order, sorted as they are written. */
function sorted(elements: readonly HashElement[]): string {
  return inCodeOrder(elements.map(written));
}

function written(element: HashElement): string {
  const { name, children = [], isSequence } = element;
  const inside = isSequence ? children.map(written).join('') : sorted(children);
  return name + valueOf(element, false) + inside;
}

function valueOf({ text = '' }: HashElement, isMoment: boolean): string {
  const value = text.trim();
  if (value === '') return '';
  return `=${isMoment ? utc(value) : canonical(value)}`;
}

function isTime(name: string): boolean {
  return /time/i.test(name) && !/offset/i.test(name);
}

/** A GS1 key as its shortest Digital Link, a number without idle zeros, and anything else as it is. */
function canonical(value: string): string {
  if (/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(value))
    return shortNumber(Number(value));
  try {
    const link = gs1Uri(parseIdentifier(withNumbers(value)).key);
    // These the vectors leave as they are.
    return link?.replace(/%(27|3B|3D)/g, decodeURIComponent) ?? value;
  } catch (error) {
    if (error instanceof IdentifierFault) return value;
    throw error;
  }
}

/** Links of before 2022 call keys by words (`/gtin/`, `/ser/`), which the vectors still read. */
function withNumbers(link: string): string {
  if (!/^https?:/i.test(link)) return link;
  const [path = '', ...rest] = link.split(/(?=[?#])/);
  return [
    path
      .split('/')
      .map((segment) => numberOf.get(segment) ?? segment)
      .join('/'),
    ...rest,
  ].join('');
}

const numberOf: ReadonlyMap<string, string> = new Map([
  ...Object.entries({
    gtin: '01',
    cpv: '22',
    lot: '10',
    ser: '21',
    sscc: '00',
    gln: '414',
    glnx: '254',
  }),
  ...Object.entries({
    party: '417',
    grai: '8003',
    giai: '8004',
    gsrn: '8018',
    gsrnp: '8017',
    gdti: '253',
  }),
  ...Object.entries({
    gcn: '255',
    itip: '8006',
    cpid: '8010',
    cpsn: '8011',
    ginc: '401',
    gsin: '402',
  }),
]);

/** As the vectors write doubles: whole ones in full, very small ones with an exponent of two digits at least. */
function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value)) return BigInt(value).toString();
  const short = Math.abs(value) < 1e-4 ? value.toExponential() : String(value);
  return short.replace(/e-(\d)$/, 'e-0$1');
}

/** To the millisecond; a half goes to the even one, as in the program that made the vectors. */
function utc(moment: string): string {
  const [, fraction = ''] = /\.(\d+)/.exec(moment) ?? [];
  const whole = Date.parse(moment.replace(/\.\d+/, ''));
  if (Number.isNaN(whole)) return moment;
  const milliseconds = Number(`${fraction.slice(0, 3).padEnd(3, '0')}`);
  const beyond = Number(`0.${fraction.slice(3)}`);
  const isUp = beyond > 0.5 || (beyond === 0.5 && milliseconds % 2 === 1);
  return new Date(whole + milliseconds + Number(isUp)).toISOString();
}

/** Sorted by code points. UTF-16, which is quicker to compare, has another order only where there are surrogates. */
function inCodeOrder(texts: readonly string[]): string {
  if (!texts.some((text) => /[\ud800-\udfff]/.test(text))) return [...texts].sort().join('');
  const bytes = texts.map((text) => Buffer.from(text)).sort((a, b) => Buffer.compare(a, b));
  return Buffer.concat(bytes).toString();
}
