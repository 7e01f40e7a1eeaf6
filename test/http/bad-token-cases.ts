import { createHmac, sign } from 'node:crypto';
import { aKeyPair, part, signed, type Members, type TestDevice } from '../support/device.js';
import type { RawRequest } from '../support/raw-request.js';

/** Who stands where before anything is sent. */
export interface Cast {
  /** Enrolled: one by P-256, one by Ed25519, one of another organisation. */
  readonly device: TestDevice;
  readonly flat: TestDevice;
  readonly theirs: TestDevice;
  readonly revoked: TestDevice;
  readonly waiting: TestDevice;
  /** Its code was not used in time. */
  readonly late: TestDevice;
  /** Of an organisation whose access has ended: enrolled, and waiting with a code that would hold. */
  readonly ended: TestDevice;
  readonly endedWaiting: TestDevice;
  readonly endedKey: string;
  readonly goodKey: string;
  readonly revokedKey: string;
  readonly expiredKey: string;
  readonly session: string;
}

type Case = readonly [name: string, sent: (cast: Cast) => RawRequest];

export const path = '/api/v1/parties';
const nobody = '0190a4f0-0000-7000-8000-000000000000';

export const bearer = (credential: string): RawRequest => ({
  path,
  headers: { Authorization: `Bearer ${credential}` },
});

const withHeader = (name: string, header: (cast: Cast) => Members): Case => [
  name,
  (cast) => bearer(cast.device.token({ header: header(cast) })),
];
const withClaims = (name: string, claims: (now: number, cast: Cast) => Members): Case => [
  name,
  (cast) => bearer(cast.device.token({ claims: claims(Number(cast.device.claims.iat), cast) })),
];
const altered = (name: string, alter: (token: string) => string): Case => [
  name,
  ({ device }) => bearer(alter(device.token())),
];
const parts = (token: string) => token.split('.') as [string, string, string];

/** Signed by HMAC with what everybody may know. */
function byPublicKey(device: TestDevice, secret: string | Buffer): string {
  const body = `${part({ ...device.header, alg: 'HS256' })}.${part(device.claims)}`;
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
}

const bySomebodyElse = (header: (jwk: Members) => Members): Case[1] => {
  const keys = aKeyPair();
  const jwk = { ...keys.publicKey.export({ format: 'jwk' }) };
  return ({ device }) => bearer(signed({ ...device.header, ...header(jwk) }, device.claims, keys));
};

const algorithms: readonly Case[] = [
  [
    'alg none, unsigned',
    ({ device }) => bearer(`${part({ ...device.header, alg: 'none' })}.${part(device.claims)}.`),
  ],
  withHeader('alg none, signed', () => ({ alg: 'none' })),
  withHeader('alg None', () => ({ alg: 'None' })),
  withHeader('alg missing', () => ({ alg: undefined })),
  withHeader('alg RS256', () => ({ alg: 'RS256' })),
  withHeader('alg ES384', () => ({ alg: 'ES384' })),
  withHeader('alg EdDSA for a key on P-256', () => ({ alg: 'EdDSA' })),
  [
    'alg ES256 for a key on Ed25519',
    ({ flat }) => bearer(flat.token({ header: { alg: 'ES256' } })),
  ],
  [
    'HS256 by the public key as PEM',
    ({ device }) =>
      bearer(byPublicKey(device, device.keys.publicKey.export({ type: 'spki', format: 'pem' }))),
  ],
  [
    'HS256 by the public key as DER',
    ({ device }) =>
      bearer(byPublicKey(device, device.keys.publicKey.export({ type: 'spki', format: 'der' }))),
  ],
  [
    'HS256 by the public key as JWK',
    ({ device }) => bearer(byPublicKey(device, JSON.stringify(device.publicKey))),
  ],
  ['HS256 by nothing', ({ device }) => bearer(byPublicKey(device, ''))],
];

