// Invariant 6 of the design.
import { request } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { parseCode } from '../../src/identifiers/index.js';
import { Looks } from '../../src/scans/index.js';
import { World, type Body } from '../cases/world.js';

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

let world: World;
let key: string;
let batchId: string;
let batchCode: string;
beforeAll(async () => {
  world = await World.start();
  ({ key } = await world.trader('F'));
  batchId = await world.make('F', 'A', '100', { hour: 1 });
  const path = `/api/v1/batches/${batchId}`;
  batchCode = (await world.service.send<{ code: string }>('GET', path, { key })).body.code;
});
// Misses of one address are counted, and forgiven with time.
beforeEach(() => world.service.clock.advance(120_000));
afterAll(() => world?.close());

async function issue(count: number, id = batchId): Promise<string[]> {
  const path = `/api/v1/batches/${id}/codes`;
  return (await world.post(key, path, { kind: 'item', count })).codes as string[];
}

const change = (what: 'activations' | 'voidings', codes: string[], more: Body = {}) =>
  world.service.send<Body>('POST', `/api/v1/batches/${batchId}/codes/${what}`, {
    key,
    body: { codes, ...more },
  });

interface Bytes {
  /** The answer as it went over the wire, but for its date and the code that was asked. */
  readonly text: string;
  /** What it cost the database. */
  readonly statements: number;
}

/** Looks that wait to be written would be counted with what comes after them. */
const looksWritten = () => world.service.app.get(Looks, { strict: false }).flush();

