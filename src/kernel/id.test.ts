import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { derivedId, isUuid, uuidv7 } from './id.js';

const tenBytes = fc.uint8Array({ minLength: 10, maxLength: 10 });

describe('a version 7 UUID', () => {
  test('is the example of RFC 9562', () => {
    const random = Buffer.from('0cc318c4dc0c0c07398f', 'hex');
    expect(uuidv7(0x017f22e279b0, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  test('carries its version and variant, and sorts by its time', () => {
    const time = fc.integer({ min: 0, max: 2 ** 48 - 1 });
    fc.assert(
      fc.property(time, time, tenBytes, tenBytes, (t, u, a, b) => {
        const [first, second] = [uuidv7(t, a), uuidv7(u, b)];
        expect(first).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
        if (t !== u) expect(first < second).toBe(t < u);
      }),
    );
  });
});

describe('a derived id', () => {
  test('is fixed for ever: stored rows bear it', () => {
    expect(derivedId('event', '0')).toBe('5d14014c-38f5-816a-83e0-cbfa44c8d049');
    expect(isUuid(derivedId())).toBe(true);
  });

  test('differs when its parts differ, wherever the cut between them falls', () => {
    const parts = fc.array(fc.string({ unit: 'binary', maxLength: 5 }), { maxLength: 4 });
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        expect(derivedId(...a) === derivedId(...b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
    expect(derivedId('a', 'bc')).not.toBe(derivedId('ab', 'c'));
  });
});

test.each([
  ['017F22E2-79B0-7CC3-98C4-DC0C0C07398F', true],
  ['017f22e279b07cc398c4dc0c0c07398f', false],
  ['017f22e2-79b0-7cc3-98c4-dc0c0c07398f\n', false],
  ['{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}', false],
])('%j is a UUID: %s', (text, expected) => {
  expect(isUuid(text)).toBe(expected);
});