const headers: readonly Case[] = [
  ['the key of somebody else', bySomebodyElse(() => ({}))],
  ['jwk brings the key', bySomebodyElse((jwk) => ({ jwk }))],
  ['jku says where the key is', bySomebodyElse(() => ({ jku: 'https://keys.example/jwks' }))],
  ['x5u says where the key is', bySomebodyElse(() => ({ x5u: 'https://keys.example/x5c' }))],
  ['x5c brings the key', bySomebodyElse(({ x }) => ({ x5c: [x] }))],
  withHeader('jwk of its own', ({ device }) => ({ jwk: device.publicKey })),
  withHeader('jku besides', () => ({ jku: 'https://keys.example/jwks' })),
  withHeader('crit', () => ({ crit: ['exp'], exp: 1 })),
  withHeader('crit of nothing', () => ({ crit: [] })),
  withHeader('b64 with crit', () => ({ b64: false, crit: ['b64'] })),
  withHeader('b64 without crit', () => ({ b64: true })),
  withHeader('zip', () => ({ zip: 'DEF' })),
  withHeader('cty', () => ({ cty: 'JWT' })),
  withHeader('kid missing', () => ({ kid: undefined })),
  withHeader('kid of nobody', () => ({ kid: nobody })),
  withHeader('kid of another organisation', ({ theirs }) => ({ kid: theirs.id })),
  withHeader('kid as a path', () => ({ kid: '../../../../dev/null' })),
  withHeader('kid as SQL', () => ({ kid: "' OR ''='" })),
  withHeader('kid as a number', () => ({ kid: 7 })),
  withHeader('kid as a list', ({ device }) => ({ kid: [device.id] })),
  withHeader('kid with U+0000', ({ device }) => ({ kid: `${device.id}\0` })),
  withHeader('kid in capitals', ({ device }) => ({ kid: device.id.toUpperCase() })),
  withHeader('typ JWT', () => ({ typ: 'JWT' })),
  withHeader('typ missing', () => ({ typ: undefined })),
  withHeader('typ of a proof', () => ({ typ: 'enrolment+jwt' })),
];

const claims: readonly Case[] = [
  withClaims('aud of another service', () => ({ aud: 'https://trace.example' })),
  withClaims('aud with a slash more', (_, { device }) => ({ aud: `${device.made.audience}/` })),
  withClaims('aud missing', () => ({ aud: undefined })),
  withClaims('aud of several', (_, { device }) => ({
    aud: [device.made.audience, 'https://b.example'],
  })),
  withClaims('iss of nobody', () => ({ iss: nobody })),
  withClaims('iss of another organisation', (_, { theirs }) => ({ iss: theirs.id })),
  withClaims('iss missing', () => ({ iss: undefined })),
  withClaims('expired', (now) => ({ iat: now - 200, exp: now - 30 })),
  withClaims('exp missing', () => ({ exp: undefined })),
  withClaims('exp too far', (now) => ({ exp: now + 301 })),
  withClaims('exp beyond numbers', () => ({ exp: 1e300 })),
  withClaims('exp as a text', (now) => ({ exp: String(now + 60) })),
  withClaims('iat missing', () => ({ iat: undefined })),
  withClaims('iat in the future', (now) => ({ iat: now + 31, exp: now + 100 })),
  withClaims('iat long ago', (now) => ({ iat: now - 331, exp: now + 10 })),
  withClaims('iat as null', () => ({ iat: null })),
  withClaims('nbf in the future', (now) => ({ nbf: now + 31 })),
  withClaims('nbf as a text', () => ({ nbf: '0' })),
];

