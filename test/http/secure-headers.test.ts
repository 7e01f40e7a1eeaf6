// Goal: each class of answer tells browsers exactly this, no less and nothing unnoticed. Method: one answer of each class,
// its headers about security against one table.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { contentSecurityPolicy } from '../../src/web/design/style-sheet.js';
import { World } from '../cases/world.js';

const published: Record<string, World> = {};
let code: string;
beforeAll(async () => {
  published.http = await World.start();
  published.https = await World.start({ publicUrl: 'https://trace.example' });
  const batchId = await published.http.make('F', 'A', '100', { hour: 1 });
  const { key } = await published.http.trader('F');
  const batch = await published.http.service.send<{ code: string }>(
    'GET',
    `/api/v1/batches/${batchId}`,
    { key },
  );
  code = batch.body.code;
});
afterAll(async () => {
  for (const world of Object.values(published)) await world.close();
});

const about = [
  'access-control-allow-origin',
  'content-security-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'referrer-policy',
  'strict-transport-security',
  'x-content-type-options',
  'x-frame-options',
  'x-powered-by',
];

async function headersOf(
  path: string,
  { key, Accept, at = 'http' }: { key?: string; Accept?: string; at?: string } = {},
): Promise<{ status: number; type: string; told: Record<string, string> }> {
  const { status, headers } = await published[at]!.service.send('GET', path, {
    key,
    headers: { ...(Accept !== undefined && { Accept }) },
  });
  const told = Object.fromEntries([...headers].filter(([name]) => about.includes(name)));
  return { status, type: headers.get('content-type')?.split(';')[0] ?? '', told };
}

const behindDoor = {
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
const page = {
  ...behindDoor,
  'content-security-policy': contentSecurityPolicy,
  'referrer-policy': 'same-origin',
};
const docs = {
  ...behindDoor,
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};
const door = { 'access-control-allow-origin': '*', 'x-content-type-options': 'nosniff' };
const doorPage = {
  ...door,
  'content-security-policy': contentSecurityPolicy,
  'referrer-policy': 'no-referrer',
};

const [html, json] = ['text/html', 'application/json'];
const problem = 'application/problem+json';

describe('the headers', () => {
  test('of an answer to a key forbid everything', async () => {
    const { key } = await published.http!.trader('F');
    expect(await headersOf('/api/v1/batches', { key })).toEqual({
      status: 200,
      type: json,
      told: behindDoor,
    });
    const made = await published.http!.service.send('POST', '/api/v1/products', {
      key,
      body: { name: 'Plums', itemCode: 'PL', unit: 'KGM', dateType: 'none' },
    });
    expect([made.status, made.headers.get('content-security-policy')]).toEqual([
      201,
      behindDoor['content-security-policy'],
    ]);
  });

  test.each([
    ['a problem', '/api/v1/batches', json, 401, problem, behindDoor],
    ['an address that is none', '/nowhere', json, 404, problem, behindDoor],
    ['an address that cannot be read', '/%FF', json, 400, problem, behindDoor],
    ['the description', '/openapi.json', json, 200, json, behindDoor],
    ['health', '/health/live', json, 200, json, behindDoor],
    ['a page', '/problems', html, 200, html, page],
    ['a page with a form', '/sign-in', html, 200, html, page],
    ['a problem as a page', '/nowhere', html, 404, html, page],
    ['Swagger UI', '/docs', html, 200, html, docs],
    ['a script of it', '/docs/swagger-ui-init.js', '*/*', 200, 'application/javascript', docs],
    ['the door in JSON', '/t/CODE', json, 200, json, door],
    ['the door as a page', '/t/CODE', html, 200, html, doorPage],
    ['a symbol of the door', '/t/CODE/qr.svg', '*/*', 200, 'image/svg+xml', door],
  ])('of %s are those of its class', async (_name, path, Accept, status, type, told) => {
    const answer = await headersOf(path.replace('CODE', code), { Accept });
    expect(answer).toEqual({ status, type, told });
  });

  test('keep browsers to HTTPS where the service is published there, and only there', async () => {
    const year = { 'strict-transport-security': 'max-age=31536000' };
    const told = async (path: string, Accept: string) =>
      (await headersOf(path, { Accept, at: 'https' })).told;
    expect(await told('/api/v1/batches', json)).toEqual({ ...behindDoor, ...year });
    expect(await told('/sign-in', html)).toEqual({ ...page, ...year });
    expect(await told('/docs', html)).toEqual({ ...docs, ...year });
  });

  test.each([
    ['http', /; HttpOnly; SameSite=Strict$/],
    ['https', /; HttpOnly; SameSite=Strict; Secure$/],
  ])('of a session published over %s keep its cookie there', async (at, kept) => {
    const { key } = await published[at]!.trader('F');
    const { headers } = await published[at]!.service.send('POST', '/sign-in', {
      body: String(new URLSearchParams({ key, next: '/' })),
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        Origin: published[at]!.service.url,
      },
    });
    expect(headers.get('set-cookie')).toMatch(kept);
  });
});
