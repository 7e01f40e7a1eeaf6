import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AccountsService } from '../../src/parties/index.js';
import { startApp, type Answer, type TestApp } from '../support/app.js';

// What holds for every route: addresses, methods, parameters, problems, entity tags, pages.

let service: TestApp;
let key: string;
beforeAll(async () => {
  service = await startApp();
  const accounts = service.app.get(AccountsService, { strict: false });
  const account = await accounts.open({ kind: 'organisation', name: 'Farm', roles: ['producer'] });
  key = account.key.text;
});
afterAll(() => service.close());

interface Body {
  readonly id: string;
  readonly code: string;
  readonly detail: string;
  readonly instance: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  readonly items: readonly { readonly id: string; readonly name: string }[];
}

function send(
  method: string,
  path: string,
  { body, headers }: { body?: unknown; headers?: Readonly<Record<string, string>> } = {},
): Promise<Answer<Body>> {
  return service.send<Body>(method, path, { key, body, ...(headers && { headers }) });
}

async function aParty(name: string): Promise<string> {
  const { body } = await send('POST', '/api/v1/parties', { body: { kind: 'organisation', name } });
  return body.id;
}

/** Texts that `Date.parse` takes and PostgreSQL does not, or takes for something else. */
const notTimes = ['1', '2026', '+012026-01-01T00:00:00.000Z', '0000-01-01T00:00:00.000Z', 'May 1'];
const cursorAt = (at: string) =>
  Buffer.from(JSON.stringify([at, '0190a4f0-0000-7000-8000-000000000000'])).toString('base64url');

describe('a parameter', () => {
  test.each([
    ['/api/v1/organisations/me?verbose=1', '/verbose'],
    ['/api/v1/parties?colour=red', '/colour'],
    ['/api/v1/parties?limit=5&limit=6', '/limit'],
    ['/api/v1/parties?limit=5.0', '/limit'],
    ['/api/v1/parties?limit=201', '/limit'],
    ['/api/v1/parties?__proto__=1', '/__proto__'],
    ['/api/v1/parties?cursor=%F0%9F', '/cursor'],
    ...['events', 'handoffs'].flatMap((list) =>
      notTimes.map((at) => [`/api/v1/${list}?cursor=${cursorAt(at)}`, '/cursor'] as const),
    ),
    [`/api/v1/parties?cursor=${Buffer.from('["no id"]').toString('base64url')}`, '/cursor'],
  ])('of %s is refused, not ignored', async (path, pointer) => {
    const { status, body } = await send('GET', path);
    expect([status, body]).toMatchObject([422, { code: 'invalid-request', errors: [{ pointer }] }]);
  });

  test('of a POST is refused, too', async () => {
    const body = { kind: 'organisation', name: 'A' };
    const answer = await send('POST', '/api/v1/parties?dryRun=true', { body });
    expect([answer.status, answer.body]).toMatchObject([422, { errors: [{ pointer: '/dryRun' }] }]);
  });

  test('that is misspelt is answered with the right one', async () => {
    const { body } = await send('GET', '/api/v1/parties?limt=5');
    expect(body.errors?.[0]?.detail).toMatch('did you mean limit?');
  });
});

test('a body where none is read is refused', async () => {
  const path = `/api/v1/keys/${service.random.uuid()}`;
  const { status, body } = await send('DELETE', path, { body: { force: true } });
  expect([status, body]).toMatchObject([422, { errors: [{ detail: expect.any(String) }] }]);
});

describe('an address', () => {
  test.each(['/api/v1/parties/%zz', '/api/v1/parties/%00', '/api/v1/parties?uscc=%00', '/%C3%28'])(
    '%s that cannot be read is refused',
    async (path) => {
      const { status, body } = await send('GET', path);
      expect([status, body]).toMatchObject([400, { code: 'malformed-address' }]);
    },
  );

  test('asked with a method it does not take names those that it takes', async () => {
    const { status, headers, body } = await send('DELETE', '/api/v1/parties');
    expect([status, body]).toMatchObject([405, { code: 'method-not-allowed' }]);
    expect(headers.get('allow')).toBe('GET, POST');
  });

  test('that no route has is not found, whatever the method', async () => {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const { status, body } = await send(method, '/api/v1/nowhere');
      expect([status, body]).toMatchObject([404, { code: 'not-found' }]);
    }
  });

  test('with something that is not there is not found, and takes its methods all the same', async () => {
    const { status, headers } = await send('GET', `/api/v1/parties/${service.random.uuid()}`);
    expect(status).toBe(404);
    expect(headers.has('allow')).toBe(false);
  });
});

describe('a problem', () => {
  test('bears the request’s id and the constant words of its kind, and no inside', async () => {
    const answers = [await send('GET', '/api/v1/nowhere'), await send('GET', '/api/v1/nowhere')];
    for (const { headers, body } of answers) {
      expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(body).toEqual({
        type: '/problems/not-found',
        title: 'Not found',
        status: 404,
        detail: expect.any(String),
        instance: `urn:uuid:${headers.get('x-request-id')}`,
        code: 'not-found',
      });
    }
    expect(answers[0]?.body.instance).not.toBe(answers[1]?.body.instance);
  });

  test('of several faults names each', async () => {
    const body = { kind: 'robot', name: 7, names: [], email: 'x', colour: 1 };
    const answer = await send('POST', '/api/v1/parties', { body });
    expect(answer.status).toBe(422);
    expect(answer.body.errors?.map(({ pointer }) => pointer).sort()).toEqual([
      '/colour',
      '/email',
      '/kind',
      '/name',
    ]);
    expect(answer.body.detail).toMatch(/\(and 3 more\)$/);
  });

  test('of a list where an object belongs is one of its own', async () => {
    const body = { kind: 'person', name: 'A', names: [] };
    const answer = await send('POST', '/api/v1/parties', { body });
    expect([answer.status, answer.body.errors]).toEqual([
      422,
      [{ pointer: '/names', detail: 'must be an object' }],
    ]);
  });
});

test('an answer that the client has already is not sent again', async () => {
  const path = `/api/v1/parties/${await aParty('Tagged')}`;
  const { headers } = await send('GET', path);
  const tag = headers.get('etag') ?? '';
  expect(tag).toMatch(/^"/);
  // Without it, fetch asks for no answer out of any cache, and means ours as well.
  const revalidate = { 'cache-control': 'max-age=0' };
  const again = await send('GET', path, { headers: { 'if-none-match': tag, ...revalidate } });
  expect([again.status, again.body]).toEqual([304, '']);
  const other = await send('GET', path, { headers: { 'if-none-match': '"other"', ...revalidate } });
  expect(other.status).toBe(200);
});

test('a list is read whole and in order by following its links', async () => {
  const ids: string[] = [];
  for (const name of ['One', 'Two', 'Three', 'Four', 'Five']) {
    service.clock.advance(1);
    ids.unshift(await aParty(name));
  }
  const seen: string[] = [];
  let path: string | undefined = '/api/v1/parties?limit=2';
  while (path !== undefined && seen.length < 5) {
    const page: Answer<Body> = await send('GET', path);
    seen.push(...page.body.items.map(({ id }) => id));
    path = /^<(\/[^>]*)>; rel="next"$/.exec(page.headers.get('link') ?? '')?.[1];
  }
  expect(seen.slice(0, 5)).toEqual(ids);
});

test('every answer forbids guessing its type and being framed', async () => {
  for (const path of ['/health/live', '/api/v1/parties', '/nowhere']) {
    const { headers } = await send('GET', path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.has('x-powered-by')).toBe(false);
  }
});
