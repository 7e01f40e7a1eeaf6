// Goal: owners answer, consumers read it by their number and take back who they are, regulators look on and trace from
// several. Method: the whole way over HTTP, with those who may not beside those who may.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { KeysService } from '../../src/access/index.js';
import {
  ComplaintTracesService,
  tracingMilliseconds,
} from '../../src/complaints/complaint-traces.service.js';
import { ComplaintsService } from '../../src/complaints/index.js';
import { TraceService } from '../../src/trace/index.js';
import { World, type Body } from '../cases/world.js';
import { codeOf, complaintsOf, idOf, itemsOf, sendReport } from './consumer.js';
import { markedJpeg } from './marked-pictures.js';

let world: World;
let number: string;
let id: string;
beforeAll(async () => {
  world = await World.start();
  for (const name of ['A', 'B']) await world.make('F', name, '100', { hour: 1 });
  await world.handOver('F', 'P', 'A 40', 2);
  await world.make('G', 'Z', '100', { hour: 1, product: 'Z' });
  for (const name of ['R', 'R37', 'R11']) await world.trader(name);
});
afterAll(() => world?.close());
beforeEach(async () => {
  ({ number, id } = await reported('F', 'A', { contact: await world.secret('F', 'complaint') }));
});

/** A complaint about a batch: its number and its id. */
async function reported(owner: string, batch: string, more: Readonly<Record<string, string>> = {}) {
  const code = await codeOf(world, owner, batch);
  const { body } = await sendReport(world.service, { code, ...more }, [markedJpeg()]);
  return { number: String(body.number), id: await idOf(world, body.number) };
}

async function step(name: string, what: string, words?: string, of = id) {
  const { key } = await world.trader(name);
  const path = `/api/v1/complaints/${of}/${what}`;
  world.service.clock.advance(1);
  return world.service.send<Body>('POST', path, { key, ...(words && { body: { words } }) });
}

const receipt = async (of = number) =>
  world.service.send<Body>('GET', `/api/v1/complaint-receipts/${of}`);

describe('what became of it', () => {
  test('is told by the number, in whatever way that is written, and holds nothing that was written', async () => {
    expect((await receipt()).body).toEqual({
      ...{ number, code: expect.stringContaining('/t/') as unknown, kind: 'foreign-body' },
      ...{ state: 'received', receivedAt: expect.any(String) as unknown },
    });
    await step('F', 'acknowledgement');
    expect((await receipt()).body).toMatchObject({ state: 'seen' });
    await step('F', 'answer', 'We look into it.');
    expect((await receipt()).body).toMatchObject({ state: 'answered', answer: 'We look into it.' });
    await step('F', 'answer', 'A sieve broke.');
    await step('F', 'closing', 'Mended, and paid back.');
    const spaced = encodeURIComponent(number.toLowerCase().replace(/.{4}/g, '$& ').trim());
    expect((await receipt(spaced)).body).toMatchObject({
      ...{ state: 'closed', answer: 'A sieve broke.', closingWord: 'Mended, and paid back.' },
    });
  });

  test.each(['7K2M9Q4XTB3W', 'AAAAAAAAAAAAAAAA', 'x', '%F0%9F%8D%90'])(
    'is not told for %s',
    async (of) => {
      expect((await receipt(of)).status).toBe(404);
    },
  );

  test('stays as it is once it is closed', async () => {
    await step('F', 'closing', 'Paid back.');
    for (const [what, words] of [['acknowledgement'], ['answer', 'No.'], ['closing', 'No.']]) {
      const { status, body } = await step('F', what!, words);
      expect([status, body.code]).toEqual([409, 'complaint-closed']);
    }
    expect((await receipt()).body).toMatchObject({ closingWord: 'Paid back.' });
  });

  test('is written by the owner alone', async () => {
    for (const [name, status] of [
      ['P', 404],
      ['G', 404],
      ['R', 403],
      ['R37', 403],
    ] as const) {
      expect((await step(name, 'answer', 'Trust me.')).status).toBe(status);
    }
    expect((await receipt()).body.answer).toBeUndefined();
  });

  test.each([
    ['nothing', ''],
    ['blank', '  '],
    ['too long', 'x'.repeat(2001)],
    ['a NUL', 'a\u0000b'],
  ])('is not %s', async (_what, words) => {
    const { key } = await world.trader('F');
    const path = `/api/v1/complaints/${id}/answer`;
    const { status } = await world.service.send('POST', path, { key, body: { words } });
    expect(status).toBe(422);
  });

  test('has a row of the feed for each step', async () => {
    await step('F', 'acknowledgement');
    await step('F', 'answer', 'Sorry.');
    await step('F', 'closing', 'Paid back.');
    const rows = await world.service.everything.query<{ kind: string }>(
      'SELECT kind FROM feed WHERE subject = $1 ORDER BY recorded_at',
      [id],
    );
    expect(rows.map(({ kind }) => kind)).toEqual([
      ...['complaint-received', 'complaint-seen', 'complaint-answered', 'complaint-closed'],
    ]);
  });
});