const shapes: readonly Case[] = [
  altered('a bit of the signature', (token) =>
    token.replace(/.(.)$/, (_, last) => `${token.at(-2) === 'A' ? 'B' : 'A'}${last}`),
  ),
  altered('no signature', (token) => token.replace(/[^.]+$/, '')),
  altered('the claims of another token', (token) =>
    parts(token)
      .with(1, part({ sub: 'me' }))
      .join('.'),
  ),
  [
    'a signature in DER',
    ({ device }) => {
      const body = `${part(device.header)}.${part(device.claims)}`;
      return bearer(
        `${body}.${sign('sha256', Buffer.from(body), device.keys.privateKey).toString('base64url')}`,
      );
    },
  ],
  altered('two parts', (token) => parts(token).slice(0, 2).join('.')),
  altered('four parts', (token) => `${token}.AAAA`),
  altered('five parts, as what is encrypted', (token) => `${token}.AAAA.AAAA`),
  altered('padding', (token) => `${token}=`),
  altered('signs of no base64url', (token) => token.replace('.', '!.')),
  altered('base64 of another alphabet', (token) => token.replace(/.$/, '+')),
  altered('a header that is no JSON', (token) => parts(token).with(0, part('{"alg"')).join('.')),
  altered('a header that is a list', (token) => parts(token).with(0, part('[]')).join('.')),
  altered('a header that is null', (token) => parts(token).with(0, part('null')).join('.')),
  ['claims that are no JSON', ({ device }) => bearer(signed(device.header, 'now', device.keys))],
  ['claims that are a list', ({ device }) => bearer(signed(device.header, '[]', device.keys))],
  ['claims as broken UTF-8', ({ device }) => bearer(signed(device.header, '\ud800', device.keys))],
  withClaims('2,001 characters', () => ({ padding: 'x'.repeat(1_500) })),
  withClaims('fifteen thousand characters', () => ({ padding: 'x'.repeat(10_900) })),
  ['only dots', () => bearer('..')],
];

const places: readonly Case[] = [
  ['nothing', () => ({ path })],
  [
    'two headers, the good one first',
    ({ device }) => ({
      path,
      headers: { Authorization: [`Bearer ${device.token()}`, 'Bearer fk_x'] },
    }),
  ],
  [
    'two headers, the good one last',
    ({ device }) => ({
      path,
      headers: { Authorization: ['Bearer fk_x', `Bearer ${device.token()}`] },
    }),
  ],
  [
    'the same header twice',
    ({ goodKey }) => ({
      path,
      headers: { Authorization: [`Bearer ${goodKey}`, `Bearer ${goodKey}`] },
    }),
  ],
  ['two in one header', ({ device }) => bearer(`${device.token()}, Bearer ${device.token()}`)],
  [
    'another scheme',
    ({ device }) => ({ path, headers: { Authorization: `DPoP ${device.token()}` } }),
  ],
  ['no scheme', ({ device }) => ({ path, headers: { Authorization: device.token() } })],
  [
    'as a password',
    ({ goodKey }) => ({
      path,
      headers: { Authorization: `Basic ${Buffer.from(`:${goodKey}`).toString('base64')}` },
    }),
  ],
  ['a token in the query', ({ device }) => ({ path: `${path}?access_token=${device.token()}` })],
  ['a key in the query', ({ goodKey }) => ({ path: `${path}?key=${goodKey}` })],
  [
    'a key in a cookie',
    ({ goodKey }) => ({ path, headers: { Cookie: `furrow_session=${goodKey}` } }),
  ],
  [
    'a session on the API',
    ({ session }) => ({ path, headers: { Cookie: `furrow_session=${session}` } }),
  ],
  ['a session as a key', ({ session }) => bearer(session)],
  [
    'a key on a page',
    ({ goodKey }) => ({
      ...desk,
      headers: { ...desk.headers, Authorization: `Bearer ${goodKey}` },
    }),
  ],
  [
    'a token on a page',
    ({ device }) => ({
      ...desk,
      headers: { ...desk.headers, Authorization: `Bearer ${device.token()}` },
    }),
  ],
];

const desk = {
  ...{ method: 'POST', path: '/desk/batches' },
  headers: { 'Sec-Fetch-Site': 'same-origin', Accept: 'application/json' },
};

