import { parseIdentifier } from '../../identifiers/index.js';
import {
  parseDecimal,
  parseMoment,
  parseOffset,
  ValueFault,
  decimalText,
  shortestDecimal,
} from '../../kernel/index.js';
import { expandName, vocabularyWord, type Action, type Vocabulary } from '../../events/index.js';
import type { CaptureRule } from '../rules/capture-rules.js';
import { JsonNumber } from './exact-json.js';
import type { JsonReader } from './json-reader.js';
import { fault, type Spot } from '../rules/spot.js';
import { isUnitCode, unitCodeAdvice } from '../rules/rec20-codes.js';

/** The longest text we keep for a name or word. */
const textLengthMax = 2048;

/** The longest URI in full, in bytes: identifiers are indexed, and an index entry has room for no more. */
const uriBytesMax = 2048;

export const text: JsonReader<string> = (value, spot) => {
  if (typeof value !== 'string' || value.trim() === '') return fault(spot, 'must be a text');
  if (value.length > textLengthMax) {
    return fault(spot, `is longer than ${textLengthMax} characters; shorten it`, 'format.bounds');
  }
  return value;
};

/** Any absolute URI; a prefixed name is written in full. */
export const uri: JsonReader<string> = (value, spot) => {
  const sent = text(value, spot);
  if (sent === undefined) return undefined;
  const iri = expandName(sent, spot.context);
  if (Buffer.byteLength(iri) > uriBytesMax) {
    return fault(
      spot,
      `is longer than ${uriBytesMax} bytes when written in full; shorten it`,
      'format.bounds',
    );
  }
  return isUri(iri)
    ? iri
    : fault(spot, 'must be a URI, such as urn:uuid:... or https://...', 'format.uri');
};

/** A URI that, if it is a GS1 key in any notation, is a well-formed one. */
export const identifier: JsonReader<string> = (value, spot) => {
  const sent = uri(value, spot);
  if (sent === undefined) return undefined;
  return accepted(sent, parseIdentifier, spot, 'format.identifier');
};

/** A word of a CBV list in any of its forms, kept bare, or somebody else's word as it was written. */
export function word(vocabulary: Vocabulary): JsonReader<string> {
  return (value, spot) => {
    const sent = text(value, spot);
    if (sent === undefined) return undefined;
    const iri = expandName(sent, spot.context);
    const known = vocabularyWord(vocabulary, iri);
    if (known !== undefined && vocabulary.words.has(known)) return known;
    if (known !== undefined && isUri(iri)) return sent;
    return fault(
      spot,
      `is not a ${vocabulary.name} of the Core Business Vocabulary 2.0; use one of its words or the URI of your own`,
      'semantics.word',
    );
  };
}

export const action: JsonReader<Action> = (value, spot) =>
  value === 'OBSERVE' || value === 'ADD' || value === 'DELETE'
    ? value
    : fault(spot, 'must be OBSERVE, ADD or DELETE', 'schema.choice');

/** A JSON number as decimal text, or the number of a form that keeps its digits. */
export const decimal: JsonReader<string> = (value, spot) => {
  if (value instanceof JsonNumber) {
    if (!value.isDecimal) return fault(spot, 'must be a decimal number', 'format.number');
    const plain = shortestDecimal(value.text);
    if (plain.length <= textLengthMax) return plain;
    return fault(spot, `has more than ${textLengthMax} digits; shorten it`, 'format.bounds');
  }
  return typeof value === 'number' && Number.isFinite(value)
    ? decimalText(value)
    : fault(spot, 'must be a JSON number, without quotation marks');
};

/** An amount of goods. Nothing is an amount (a count may find none); less than nothing is not. */
export const quantity: JsonReader<string> = (value, spot) => {
  const amount = decimal(value, spot);
  if (amount === undefined) return undefined;
  if (amount.startsWith('-')) return fault(spot, 'must not be negative', 'semantics.quantity');
  return accepted(amount, (sent) => parseDecimal(sent), spot, 'format.number');
};

/** A code that exists; whether we can convert it is not asked of a fact. */
export const unitCode: JsonReader<string> = (value, spot) => {
  const code = text(value, spot);
  return code === undefined || isUnitCode(code)
    ? code
    : fault(spot, unitCodeAdvice(code), 'semantics.unit');
};

export const flag: JsonReader<boolean> = (value, spot) =>
  typeof value === 'boolean' ? value : fault(spot, 'must be true or false');

export const hexadecimal: JsonReader<string> = (value, spot) =>
  typeof value === 'string' && /^[A-Fa-f0-9]+$/.test(value)
    ? value
    : fault(spot, 'must be hexadecimal digits', 'format.number');

/** RFC 3339 with offset. */
export const time: JsonReader<string> = (value, spot) => {
  const sent = text(value, spot);
  return sent === undefined ? undefined : accepted(sent, parseMoment, spot, 'format.time');
};

/** An offset in digits; `Z` says where a clock was read and not where the event took place. */
export const zoneOffset: JsonReader<string> = (value, spot) =>
  typeof value === 'string' && value !== 'Z'
    ? accepted(value, parseOffset, spot, 'format.time')
    : fault(spot, 'must be an offset between -14:00 and +14:00, such as +08:00', 'format.time');

function isUri(iri: string): boolean {
  return /^[a-z][a-z0-9+.-]*:[^\s"<>\\^`{|}]+$/i.test(iri);
}

/** The text itself, if the parser finds nothing wrong with it. */
function accepted(
  sent: string,
  parse: (text: string) => unknown,
  spot: Spot,
  rule: CaptureRule,
): string | undefined {
  try {
    parse(sent);
    return sent;
  } catch (error) {
    if (error instanceof ValueFault) return fault(spot, error.message, rule);
    throw error;
  }
}