test('the number is the reporter’s alone: nobody who reads the complaint could erase its photos', async () => {
  await step('F', 'answer', 'Sorry.');
  for (const name of ['F', 'R', 'R37']) {
    const { key } = await world.trader(name);
    const read = await world.service.send<Body>('GET', `/api/v1/complaints/${id}`, { key });
    expect([name, read.status, read.body.id]).toEqual([name, 200, id]);
    for (const told of [read.body, await complaintsOf(world, name)]) {
      expect(JSON.stringify(told)).not.toContain(number);
    }
  }
});

describe('a taking back', () => {
  const takeBack = (of: string) =>
    world.service.send('DELETE', `/api/v1/complaint-receipts/${of}/reporter`);
  const rowsOf = async (subject: string) =>
    world.service.everything.query<{ kind: string; payload: Body; organisation: string }>(
      `SELECT payload, organisation_id AS organisation FROM feed
       WHERE subject = $1 AND kind = 'complaint-forgotten'`,
      [subject],
    );

  test('is on record with whose complaint it was, once, however often it is asked for', async () => {
    for (const again of [1, 2, 3])
      expect([again, (await takeBack(number)).status]).toEqual([again, 204]);
    const { organisationId: organisation } = await world.trader('F');
    expect(await rowsOf(id)).toEqual([{ payload: {}, organisation }]);
  });

  test.each([
    ['a contact alone', { contact: '13800000000' }, [], 1],
    ['a photo alone', {}, [markedJpeg()], 1],
    ['nothing', {}, [], 0],
  ])('of %s is on record where something went', async (_what, more, photos, count) => {
    const code = await codeOf(world, 'F', 'A');
    const { body } = await sendReport(world.service, { code, ...more }, photos);
    expect((await takeBack(String(body.number))).status).toBe(204);
    expect(await rowsOf(await idOf(world, body.number))).toHaveLength(count);
  });

  test('of what nobody issued is done, and is in nobody’s record', async () => {
    const { body } = await sendReport(world.service, { code: '7K2M9Q4XTB3W' }, [markedJpeg()]);
    expect((await takeBack(String(body.number))).status).toBe(204);
    expect(await rowsOf(await idOf(world, body.number))).toEqual([]);
  });
});

test('a consumer takes back who they are: contact and photos go, the report stays', async () => {
  const before = (await complaintsOf(world, 'F'))[0]!;
  expect([before.contact === null, (before.photos as Body[]).length]).toEqual([false, 1]);
  const path = `/api/v1/complaint-receipts/${number}/reporter`;
  expect((await world.service.send('DELETE', path)).status).toBe(204);
  expect((await complaintsOf(world, 'F'))[0]).toEqual({ ...before, contact: null, photos: [] });
  const [photo] = before.photos as { id: string }[];
  const { key } = await world.trader('F');
  const kept = `/api/v1/complaints/${id}/photos/${photo!.id}`;
  expect((await world.service.send('GET', kept, { key })).status).toBe(404);
  const other = '/api/v1/complaint-receipts/AAAAAAAAAAAAAAAA/reporter';
  expect((await world.service.send('DELETE', other)).status).toBe(404);
});

test('complaints are found by state, kind and batch, page by page', async () => {
  await reported('F', 'B', { kind: 'label' });
  await step('F', 'acknowledgement');
  const found = async (query: string) => (await complaintsOf(world, 'R37', query)).length;
  const all = await complaintsOf(world, 'R37');
  const count = (keep: (each: Body) => boolean) => all.filter(keep).length;
  expect(await found('&state=seen')).toBe(count(({ state }) => state === 'seen'));
  expect(await found('&kind=label')).toBe(count(({ kind }) => kind === 'label'));
  const batch = world.batches.get('B') ?? '';
  expect(await found(`&batchId=${batch}`)).toBe(count(({ batchId }) => batchId === batch));
  const { key } = await world.trader('F');
  const ids: unknown[] = [];
  for (let path: string | undefined = '/api/v1/complaints?limit=2'; path !== undefined;) {
    const page: { headers: Headers; body: { items: Body[] } } = await world.service.send<{
      items: Body[];
    }>('GET', path, { key });
    ids.push(...page.body.items.map((each) => each.id));
    path = /<([^>]+)>/.exec(page.headers.get('link') ?? '')?.[1];
  }
  expect(ids).toEqual((await complaintsOf(world, 'F')).map((each) => each.id));
});

