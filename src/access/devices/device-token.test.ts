import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { aKeyPair, signed } from '../../../test/support/device.js';
import { isSignedBy, type TokenPurpose } from './device-token.js';
import { isUsable, type PublicKey } from './public-key.js';

const id = '0190a4f0-8c2e-7d31-b8a4-5f0c1e2d3a4b';
const keys = aKeyPair();
const publicKey = keys.publicKey.export({ format: 'jwk' }) as unknown as PublicKey;
const audience = 'https://trace.example';
const seconds = 1_790_000_000;
const purpose: TokenPurpose = { type: 'device+jwt', audience, now: seconds * 1000 };
const header = { alg: 'ES256', typ: 'device+jwt', kid: id };

const isGood = (times: Readonly<Record<string, number>>, at = purpose) =>
  isSignedBy(signed(header, { iss: id, aud: audience, ...times }, keys), { id, publicKey }, at);

describe('a token holds', () => {
  test.each([
    [{ iat: seconds, exp: seconds + 300 }, true],
    [{ iat: seconds, exp: seconds + 301 }, false],
    [{ iat: seconds, exp: seconds + 1 }, true],
    [{ iat: seconds - 200, exp: seconds - 29 }, true],
    [{ iat: seconds - 200, exp: seconds - 30 }, false],
    [{ iat: seconds + 30, exp: seconds + 330 }, true],
    [{ iat: seconds + 31, exp: seconds + 331 }, false],
    [{ iat: seconds, exp: seconds + 60, nbf: seconds + 30 }, true],
    [{ iat: seconds, exp: seconds + 60, nbf: seconds + 31 }, false],
  ])('with the times %j: %j', async (times, isSo) => {
    expect(await isGood(times)).toBe(isSo);
  });

  test('never longer than five minutes and the two errors of a clock', async () => {
    const near = fc.integer({ min: -400, max: 400 });
    await fc.assert(
      fc.asyncProperty(near, near, async (begun, length) => {
        const iat = seconds + begun;
        if (!(await isGood({ iat, exp: iat + length }))) return;
        const later = { ...purpose, now: (seconds + 360) * 1000 };
        expect(await isGood({ iat, exp: iat + length }, later)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test('for none but this service, this device and this use', async () => {
    const good = { iat: seconds, exp: seconds + 60 };
    expect(await isGood(good, { ...purpose, audience: 'https://other.example' })).toBe(false);
    expect(await isGood(good, { ...purpose, type: 'enrolment+jwt' })).toBe(false);
    const token = signed(header, { iss: id, aud: audience, ...good }, keys);
    const other = { id: id.replace('0', '1'), publicKey };
    expect(await isSignedBy(token, other, purpose)).toBe(false);
  });
});

test('whatever is sent as a token or a key is judged, and never fails', async () => {
  const word = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.base64String({ maxLength: 40 }),
    fc.json().map((text) => Buffer.from(text).toString('base64url')),
  );
  const half = fc.uint8Array({ minLength: 32, maxLength: 32 });
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 6 }), half, half, async (words, x, y) => {
      expect(await isSignedBy(words.join('.'), { id, publicKey }, purpose)).toBe(false);
      const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
      const point = { kty: 'EC', crv: 'P-256', x: text(x), y: text(y) } as const;
      const flat = { kty: 'OKP', crv: 'Ed25519', x: text(x) } as const;
      const claims = { iss: id, aud: audience, iat: seconds, exp: seconds + 60 };
      for (const [alg, key] of [
        ['ES256', point],
        ['EdDSA', flat],
      ] as const) {
        if (!isUsable(key)) continue;
        const token = signed({ ...header, alg }, claims, keys);
        expect(await isSignedBy(token, { id, publicKey: key }, purpose)).toBe(false);
      }
    }),
    { numRuns: 300 },
  );
});
