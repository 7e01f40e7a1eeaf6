import { decimalText, type Json } from '../kernel/index.js';
import type { EpcisEvent } from './epcis-event.js';

/**
 * An event without what one notation can say and another cannot: lists of EPCIS with nothing in them, which XML has no room for,
 * and whether a number or a flag of an extension is written as one, where XML has texts only. Events that differ in no more are
 * one event. A GS1 key in an extension stays as it is written: there it may be the link to a page.
 */
export function plainEvent({ context, ...said }: EpcisEvent): EpcisEvent {
  const plain = withoutIdle(said as unknown as Json) as unknown as EpcisEvent;
  return { ...plain, ...(context !== undefined && { context }) };
}

function withoutIdle(value: Json, name = ''): Json {
  if (name === 'extensions' || name === 'ilmd') return asTexts(value);
  if (Array.isArray(value)) return value.map((entry: Json) => withoutIdle(entry));
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(
    ([inner, entry]) => [inner, withoutIdle(entry, inner)] as const,
  );
  return Object.fromEntries(members.filter(([, entry]) => !isEmpty(entry)));
}

function asTexts(value: Json): Json {
  if (typeof value === 'number') return decimalText(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map(asTexts);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, asTexts(entry)]));
}

function isEmpty(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
