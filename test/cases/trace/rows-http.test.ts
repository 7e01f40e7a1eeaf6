// A trace as lines of JSON, for whoever has a large scope to read.
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { TraceView } from '../../../src/trace/trace.dto.js';
import { traceStream } from '../../../src/trace/trace-rows.js';
import type { TraceAnswer } from '../../../src/trace/trace.service.js';
import type { HoldingFinding } from '../../../src/trace/verdict/finding.js';
import { traceAsked } from '../traces.js';
import { World, type Body } from '../world.js';

let service: World;
let world: World;
beforeAll(async () => {
  service = await World.start();
});
beforeEach(() => {
  world = service.another();
});
afterAll(() => service?.close());

type Row = Body & { readonly row: string };

async function rowsOf(asked: string, accept = 'application/x-ndjson') {
  const { key } = await world.trader('R');
  const response = await fetch(new URL(`/api/v1/traces?${asked}`, world.service.url), {
    headers: { Authorization: `Bearer ${key}`, Accept: accept },
  });
  const text = await response.text();
  const { status, headers } = response;
  return { status, type: headers.get('content-type'), vary: headers.get('vary'), text };
}

const parsed = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);

async function chain(): Promise<string> {
  await world.make('P', 'A', '10', { hour: 1 });
  await world.make('P', 'B', '10', { hour: 1 });
  await world.transform('P', 'A 4, B 1', 'D 5', 2);
  await world.handOver('P', 'S', 'D 3', 3);
  await world.does('P', 'sell', 6, { goods: world.goods('A 1') });
  return `batchId=${world.batches.get('D')}&batchId=${world.batches.get('A')}&form=graph`;
}

it('each finding is a line with what the tables say, between what was asked and a last line', async () => {
  const asked = await chain();
  const answer = await rowsOf(asked);
  expect([answer.status, answer.type]).toEqual([200, 'application/x-ndjson']);
  expect(answer.vary).toMatch(/Accept/);
  const rows = parsed(answer.text);
  const whole = await traceAsked(world, 'R', asked);
  const ofKind = (kind: string) =>
    rows.filter(({ row }) => row === kind).map(({ row: _, ...members }) => members);
  const tables = ['batches', 'holdings', 'gone', 'sources', 'parties'] as const;
  const kinds = ['batch', 'holding', 'gone', 'source', 'party'];
  kinds.forEach((kind, i) => expect(ofKind(kind)).toEqual(whole[tables[i]!]));
  expect([ofKind('node'), ofKind('link')]).toEqual([whole.graph?.nodes, whole.graph?.links]);
  const {
    batches: _b,
    holdings: _h,
    gone: _g,
    sources: _s,
    graph: _r,
    parties: _p,
    ...head
  } = whole;
  expect(rows[0]).toEqual({ row: 'head', ...head });
  expect(rows.at(-1)).toEqual({ row: 'end', rows: rows.length - 1, complete: true });
});

it('the last line says which bound cut it', async () => {
  const asked = await chain();
  const rows = parsed((await rowsOf(`${asked}&nodes=1`)).text);
  expect(rows.at(-1)).toMatchObject({ row: 'end', complete: false, cutForward: { by: 'nodes' } });
});

it('is JSON for whoever does not ask for lines, and a refusal is a problem', async () => {
  const asked = await chain();
  for (const accept of [
    '*/*',
    'application/json',
    'application/json, application/x-ndjson;q=0.5',
  ]) {
    const answer = await rowsOf(asked, accept);
    expect([answer.status, answer.type]).toEqual([200, 'application/json; charset=utf-8']);
    expect((JSON.parse(answer.text) as TraceView).batchIds).toHaveLength(2);
  }
  const refused = await rowsOf('batchId=A');
  expect([refused.status, refused.type]).toMatchObject([422, /^application\/problem\+json/]);
});

it('is on record once, and before its first line leaves, also where its reader breaks off', async () => {
  const asked = await chain();
  const { key } = await world.trader('R');
  const request = httpRequest(new URL(`/api/v1/traces?${asked}`, world.service.url), {
    headers: { Authorization: `Bearer ${key}`, Accept: 'application/x-ndjson' },
  }).end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const id = response.headers['x-request-id'];
  const kept = () =>
    world.service.everything.query('SELECT status FROM audit_entry WHERE id = $1', [id]);
  expect(await kept()).toEqual([{ status: 200 }]);
  response.destroy();
  await rowsOf(asked);
  expect(await kept()).toEqual([{ status: 200 }]);
});

it('is not read at all while it cannot be put on record', async () => {
  const asked = await chain();
  const owner = await service.owner();
  await owner.query('ALTER TABLE audit_entry RENAME TO audit_entry_away');
  try {
    const { status, text } = await rowsOf(asked);
    expect([status, text.includes('"row"')]).toEqual([503, false]);
  } finally {
    await owner.query('ALTER TABLE audit_entry_away RENAME TO audit_entry');
  }
});

it('makes a line only when it is due, and none for whoever has left', async () => {
  let made = 0;
  const holdings = Array.from({ length: 10_000 }, (_, i): HoldingFinding => {
    const holder = { kind: 'place' as const, id: `place ${i}` };
    return {
      ...{ holder, product: 'X', uom: 'KGM', batch: 'A', owner: null, verdict: 'certain' },
      ...{ amount: 1n, suspect: { least: 1n, most: 1n }, dose: { least: 1n, most: 1n } },
      ...{ isMeasured: true, guess: null, where: null, clearedBy: null },
      get path() {
        made += 1;
        return { events: [], doubt: null };
      },
    };
  });
  const forward = { batches: [], holdings, gone: [], links: [], doseUom: 'KGM', cut: null };
  const of = { kind: 'batches' as const, batchIds: ['A'] };
  const question = { of, direction: 'forward' as const, asOf: null, until: null, bounds: {} };
  const answer: TraceAnswer = {
    ...{ question: { ...question, form: 'table' }, view: 'all', forward, backward: null },
    ...{ start: { batchIds: ['A'], undated: [], unit: null } },
    ...{ parties: new Map(), holders: [], contacts: [], settling: false },
  };
  const lines = traceStream(answer);
  const told: string[] = [];
  // Whoever reads the first piece and no more.
  const reader = new Writable({
    decodeStrings: false,
    write: (piece: string) => void told.push(piece),
  });
  lines.pipe(reader);
  await new Promise((done) => lines.once('pause', done));
  expect(JSON.parse(told[0]!.split('\n')[0]!)).toMatchObject({ row: 'head' });
  const due = made;
  expect(due).toBeLessThan(holdings.length / 2);
  lines.destroy();
  await new Promise((done) => lines.once('close', done));
  expect(made).toBe(due);
});
