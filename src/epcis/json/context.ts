import type { EventContext } from '../../events/index.js';
import type { Json } from '../../kernel/index.js';
import { standardNames } from './event-members.js';
import { isObject } from './json-reader.js';
import { at, fault, type Spot } from '../rules/spot.js';

/** Where the EPCIS 2.0 context is published; the version in the address stands still. */
export const epcisContextUrl = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';

/** More terms than any vocabulary in use declares; the bound keeps a hostile context from costing much. */
const termsMax = 500;

/** Characters of a namespace: each name that is written with a prefix is hashed and found in full, and there may be many. */
export const namespaceLengthMax = 256;

/** Bytes, as JSON, of a context: each event is stored with what it uses of it. */
export const contextBytesMax = 64 * 1024;

/**
 * Reads a JSON-LD `@context`: an address, an object of terms, or a list of both. Later entries win, and an
 * event's own context adds to its document's. Addresses are never fetched: of the EPCIS context we know the
 * content, of another one we keep the address and leave its prefixes unexpanded.
 *
 * @returns the context that holds from here on
 */
export function readContext(value: unknown, spot: Spot): EventContext {
  const terms = new Map(Object.entries(spot.context.terms ?? {}));
  const remote = new Set(spot.context.remote);
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  entries.forEach((entry, index) => {
    const here = Array.isArray(value) ? at(spot, index) : spot;
    if (typeof entry === 'string') addAddress(entry, remote, here);
    else if (isObject(entry)) addTerms(entry, terms, here);
    else fault(here, 'must be the address of a context or an object of terms', 'format.context');
  });
  if (terms.size > termsMax)
    fault(spot, `declares more than ${termsMax} terms; leave out unused ones`, 'format.context');
  if (Buffer.byteLength(JSON.stringify([...terms, ...remote])) > contextBytesMax) {
    fault(spot, `has more than ${contextBytesMax} bytes; leave out unused terms`, 'format.bounds');
    return {};
  }
  return {
    ...(terms.size > 0 && { terms: Object.fromEntries([...terms].slice(0, termsMax)) }),
    ...(remote.size > 0 && { remote: [...remote] }),
  };
}

/** Whether a context names the EPCIS context, without which bare members have no meaning. */
export function namesEpcisContext(value: unknown): boolean {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  return entries.some((entry) => typeof entry === 'string' && isEpcisContext(entry));
}

/** The part of a context that an event's own names use, so that it can be kept and given back alone. */
export function contextUsedBy(event: unknown, { terms = {}, remote }: EventContext): EventContext {
  if (Object.keys(terms).length === 0) return remote === undefined ? {} : { remote };
  const used = new Map<string, Json>();
  const note = (name: string): void => {
    for (const term of [name, name.slice(0, Math.max(0, name.indexOf(':')))]) {
      const definition = Object.hasOwn(terms, term) ? terms[term] : undefined;
      if (definition === undefined || used.has(term)) continue;
      used.set(term, definition);
      // A definition may be written with other prefixes, as in {"@type": "xsd:date"}.
      namesIn(definition, note);
    }
  };
  Object.keys(terms)
    .filter((term) => term.startsWith('@'))
    .forEach(note);
  namesIn(event, note);
  return {
    ...(used.size > 0 && { terms: Object.fromEntries(used) }),
    ...(remote !== undefined && { remote }),
  };
}

function namesIn(value: unknown, note: (name: string) => void): void {
  if (typeof value === 'string') note(value);
  else if (Array.isArray(value)) value.forEach((entry) => namesIn(entry, note));
  else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      if (name === '@context') continue;
      note(name);
      namesIn(member, note);
    }
  }
}

/** The published address, with or without its version, and the working group's own copy of it. */
function isEpcisContext(address: string): boolean {
  return /^https?:\/\/(ref\.gs1\.org\/standards\/epcis|gs1\.github\.io\/EPCIS)\/([\d.]+\/)?epcis-context\.jsonld$/.test(
    address,
  );
}

function addAddress(address: string, remote: Set<string>, spot: Spot): void {
  if (isEpcisContext(address)) return;
  if (/^https?:\/\/\S+$/.test(address)) remote.add(address);
  else fault(spot, 'must be the https address of a JSON-LD context', 'format.context');
}

function addTerms(
  entry: Readonly<Record<string, unknown>>,
  terms: Map<string, Json>,
  spot: Spot,
): void {
  for (const [name, definition] of Object.entries(entry)) {
    if (standardNames.has(name)) {
      fault(
        at(spot, name),
        'is a name of EPCIS; its meaning cannot be changed, so remove it',
        'format.context',
      );
    } else if (definition === null) terms.delete(name);
    else if (typeof definition === 'string' || isObject(definition)) {
      if (isLong(definition)) fault(at(spot, name), tooLong, 'format.bounds');
      else terms.set(name, definition as Json);
    } else fault(at(spot, name), 'must be an IRI or a JSON-LD term definition', 'format.context');
  }
}

const tooLong = `is longer than ${namespaceLengthMax} characters; shorten it`;

function isLong(definition: unknown): boolean {
  const iri = isObject(definition) ? definition['@id'] : definition;
  return typeof iri === 'string' && iri.length > namespaceLengthMax;
}
