import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { AccountsService } from '../../src/parties/index.js';
import type { Account } from '../../src/parties/accounts.service.js';
import { startApp, type Answer, type TestApp } from '../support/app.js';

let service: TestApp;
let farm: Account;
let shop: Account;
beforeAll(async () => {
  service = await startApp();
  const accounts = service.app.get(AccountsService, { strict: false });
  farm = await accounts.open({ kind: 'organisation', name: 'Farm', roles: ['producer'] });
  shop = await accounts.open({ kind: 'organisation', name: 'Shop', roles: ['retailer'] });
});
afterAll(() => service.close());

interface Body {
  readonly id: string;
  readonly code: string;
}

function post(
  idempotencyKey: string,
  body: unknown,
  { path = '/parties', key = farm.key.text }: { path?: string; key?: string } = {},
): Promise<Answer<Body>> {
  const headers = { 'Idempotency-Key': idempotencyKey };
  return service.send<Body>('POST', `/api/v1${path}`, { key, body, headers });
}

async function stored(name: string): Promise<number> {
  const parties = service.database.as({ role: 'fold' });
  return (await parties.query('SELECT FROM party WHERE name = $1', [name])).length;
}

/** Lets the database refuse new parties as it does when it waited too long for others. */
async function failingInserts(state: string): Promise<{ end(): Promise<void> }> {
  const owner = new pg.Client({ connectionString: service.server.ownerUrl });
  await owner.connect();
  await owner.query(`
    CREATE FUNCTION busy() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'busy' USING ERRCODE = '${state}'; END $$;
    CREATE TRIGGER busy BEFORE INSERT ON party EXECUTE FUNCTION busy()`);
  return {
    end: async () => {
      await owner.query('DROP FUNCTION busy CASCADE');
      await owner.end();
    },
  };
}

const party = (name: string) => ({ kind: 'organisation', name });

describe('the same Idempotency-Key', () => {
  test('with the same request gets the first answer again, and nothing is done twice', async () => {
    const first = await post('order-1', party('Twice'));
    service.clock.advance(60_000);
    const again = await post('order-1', party('Twice'));
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(first.headers.has('idempotency-replayed')).toBe(false);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await stored('Twice')).toBe(1);
  });

  test('with another body or address is refused', async () => {
    await post('order-2', party('First'));
    for (const other of [
      await post('order-2', party('Second')),
      await post('order-2', party('First'), { path: '/locations' }),
    ]) {
      expect([other.status, other.body.code]).toEqual([409, 'idempotency-key-reused']);
    }
    expect(await stored('Second')).toBe(0);
  });

  test('of two organisations are two keys', async () => {
    const ours = await post('order-3', party('Both'));
    const theirs = await post('order-3', party('Both'), { key: shop.key.text });
    expect([ours.status, theirs.status]).toEqual([201, 201]);
    expect(await stored('Both')).toBe(2);
  });

  test('can be used for the corrected request after a refusal', async () => {
    expect((await post('order-4', { ...party('Mended'), colour: 1 })).status).toBe(422);
    expect((await post('order-4', party('Mended'))).status).toBe(201);
  });

  test('sent by 20 clients at once does the work once, and then gives its answer', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post('order-5', party('Crowd'))),
    );
    const made = answers.filter(({ status }) => status === 201);
    const early = answers.filter(({ status }) => status !== 201);
    expect(made.length).toBeGreaterThan(0);
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
    for (const { status, headers, body } of early) {
      expect([status, body.code]).toEqual([409, 'idempotency-unfinished']);
      expect(headers.get('retry-after')).toBe('1');
    }
    expect(await stored('Crowd')).toBe(1);
    expect((await post('order-5', party('Crowd'))).body).toEqual(made[0]?.body);
  });

  test('whose first request was cut off by a crash is never carried out again', async () => {
    const text = ['POST', '/api/v1/parties', JSON.stringify(party('Lost'))].join('\n');
    const organisationId = farm.organisation.id;
    await service.database.as({ organisationId }).query(
      `INSERT INTO idempotency_key (organisation_id, key, request_digest, created_at)
       VALUES ($1, 'order-6', $2, $3)`,
      [organisationId, createHash('sha256').update(text).digest(), new Date(service.clock.now())],
    );
    const answer = await post('order-6', party('Lost'));
    expect([answer.status, answer.body.code]).toEqual([409, 'idempotency-unfinished']);
    expect(await stored('Lost')).toBe(0);
  });

  test.each(['55P03', '57014', '40P01'])(
    'can be used again after a 503 for which nothing was stored (%s)',
    async (state) => {
      const name = `Busy ${state}`;
      const failing = await failingInserts(state);
      const busy = await post(`busy-${state}`, party(name));
      await failing.end();
      expect([busy.status, busy.body.code]).toEqual([503, 'unavailable']);
      expect((await post(`busy-${state}`, party(name))).status).toBe(201);
      expect(await stored(name)).toBe(1);
    },
  );

  test('does not keep an answer that holds a secret', async () => {
    const request = { label: 'till', scopes: ['read'], validDays: 1 };
    const first = await post('order-7', request, { path: '/keys' });
    const again = await post('order-7', request, { path: '/keys' });
    expect([first.status, again.status]).toEqual([201, 409]);
    const [kept] = await service.database
      .as({ organisationId: farm.organisation.id })
      .query<{ body: string | null }>(`SELECT body FROM idempotency_key WHERE key = 'order-7'`);
    expect(kept).toEqual({ body: null });
  });

  test.each(['with space', 'x'.repeat(256)])('cannot be %j', async (key) => {
    expect((await post(key, party('Odd'))).status).toBe(422);
    expect(await stored('Odd')).toBe(0);
  });
});

test('without a key each request is one of its own', async () => {
  const send = () =>
    service.send('POST', '/api/v1/parties', { key: farm.key.text, body: party('Plain') });
  expect([(await send()).status, (await send()).status]).toEqual([201, 201]);
  expect(await stored('Plain')).toBe(2);
});
