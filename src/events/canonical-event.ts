import { createHash } from 'node:crypto';
import { canonicalJson, formatInstant, parseMoment, type Json } from '../kernel/index.js';
import { looseKey } from '../identifiers/index.js';
import { expandName, type EventContext } from './event-context.js';
import type { EpcisEvent } from './epcis-event.js';
import { plainEvent } from './plain-event.js';

/**
 * Equal text for equal content: names in full, identifiers by their canonical key, times in UTC to the
 * millisecond, decimals without idle zeros, EPCIS lists sorted because the standard calls them sets.
 * Extension values are compared as they are.
 *
 * Left out: `eventID` (under which id it was said is not what was said), `recordTime` (ours) and the
 * context (used up by writing names in full). An error declaration counts as content.
 */
export function canonicalEvent(event: EpcisEvent): string {
  return canonicalJson(canonicalMembers(event));
}

/** SHA-256 of the canonical form of what an event says in any notation, in lower-case hexadecimal. */
export function contentDigest(event: EpcisEvent): string {
  return notationDigest(plainEvent(event));
}

/**
 * The digest of an event with all that its notation says: so digests were written before `plainEvent`, and an event that was
 * stored then is known again by this one.
 */
export function notationDigest(event: EpcisEvent): string {
  return createHash('sha256').update(canonicalEvent(event)).digest('hex');
}

/** The first member in which two events differ, by its EPCIS name or full extension name. */
export function differingField(a: EpcisEvent, b: EpcisEvent): string | undefined {
  const left = comparableMembers(plainEvent(a));
  const right = comparableMembers(plainEvent(b));
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].find((name) => canonicalJson(left[name]) !== canonicalJson(right[name]));
}

type Members = Readonly<Record<string, Json>>;

const leftOut: ReadonlySet<string> = new Set(['eventID', 'recordTime', 'context']);

const textForms: ReadonlyMap<string, (text: string) => string> = new Map([
  ...each(['eventTime', 'declarationTime', 'time', 'startTime', 'endTime'], utc),
  ...each(
    ['epcList', 'childEPCs', 'inputEPCList', 'outputEPCList', 'parentID', 'epcClass'],
    looseKey,
  ),
  ...each(
    ['id', 'source', 'destination', 'bizTransaction', 'transformationID', 'deviceID'],
    looseKey,
  ),
  ...each(['quantity', 'value', 'minValue', 'maxValue', 'meanValue'], shortDecimal),
  ...each(['sDev', 'percRank', 'percValue'], shortDecimal),
]);

/** Members whose value is a word of CBV, bare, or of another vocabulary, possibly with a prefix. */
export const wordMembers: ReadonlySet<string> = new Set([
  ...['bizStep', 'disposition', 'set', 'unset', 'type', 'reason', 'exception', 'component'],
]);

function canonicalMembers(event: EpcisEvent): Members {
  const members = Object.entries(event).filter(([name]) => !leftOut.has(name));
  return Object.fromEntries(
    members.map(([name, value]) => [name, canonicalValue(name, value as Json, event.context)]),
  );
}

/** Extensions spread out beside the EPCIS members, so that a difference is named by the extension. */
function comparableMembers(event: EpcisEvent): Members {
  const { extensions, ...members } = canonicalMembers(event);
  return { ...members, ...(extensions as Members | undefined) };
}

function canonicalValue(name: string, value: Json, context: EventContext | undefined): Json {
  if (name === 'extensions' || name === 'ilmd') return expandedNames(value, context);
  if (typeof value === 'string') {
    return wordMembers.has(name)
      ? expandName(value, context)
      : (textForms.get(name)?.(value) ?? value);
  }
  if (Array.isArray(value)) {
    return sortedSet(value.map((entry: Json) => canonicalValue(name, entry, context)));
  }
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([inner, entry]: [string, Json]) => [
      inner,
      canonicalValue(inner, entry, context),
    ]),
  );
}

function expandedNames(value: Json, context: EventContext | undefined): Json {
  if (Array.isArray(value)) return value.map((entry: Json) => expandedNames(entry, context));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]: [string, Json]) => [
      expandName(name, context),
      expandedNames(entry, context),
    ]),
  );
}

function sortedSet(values: readonly Json[]): readonly Json[] {
  if (values.length < 2) return values;
  return values
    .map((value) => ({ value, text: canonicalJson(value) }))
    .sort((a, b) => (a.text < b.text ? -1 : Number(a.text > b.text)))
    .map(({ value }) => value);
}

function utc(text: string): string {
  return formatInstant(parseMoment(text).instant, 0);
}

/** `012.500` and `12.5` are the same decimal. */
function shortDecimal(text: string): string {
  const short = text.replace(/^(-?)0+(?=\d)/, '$1').replace(/\.0*$|(\.\d*[1-9])0+$/, '$1');
  return short === '-0' ? '0' : short;
}

function each<V>(names: readonly string[], value: V): [string, V][] {
  return names.map((name) => [name, value]);
}