const holders: readonly Case[] = [
  ['a revoked device', ({ revoked }) => bearer(revoked.token())],
  ['a device that waits', ({ waiting }) => bearer(waiting.token())],
  ['a device whose code has ended', ({ late }) => bearer(late.token())],
  ['a device of an organisation that has ended', ({ ended }) => bearer(ended.token())],
  ['a key of an organisation that has ended', ({ endedKey }) => bearer(endedKey)],
  ['a revoked key', ({ revokedKey }) => bearer(revokedKey)],
  ['an expired key', ({ expiredKey }) => bearer(expiredKey)],
  [
    'a key with one character changed',
    ({ goodKey }) => bearer(goodKey.replace(/.$/, (last) => (last === '0' ? '1' : '0'))),
  ],
  [
    'a key with the secret of another',
    ({ goodKey, revokedKey }) => bearer(goodKey.replace(/^fk_[^_]+/, revokedKey.slice(0, 15))),
  ],
  ['a demo key in production', () => bearer('fk_demo_producer')],
  ['an enrolment code', ({ waiting }) => bearer(waiting.made.code)],
];

const enrolling = (
  name: string,
  of: (cast: Cast) => TestDevice,
  changes: (cast: Cast) => Members = () => ({}),
): Case => [
  name,
  (cast) => {
    const device = of(cast);
    return {
      ...{ method: 'POST', path: `/api/v1/devices/${device.id}/enrolment` },
      body: JSON.stringify({ ...device.enrolment, ...changes(cast) }),
    };
  },
];
const proving = (
  name: string,
  change: (cast: Cast) => { header?: Members; claims?: Members },
): Case =>
  enrolling(
    name,
    ({ waiting }) => waiting,
    (cast) => {
      const { header, claims } = change(cast);
      return {
        proof: cast.waiting.token({
          header: { typ: 'enrolment+jwt', ...header },
          ...(claims && { claims }),
        }),
      };
    },
  );

const enrolments: readonly Case[] = [
  enrolling('a code again', ({ device }) => device),
  enrolling('a code of a revoked device', ({ revoked }) => revoked),
  enrolling('a code that has ended', ({ late }) => late),
  enrolling('a code of an organisation that has ended', ({ endedWaiting }) => endedWaiting),
  enrolling(
    'a code of another device',
    ({ waiting }) => waiting,
    ({ late }) => ({ code: late.made.code }),
  ),
  enrolling(
    'the proof of another key',
    ({ waiting }) => waiting,
    () => ({ publicKey: { ...aKeyPair().publicKey.export({ format: 'jwk' }) } }),
  ),
  enrolling(
    'the proof of another device',
    ({ waiting }) => waiting,
    ({ late }) => ({ proof: late.enrolment.proof }),
  ),
  proving('a proof for another service', () => ({ claims: { aud: 'https://trace.example' } })),
  proving('a token for a proof', () => ({ header: { typ: 'device+jwt' } })),
  proving('a proof that brings its key', ({ waiting }) => ({ header: { jwk: waiting.publicKey } })),
  proving('a proof that has expired', ({ waiting }) => ({
    claims: { iat: 0, exp: Number(waiting.claims.iat) - 30 },
  })),
  [
    'the code of a device that is not there',
    ({ waiting }) => ({
      method: 'POST',
      path: `/api/v1/devices/${nobody}/enrolment`,
      body: JSON.stringify(waiting.enrolment),
    }),
  ],
  [
    'the code of what is no device',
    ({ waiting }) => ({
      method: 'POST',
      path: '/api/v1/devices/x/enrolment',
      body: JSON.stringify(waiting.enrolment),
    }),
  ],
];

/** Each is one fault in what would otherwise be let in, and the place where it is sent. */
export const badTokens: readonly Case[] = [
  ...algorithms,
  ...headers,
  ...claims,
  ...shapes,
  ...places,
  ...holders,
  ...enrolments,
];

/** What the log must not hold of a request: its credentials, whole and in parts. */
export function secretsIn({ path: address, headers: sent = {}, body = '' }: RawRequest): string[] {
  const texts = [address.split('?')[1] ?? '', ...Object.values(sent).flat(), body];
  return texts.flatMap((text) => text.match(/[\w-]{20,}/g) ?? []);
}
