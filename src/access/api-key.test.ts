import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { digestOf, isDemoKey, makeKey, readKey } from './api-key.js';

const bytes = (fill: number) => (count: number) => new Uint8Array(count).fill(fill);
const anyBytes = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('a new key', () => {
  test('is read back to its id and to the secret whose digest is kept', () => {
    fc.assert(
      fc.property(anyBytes, (random) => {
        const key = makeKey((count) => random.subarray(0, count));
        const read = readKey(key.text);
        expect(read?.id).toBe(key.id);
        expect(digestOf(read?.secret ?? '')).toEqual(key.digest);
      }),
    );
  });

  test('has a secret that holds all 256 bits: one bit changes it', () => {
    fc.assert(
      fc.property(anyBytes, fc.nat(255), (random, bit) => {
        const other = Uint8Array.from(random);
        const at = bit >> 3;
        other[at] = (other[at] ?? 0) ^ (1 << (bit & 7));
        expect(makeKey(() => other).digest).not.toEqual(makeKey(() => random).digest);
      }),
    );
  });

  test('keeps its form whatever the bytes', () => {
    for (const fill of [0, 255]) {
      expect(makeKey(bytes(fill)).text).toMatch(/^fk_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}$/);
    }
  });
});

describe('a mistyped key', () => {
  test('is known as such without the database', () => {
    const { text } = makeKey(bytes(7));
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: text.length - 1 }),
        fc.constantFrom(...'0189ABZabz'),
        (at, typed) => {
          fc.pre(text[at] !== typed);
          expect(readKey(text.slice(0, at) + typed + text.slice(at + 1))).toBeUndefined();
        },
      ),
    );
  });

  test.each(['', 'fk_', 'fk_demo_', 'fk_demo_Producer', 'fk_demo_producer ', 'Bearer fk_demo_x'])(
    '%j is no key at all',
    (text) => {
      expect(readKey(text)).toBeUndefined();
    },
  );
});

test('a demo key is its own secret and is told by its id', () => {
  const key = readKey('fk_demo_producer');
  expect(key).toEqual({ id: 'demo_producer', secret: 'demo_producer' });
  expect(isDemoKey('demo_producer')).toBe(true);
  expect(isDemoKey(makeKey(bytes(3)).id)).toBe(false);
});