/** A stranger's question, answered byte for byte: header names as sent, in their order. */
async function bytesOf(code: string, accept: string): Promise<Bytes> {
  const { publicDatabase, url } = world.service;
  await looksWritten();
  const before = publicDatabase.statementsSent;
  const headers = { Accept: accept, 'Accept-Language': 'en', Connection: 'close' };
  const asked = request(new URL(`/t/${code}`, url), { headers }).end();
  const [response] = (await once(asked, 'response')) as [import('node:http').IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const date = response.rawHeaders.indexOf('Date');
  const sent = response.rawHeaders.filter((_, at) => at !== date + 1);
  const body = Buffer.concat(chunks).toString('latin1');
  const whole = `${response.statusCode}\n${sent.join('\n')}\n\n${body}`;
  const text = (code.match(/.{4}/g) ?? []).reduce(
    (rest, four) => rest.replaceAll(four, '----'),
    whole,
  );
  return { text, statements: publicDatabase.statementsSent - before };
}

async function verdictOf(path: string): Promise<unknown> {
  world.service.clock.advance(1_001);
  const headers = { Accept: 'application/json' };
  return (await world.service.send<Body>('GET', path, { headers })).body.verdict;
}

describe('a code is made so that', () => {
  test('A code is for ever: nobody can guess one from those he has', async () => {
    const codes = await issue(1_000);
    expect(new Set(codes).size).toBe(1_000);
    const counts = new Map<string, number>();
    for (const code of codes) {
      expect(code).toMatch(new RegExp(`^[${alphabet}]{16}$`));
      for (const letter of code.slice(0, 15)) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }
    // 15,000 letters drawn fairly come to 484 each; 130 more or less is six standard deviations.
    for (const letter of alphabet)
      expect(Math.abs((counts.get(letter) ?? 0) - 484)).toBeLessThan(130);
    // Neighbours of the roll have no more in common than strangers: a place in 31.
    const alike = codes
      .slice(1)
      .flatMap((code, i) =>
        [...code.slice(0, 15)].filter((letter, at) => letter === codes[i]?.[at]),
      ).length;
    expect(Math.abs(alike - 484)).toBeLessThan(130);
  });

  test('A code is for ever: batches and units have 11 letters of chance and a check, items 15', async () => {
    const unit = await world.unit('U');
    const [item = ''] = await issue(1);
    expect([batchCode, unit, item].map(({ length }) => length)).toEqual([12, 12, 16]);
    for (const code of [batchCode, unit, item]) expect(parseCode(code)).toBe(code);
  });

  test('A code is for ever: a wrong letter or two swapped are found without a statement', async () => {
    const [item = ''] = await issue(1);
    const wrong = fc.record({
      code: fc.constantFrom(batchCode, item),
      at: fc.nat(),
      by: fc.integer({ min: 1, max: 30 }),
    });
    const swapped = fc.record({
      code: fc.constantFrom(batchCode, item),
      at: fc.nat(),
      with: fc.nat(),
    });
    const mistyped = fc.oneof(
      wrong.map(({ code, at, by }) => {
        const seat = at % code.length;
        const letter = alphabet[(alphabet.indexOf(code[seat] ?? '') + by) % 31] ?? '';
        return code.slice(0, seat) + letter + code.slice(seat + 1);
      }),
      swapped
        .map(({ code, at, with: other }) => {
          const letters = [...code];
          const [i, j] = [at % code.length, other % code.length];
          [letters[i], letters[j]] = [letters[j] ?? '', letters[i] ?? ''];
          return letters.join('');
        })
        .filter((code) => code !== batchCode && code !== item),
    );
    await looksWritten();
    const before = world.service.publicDatabase.statementsSent;
    await fc.assert(
      fc.asyncProperty(mistyped, async (code) => {
        expect(await verdictOf(`/t/${code}`)).toBe('malformed');
      }),
      { numRuns: Number(process.env.FURROW_TEST_RUNS ?? 100) },
    );
    expect(world.service.publicDatabase.statementsSent).toBe(before);
  });
});

describe('a code is never used again', () => {
  let owner: pg.Client;
  beforeAll(async () => {
    owner = new pg.Client({ connectionString: world.service.server.ownerUrl });
    await owner.connect();
  });
  afterAll(() => owner?.end());

  test('A code is for ever: the service may neither delete one, nor rename it, nor give it other goods', async () => {
    for (const sql of [
      'DELETE FROM code',
      `UPDATE code SET code = 'X'`,
      'UPDATE code SET batch_id = NULL',
    ]) {
      for (const role of ['app', 'fold'] as const) {
        const attempt = world.service.database.transaction((tx) => tx.query(sql), { role });
        await expect(attempt).rejects.toThrow(/permission denied/);
      }
      await expect(world.service.publicDatabase.query(sql)).rejects.toThrow(/permission denied/);
    }
  });

  test('A code is for ever: the database takes no second one, voided or not', async () => {
    const [item = ''] = await issue(1);
    expect((await change('voidings', [item], { reason: 'spoiled' })).status).toBe(200);
    const again = `INSERT INTO code SELECT * FROM code WHERE code = $1`;
    await expect(owner.query(again, [item])).rejects.toThrow(/unique/);
    const back = await change('activations', [item]);
    expect([back.status, back.body]).toMatchObject([409, { code: 'code-void' }]);
  });
});

describe('to a stranger', () => {
  test.each(['application/json', 'text/html'])(
    'A code is for ever: unknown, withheld and not yet activated item codes are one answer in %s, to the byte and the statement',
    async (accept) => {
      const [silent = '', spoiled = ''] = await issue(2);
      expect((await change('voidings', [spoiled], { reason: 'spoiled' })).status).toBe(200);
      const never = '7K3M9QTX2WP4H8CX';
      const answers: Bytes[][] = [];
      for (const code of [never, silent, spoiled]) {
        world.service.clock.advance(120_000);
        // Asked twice: what a second question costs would tell them apart as well as the first.
        answers.push([await bytesOf(code, accept), await bytesOf(code, accept)]);
      }
      const [unknown, ...others] = answers;
      expect(unknown?.map(({ statements }) => statements)).toEqual([1, 0]);
      expect(unknown?.[0]?.text).toMatch(/^404\n/);
      for (const other of others) expect(other).toEqual(unknown);
    },
  );

  test('A code is for ever: an activated item code answers, and goes on to when it is voided', async () => {
    const [item = ''] = await issue(1);
    expect(await verdictOf(`/t/${item}`)).toBe('unknown');
    expect((await change('activations', [item])).status).toBe(200);
    expect(await verdictOf(`/t/${item}`)).toBe('recorded-no-hop');
    await change('voidings', [item], { reason: 'sold' });
    expect(await verdictOf(`/t/${item}`)).toBe('withdrawn');
  });

  test('A code is for ever: a registered batch code answers at once', async () => {
    const id = await world.make('F', 'NEW', '5', { hour: 2 });
    const { body } = await world.service.send<{ code: string }>('GET', `/api/v1/batches/${id}`, {
      key,
    });
    const headers = { Accept: 'application/json' };
    const answer = await world.service.send<Body>('GET', `/t/${body.code}`, { headers });
    expect([answer.status, answer.body.verdict]).toEqual([200, 'recorded-no-hop']);
  });

  test('A code is for ever: a recall outranks all of it', async () => {
    const id = await world.make('F', 'BAD', '5', { hour: 2, bestBefore: '2026-11-20' });
    const { body } = await world.service.send<{ code: string }>('GET', `/api/v1/batches/${id}`, {
      key,
    });
    const [silent = '', spoiled = ''] = await issue(2, id);
    const voiding = { codes: [spoiled], reason: 'spoiled' };
    await world.post(key, `/api/v1/batches/${id}/codes/voidings`, voiding);
    const labels = [body.code, silent, spoiled].map((code) => `/t/${code}`);
    const before: unknown[] = [];
    for (const label of labels) before.push(await verdictOf(label));
    expect(before).toEqual(['expired', 'unknown', 'unknown']);
    await world.post(key, '/api/v1/recalls', { batchIds: [id], grade: 1, reason: 'Listeria' });
    for (const label of labels) expect(await verdictOf(label)).toBe('recalled');
  });
});
