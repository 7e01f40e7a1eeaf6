// Goal: nothing a client can send makes the reader fall over. Method: real documents with a few members
// removed, renamed or replaced by arbitrary JSON; the answer must be events that can be written, compared
// and taken apart, or faults that point into the document.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { resultsText } from '../../src/epcis/answer/results.js';
import { canonicalEvent } from '../../src/events/index.js';
import { eventHashId } from '../../src/events/event-hash.js';
import { thingsOf } from '../../src/events/event-things.js';
import { schemaFaults } from './schema-oracle.js';
import { validDocuments } from './example-files.js';
import { readCaptureDocument } from './read-document.js';

const now = Date.parse('2026-11-23T12:00:00Z');
const documents = validDocuments().map(({ text }) => text);

const hostile = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>('', ' ', '\0', '\ud800', '__proto__', -1, 1e300, null, [], {}, true),
  fc.constantFrom('2026-13-01T00:00:00Z', '9999-12-31T23:59:59Z', '2026-03-01', '24:00'),
  fc.constantFrom('urn:epc:id:sgtin:1.2.3', 'https://id.gs1.org/01/1', 'urn:', ':', 'a:b', '%ff:%'),
  fc.constantFrom<unknown>({ '@id': { '@id': 1 } }, { a: 'b:', b: 'a:' }, { constructor: 1 }),
  fc.constant(JSON.parse('{"__proto__": {"x:y": 1}, "toString:x": 2}') as unknown),
);

const mutation = fc.record({
  seat: fc.nat(),
  change: fc.oneof(
    fc.record({ kind: fc.constant('replace' as const), value: hostile }),
    fc.record({ kind: fc.constant('remove' as const) }),
    fc.record({
      kind: fc.constant('rename' as const),
      name: fc.oneof(fc.string(), fc.constantFrom('__proto__', '@context', 'type', 'x:y', 'a/b~c')),
    }),
  ),
});

type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;

test('a mutated document is read or refused, never a failure of the reader', () => {
  if (documents.length === 0) return;
  const cases = fc.tuple(
    fc.constantFrom(...documents),
    fc.array(mutation, { minLength: 1, maxLength: 4 }),
  );
  let refused = 0;
  fc.assert(
    fc.property(cases, ([text, mutations]) => {
      const json = JSON.parse(text) as unknown;
      for (const one of mutations) mutate(json, one);
      const result = readCaptureDocument(json, now);
      if ('faults' in result) {
        refused += 1;
        for (const { pointer } of result.faults) expect(isNear(json, pointer)).toBe(true);
        return;
      }
      expect(isLeniency(schemaFaults(json)) ? [] : schemaFaults(json)).toEqual([]);
      for (const event of result.events) {
        // What was let in must not stop what comes after.
        thingsOf(event);
        eventHashId(event);
      }
      const written = resultsText(result.events, { now, queryName: 'SimpleEventQuery' });
      const again = readCaptureDocument(JSON.parse(written), now);
      expect('faults' in again ? again.faults : []).toEqual([]);
      expect('events' in again && again.events.map(canonicalEvent)).toEqual(
        result.events.map(canonicalEvent),
      );
    }),
    { numRuns: Number(process.env['FURROW_TEST_RUNS'] ?? 1_000) },
  );
  expect(refused).toBeGreaterThan(0);
});

/**
 * Where we take what the schema refuses: a context named twice, and prefixed names with characters that
 * JSON-LD allows and the schema's notion of a URI does not.
 */
function isLeniency(faults: readonly string[]): boolean {
  return faults.some((fault) => /@context|property name/.test(fault));
}

/** Changes one seat of the tree, counted from its root in document order. */
function mutate(root: unknown, { seat, change }: Mutation): void {
  const seats = seatsOf(root);
  const chosen = seats[seat % Math.max(1, seats.length)];
  if (chosen === undefined) return;
  const { holder, name } = chosen;
  if (Array.isArray(holder)) {
    if (change.kind === 'remove') holder.splice(Number(name), 1);
    else holder[Number(name)] = change.kind === 'replace' ? copy(change.value) : copy(holder[0]);
    return;
  }
  const value = holder[name];
  if (change.kind !== 'replace') delete holder[name];
  if (change.kind === 'replace') define(holder, name, copy(change.value));
  if (change.kind === 'rename') define(holder, change.name, value);
}

/** A value of its own for each seat, since a shared one would let a later mutation tie a knot. */
function copy(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** As JSON.parse does it: `__proto__` becomes a member like any other. */
function define(holder: object, name: string, value: unknown): void {
  Object.defineProperty(holder, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

interface Seat {
  readonly holder: unknown[] | Record<string, unknown>;
  readonly name: string;
}

function seatsOf(value: unknown): Seat[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Seat['holder'];
  return Object.entries(holder).flatMap(([name, member]) => [{ holder, name }, ...seatsOf(member)]);
}

/** A pointer names a value of the document, or the seat in an object where a missing one belongs. */
function isNear(json: unknown, pointer: string): boolean {
  const names = pointer.split('/').slice(1);
  const last = names.pop();
  let value = json;
  for (const name of names) {
    if (typeof value !== 'object' || value === null) return false;
    value = (value as Record<string, unknown>)[name.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return last === undefined || (typeof value === 'object' && value !== null);
}
