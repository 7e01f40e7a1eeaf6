// Goal: of a sign-in that failed the log says why, and nothing that opens anything. Method: the part that speaks with the
// issuer, against a real one, with a log of this test.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { Issuer, type Proof } from '../../src/people/issuer.js';
import { Outgoing, readConfig, type OidcConfig } from '../../src/platform/index.js';
import { TestIssuer } from '../support/issuer.js';
import { WanderingBrowser } from '../support/wandering-browser.js';

const published = 'http://furrow.example';
const proof: Proof = {
  ...{ state: 'state-'.repeat(8), nonce: 'nonce-'.repeat(8), verifier: 'verifier-'.repeat(6) },
};

let issuer: TestIssuer;
let lines: string[];
beforeAll(async () => {
  issuer = await TestIssuer.start(`${published}/sign-in/oidc/callback`);
});
beforeEach(() => {
  issuer.lie = undefined;
  issuer.letsThrough = true;
  lines = [];
});
afterAll(() => issuer.close());

function client(settings: Partial<OidcConfig> = {}): Issuer {
  const config = {
    ...readConfig({ FURROW_PUBLIC_URL: published }),
    oidc: { ...issuer.client, ...settings },
  };
  const outgoing = new Outgoing({ allowedOrigins: new Set([issuer.origin]) });
  return new Issuer(config, outgoing, pino({}, { write: (line: string) => lines.push(line) }));
}

/** What the issuer sends a browser back with. */
async function answer(asking: Issuer): Promise<string> {
  const address = await asking.signInAddress(proof);
  const until = /\/sign-in\/oidc\/callback\?/;
  const browser = new WanderingBrowser(published, issuer.origin);
  const { onward } = await browser.wander(String(address), { until });
  return String(onward).split('?')[1] ?? '';
}

/** The log holds these reasons, the issuer, and none of the secrets. */
function tells(reasons: string[], query: string, asking: OidcConfig = issuer.client) {
  const code = new URLSearchParams(query).get('code');
  const secrets = [code, ...Object.values(proof), asking.clientSecret].filter((text) => text);
  expect(lines).toHaveLength(1);
  const [line = ''] = lines;
  expect(JSON.parse(line)).toMatchObject({ level: 40, issuer: asking.issuer });
  for (const reason of reasons) expect(line).toContain(reason);
  for (const secret of secrets) expect(line).not.toContain(secret);
  expect(line).not.toContain('eyJ');
}

test('a code that was used', async () => {
  const asking = client();
  const query = await answer(asking);
  const account = { issuer: issuer.origin, subject: issuer.person };
  expect(await asking.identify(query, proof)).toEqual(account);
  expect(lines).toEqual([]);
  expect(await asking.identify(query, proof)).toBe('unproven');
  tells(['invalid_grant'], query);
});

test('a token for somebody else names the claim', async () => {
  const asking = client();
  const query = await answer(asking);
  issuer.lie = { claims: { aud: 'another' } };
  expect(await asking.identify(query, proof)).toBe('unproven');
  tells(['OAUTH_JWT_CLAIM_COMPARISON_FAILED', 'aud'], query);
});

test('a token that somebody else signed', async () => {
  const asking = client();
  const query = await answer(asking);
  issuer.lie = { forged: true };
  expect(await asking.identify(query, proof)).toBe('unproven');
  tells(['OAUTH_INVALID_RESPONSE'], query);
});

test('another secret than the issuer knows', async () => {
  const clientSecret = 'what somebody mistyped in the settings';
  const asking = client({ clientSecret });
  const query = await answer(asking);
  expect(await asking.identify(query, proof)).toBe('unproven');
  tells(['OAUTH_WWW_AUTHENTICATE_CHALLENGE'], query, { ...issuer.client, clientSecret });
});

test('a no of the issuer', async () => {
  const asking = client();
  issuer.letsThrough = false;
  const query = await answer(asking);
  expect(await asking.identify(query, proof)).toBe('declined');
  tells(['access_denied'], query);
});

test('an issuer that calls itself something else is not believed', async () => {
  const asking = client({ issuer: `${issuer.origin}/realm/..%2f` });
  expect(await asking.signInAddress(proof)).toBe('down');
  expect(lines).toHaveLength(1);
});

test('an issuer within the network that the operator did not allow is not asked', async () => {
  const other = { ...issuer.client, issuer: `https://127.0.0.1:${issuer.port}` };
  expect(await client(other).signInAddress(proof)).toBe('down');
  tells(['not-public'], '', other);
});

test('an issuer that fails when it is asked for the token', async () => {
  const asking = client();
  const query = await answer(asking);
  issuer.lie = { status: 503 };
  expect(await asking.identify(query, proof)).toBe('down');
  tells(['OAUTH_RESPONSE_IS_NOT_CONFORM'], query);
});

test('an issuer that is down', async () => {
  const asking = client();
  const query = await answer(asking);
  await issuer.close();
  expect(await asking.identify(query, proof)).toBe('down');
  tells(['ECONNREFUSED'], query);
  await issuer.open();
});
