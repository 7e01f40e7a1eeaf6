import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { digestOf } from '../../src/access/api-key.js';
import type { IssuedKeyView, OrganisationRole, Scope } from '../../src/access/index.js';
import { KeysService } from '../../src/access/index.js';
import { apiDescription } from '../../src/openapi.js';
import { readConfig } from '../../src/platform/index.js';
import { AccountsService } from '../../src/parties/index.js';
import type { Account } from '../../src/parties/accounts.service.js';
import { startApp, type Answer, type TestApp } from '../support/app.js';

const dayMilliseconds = 86_400_000;

let service: TestApp;
let farm: Account;
let shop: Account;
beforeAll(async () => {
  service = await startApp();
  farm = await anAccount('Farm', ['producer']);
  shop = await anAccount('Shop', ['retailer']);
});
afterAll(() => service.close());

async function anAccount(name: string, roles: readonly OrganisationRole[]): Promise<Account> {
  const accounts = service.app.get(AccountsService, { strict: false });
  return accounts.open({ kind: 'organisation', name, roles });
}

/** A key of the farm; each test takes a label of its own. */
async function aKey(
  label: string,
  scopes: readonly Scope[],
  validDays = 30,
): Promise<IssuedKeyView> {
  const body = { label, scopes, validDays };
  const { body: issued } = await send<IssuedKeyView>('POST', '/keys', { body });
  return issued;
}

async function send<Body = Record<string, never>>(
  method: string,
  path: string,
  { key = farm.key.text, body }: { key?: string; body?: unknown } = {},
): Promise<Answer<Body>> {
  return service.send<Body>(method, `/api/v1${path}`, { key, body });
}

/** An answer without what differs from one request to the next. */
function lasting({ status, body }: Answer<Record<string, unknown>>): unknown {
  return { status, ...body, instance: undefined };
}

describe('a key', () => {
  test('is shown whole once, with what it may do and until when', async () => {
    const issued = await aKey('till', ['read', 'write']);
    expect(issued.key).toMatch(new RegExp(`^fk_${issued.id}_`));
    expect(issued.scopes).toEqual(['read', 'write']);
    expect(Date.parse(issued.expiresAt)).toBe(service.clock.now() + 30 * dayMilliseconds);
    const { body } = await send<{ items: IssuedKeyView[] }>('GET', '/keys');
    const listed = body.items.find(({ id }) => id === issued.id);
    expect(listed).toMatchObject({ label: 'till' });
    expect(listed).not.toHaveProperty('key');
  });

  test('stays in no table: not its text, not its secret, not in a kept answer', async () => {
    const answer = await service.send<IssuedKeyView>('POST', '/api/v1/keys', {
      key: farm.key.text,
      body: { label: 'secret', scopes: ['read'], validDays: 1 },
      headers: { 'Idempotency-Key': 'shown-once' },
    });
    expect(answer.status).toBe(201);
    const secret = answer.body.key.split('_')[2];
    const [found] = await service.everything.query<{ kept: string }>(
      `SELECT concat((SELECT json_agg(api_key)::text FROM api_key),
         (SELECT json_agg(idempotency_key)::text FROM idempotency_key)) AS kept`,
    );
    expect(found?.kept).toContain('shown-once');
    expect(found?.kept).not.toContain(secret);
  });

  test('is refused in the same words whether unknown, mistyped, expired or revoked', async () => {
    const expired = await aKey('expired', ['read'], 1);
    const revoked = await aKey('revoked', ['read']);
    const fine = await aKey('fine', ['read']);
    expect((await send('DELETE', `/keys/${revoked.id}`)).status).toBe(204);
    service.clock.advance(dayMilliseconds);
    const answers = await Promise.all(
      [
        expired.key,
        revoked.key,
        `${fine.key.slice(0, -1)}${fine.key.endsWith('0') ? '1' : '0'}`,
        fine.key.replace(fine.id, expired.id),
        'fk_nonsense',
        'fk_demo_producer',
      ].map((key) => send('GET', '/parties', { key })),
    );
    const [first] = answers;
    expect(first).toMatchObject({ status: 401, body: { code: 'unauthorised' } });
    expect(first?.headers.get('www-authenticate')).toBe('Bearer');
    for (const answer of answers) expect(lasting(answer)).toEqual(first && lasting(first));
    expect((await send('GET', '/parties', { key: fine.key })).status).toBe(200);
  });

  test('of one label is valid at most twice at a time, also when twenty are asked for at once', async () => {
    const body = { label: 'changeover', scopes: ['read'], validDays: 1 };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => send<IssuedKeyView>('POST', '/keys', { body })),
    );
    const made = answers.filter(({ status }) => status === 201);
    const refused = answers.filter(({ status }) => status === 409);
    expect([made.length, refused.length]).toEqual([2, 18]);
    expect(refused[0]?.body).toMatchObject({ code: 'too-many-keys' });
    await send('DELETE', `/keys/${made[0]?.body.id}`);
    expect((await send('POST', '/keys', { body })).status).toBe(201);
  });

  test('may end itself, and then is refused at once', async () => {
    const { id, key } = await aKey('last', ['admin']);
    expect((await send('DELETE', `/keys/${id}`, { key })).status).toBe(204);
    expect((await send('GET', '/keys', { key })).status).toBe(401);
  });

  test('revoked by another process is refused within a second', async () => {
    const { id, key } = await aKey('elsewhere', ['read']);
    const config = readConfig({});
    const other = new KeysService(service.database, service.clock, service.random, config);
    const { organisationId } = await other.recognise(key);
    expect((await send('DELETE', `/keys/${id}`)).status).toBe(204);
    service.clock.advance(999);
    expect(await other.recognise(key)).toMatchObject({ organisationId });
    service.clock.advance(1);
    await expect(other.recognise(key)).rejects.toThrow('Send a valid key');
  });

  test('of another organisation looks like one that does not exist', async () => {
    const theirs = await send('DELETE', `/keys/${farm.key.key.id}`, { key: shop.key.text });
    const nobodys = await send('DELETE', '/keys/abcdefABCDEF', { key: shop.key.text });
    expect(theirs).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(lasting(nobodys)).toEqual(lasting(theirs));
    expect((await send('GET', '/keys')).status).toBe(200);
  });

  test.each([
    [{ scopes: ['read'], validDays: 1 }, '/label'],
    [{ label: 'x', scopes: [], validDays: 1 }, '/scopes'],
    [{ label: 'x', scopes: ['everything'], validDays: 1 }, '/scopes'],
    [{ label: 'x', scopes: ['read', 'read'], validDays: 1 }, '/scopes'],
    [{ label: 'x', scopes: ['read'], validDays: 366 }, '/validDays'],
    [{ label: 'x', scopes: ['read'], validDays: '1' }, '/validDays'],
    [{ label: 'x', scopes: ['read'], validDays: 1, owner: 'me' }, '/owner'],
  ])('asked for with %j is refused at %s', async (body, pointer) => {
    const { status, body: problem } = await send<{ errors: unknown }>('POST', '/keys', { body });
    expect([status, problem.errors]).toMatchObject([422, [{ pointer }]]);
  });
});