describe('traces from several', () => {
  const trace = async (name: string, ids: readonly string[], more = '') => {
    const { key } = await world.trader(name);
    const path = `/api/v1/complaint-traces?complaintIds=${ids.join(',')}${more}`;
    return world.service.send<Body & { traces: Body[]; untraced: Body[] }>('GET', path, { key });
  };

  test('answer each batch once, that with the most complaints first, as a trace of it does', async () => {
    const [b1, b2] = [await reported('F', 'B'), await reported('F', 'B')];
    const [item = ''] = await itemsOf(world, 'F', 'A', 1);
    await sendReport(world.service, { code: item });
    await sendReport(world.service, { code: await world.unit('U') });
    const [loose] = await complaintsOf(world, 'F');
    const asked = [id, b1.id, b2.id, String(loose!.id)];
    const { key } = await world.trader('R');
    const { status, body } = await trace('R', asked);
    expect(status).toBe(200);
    const alone = async (batch: string) => {
      const path = `/api/v1/traces?batchId=${world.batches.get(batch) ?? ''}`;
      return (await world.service.send<Body>('GET', path, { key })).body;
    };
    expect(body).toEqual({
      traces: [
        { complaintIds: [b1.id, b2.id], trace: await alone('B') },
        { complaintIds: [id], trace: await alone('A') },
      ],
      ...{ untraced: [], withoutBatch: [loose!.id] },
    });
  });

  test('go as far as whoever asks may see', async () => {
    const { body } = await trace('F', [id], '&direction=forward');
    const [{ trace: of } = { trace: {} }] = body.traces as { trace: Body }[];
    expect([of?.view, of?.direction]).toEqual(['own', 'forward']);
    const regional = (await trace('R37', [id])).body.traces as { trace: Body }[];
    expect(regional[0]!.trace.view).toBe('jurisdiction');
  });

  test('leave out a batch of which no event holds any more, and say so', async () => {
    await world.make('F', 'E', '5', { hour: 1 });
    const { id: about } = await reported('F', 'E');
    const { key } = await world.trader('F');
    const batchId = world.batches.get('E') ?? '';
    const events = await world.service.send<{ items: { eventId: string }[] }>(
      ...(['GET', `/api/v1/events?batchId=${batchId}`, { key }] as const),
    );
    const [made] = events.body.items;
    await world.tell('F', { activity: 'declare-error', of: made!.eventId, reason: 'never made' });
    const { body } = await trace('R', [about, id]);
    expect(body.untraced).toEqual([{ complaintIds: [about], batchId, why: 'unseen' }]);
    expect(body.traces.map(({ complaintIds }) => complaintIds)).toEqual([[id]]);
  });

  test('begin no further batch once time is up, and say which are left', async () => {
    const { id: other } = await reported('F', 'B');
    const { app } = world.service;
    let now = world.service.clock.now();
    const late = { now: () => (now += tracingMilliseconds * 0.6) };
    const services = [app.get(ComplaintsService), app.get(TraceService)] as const;
    const traces = new ComplaintTracesService(...services, late);
    const { key } = await world.trader('R');
    const actor = await app.get(KeysService).recognise(key);
    const { traced, untraced } = await traces.trace(actor, [id, other], 'forward');
    expect(traced.map(({ complaintIds }) => complaintIds)).toEqual([[id]]);
    expect(untraced).toEqual([
      { complaintIds: [other], batchId: world.batches.get('B'), why: 'time' },
    ]);
  });

  test('begin at no complaint of others’ goods', async () => {
    const { id: others } = await reported('G', 'Z');
    expect((await trace('G', [id])).status).toBe(404);
    expect((await trace('P', [id])).status).toBe(404);
    expect((await trace('R37', [others])).status).toBe(404);
    const mixed = await trace('F', [id, others]);
    expect([mixed.status, JSON.stringify(mixed.body)]).toEqual([
      422,
      expect.stringContaining(others),
    ]);
  });

  test.each([
    ['none', []],
    ['one twice', ['0190a4f0-0000-7000-8000-000000000000', '0190a4f0-0000-7000-8000-000000000000']],
    ['what is no id', ['stone']],
    ['21', Array.from({ length: 21 }, (_, i) => `0190a4f0-0000-7000-8000-0000000000${10 + i}`)],
  ])('of %s are refused', async (_what, ids) => {
    const { status, body } = await trace('R', ids);
    expect([status, body.code]).toEqual([422, 'invalid-request']);
  });
});

test('what a regulator reads is on record', async () => {
  const { key } = await world.trader('R37');
  await world.service.send('GET', `/api/v1/complaints/${id}`, { key });
  const rows = await world.service.everything.query<{ action: string }>(
    'SELECT action FROM audit_entry WHERE subject = $1',
    [id],
  );
  expect(rows).toEqual([{ action: 'complaints.read' }]);
});