describe('a demo key', () => {
  const key = 'fk_demo_producer';

  async function seed(home: TestApp, organisationId: string): Promise<void> {
    await home.database.as({ role: 'fold' }).query(
      `INSERT INTO api_key (id, organisation_id, label, digest, scopes, created_at, expires_at)
       VALUES ('demo_producer', $1, 'demo', $2, '{read}', '2026-01-01', '2036-01-01')`,
      [organisationId, digestOf('demo_producer')],
    );
  }

  test('works where its row is, and never in production', async () => {
    const production = await startApp({ production: true });
    try {
      for (const [home, status] of [
        [service, 200],
        [production, 401],
      ] as const) {
        const accounts = home.app.get(AccountsService, { strict: false });
        const { organisation } = await accounts.open({
          kind: 'organisation',
          name: 'Demo farm',
          roles: ['producer'],
        });
        await seed(home, organisation.id);
        expect((await home.send('GET', '/api/v1/parties', { key })).status).toBe(status);
      }
    } finally {
      await production.close();
    }
  });
});

describe('every route of the API but the one to enrol by, and those for consumers', () => {
  /** A device that enrols has nothing yet but its code. */
  const isOpen = (path: string) => path === '/api/v1/devices/{id}/enrolment';
  /** Consumers report and ask; those who have an account list under the same address. */
  const isForConsumers = (method: string, path: string) =>
    path.startsWith('/api/v1/complaint-receipts/') ||
    (path === '/api/v1/complaints' && method === 'post');

  /** All that the document describes, with something in place of each parameter. */
  const operations = () =>
    Object.entries(apiDescription(service.app).paths)
      .filter(([path]) => path.startsWith('/api/') && !isOpen(path))
      .flatMap(([path, item]) =>
        Object.keys(item)
          .filter((method) => /^(?:get|post|put|patch|delete)$/.test(method))
          .filter((method) => !isForConsumers(method, path))
          .map((method) => ({
            method: method.toUpperCase(),
            path: path.replace(/\{\w+\}/g, '0190a4f0-0000-7000-8000-000000000000'),
          })),
      );

  test('turns away whoever sends no key, before it looks at anything else', async () => {
    const answers = await Promise.all(
      operations().map(async ({ method, path }) => {
        const { status } = await service.send(method, path, {
          ...(method !== 'GET' && { body: {} }),
        });
        return { method, path, status };
      }),
    );
    expect(answers.length).toBeGreaterThan(10);
    expect(answers.filter(({ status }) => status !== 401)).toEqual([]);
  });

  test('that changes something refuses a key that may only read', async () => {
    const { key } = await aKey('reader', ['read']);
    const reading = '/api/v1/traces/common-sources'; // Its question does not fit into an address.
    const changing = operations().filter(
      ({ method, path }) => method !== 'GET' && path !== reading,
    );
    const answers = await Promise.all(
      changing.map(async ({ method, path }) => {
        const { status, body } = await service.send(method, path, { key, body: {} });
        return { method, path, status, code: body.code };
      }),
    );
    expect(answers.filter(({ code }) => code !== 'forbidden')).toEqual([]);
  });

  test('for operators refuses other organisations, and says what is missing', async () => {
    const { status, body } = await send('POST', '/organisations', { body: {} });
    expect([status, body]).toMatchObject([
      403,
      { code: 'forbidden', detail: 'This needs an organisation that is operator.' },
    ]);
  });
});
