// A recall on the demo, from a consumer's complaint to its closure, over HTTP alone; a day later its report is the same.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seedDemo } from '../../src/cli/demo/seed.js';
import type { RecallContactsView } from '../../src/recalls/contacts.dto.js';
import type { RecallReportView } from '../../src/recalls/report.dto.js';
import type { RecallScopeView } from '../../src/recalls/recalls.dto.js';
import { DemoChain } from '../cli/demo-chain.js';
import { sendReport } from '../complaints/consumer.js';
import { startApp, type TestApp } from '../support/app.js';

type Body = Record<string, unknown>;

const hour = 3_600_000;
const maker = 'Riverbend Orchard';
let service: TestApp;
let chain: DemoChain;
beforeAll(async () => {
  service = await startApp();
  const seeding = seedDemo(service.app);
  // Time goes on while the stories are told, so that what was recorded later is later.
  const ticking = setInterval(() => service.clock.advance(1), 1);
  await seeding.finally(() => clearInterval(ticking));
  chain = await DemoChain.of(service);
});
afterAll(() => service?.close());

/** As one of the demo's organisations; a refusal ends the test. */
async function ask<Answer = Body>(by: string, path: string, body?: object): Promise<Answer> {
  const method = body === undefined ? 'GET' : 'POST';
  const key = chain.key(by);
  const answer = await service.send<Answer>(method, `/api/v1/${path}`, { key, body });
  if (answer.status < 300) return answer.body;
  throw new Error(`${by} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
}

const nameOf = new Map<string, string>();
const now = (more = 0) => new Date(service.clock.now() + more).toISOString();
const kilograms = (value: string) => ({ value, unit: 'KGM' });

/** The batch that the demo's own complaint is about: 550 of peaches, 200 of them at the corner shop, the rest at the harbour. */
async function complainedBatch(): Promise<string> {
  type Complaints = { items: { batchId: string | null; state: string }[] };
  const { items } = await ask<Complaints>(maker, 'complaints');
  return items.find(({ batchId }) => batchId !== null)!.batchId!;
}

test('a complaint is traced, its batch recalled, answered, reconciled and closed; the report stands', async () => {
  const batchId = await complainedBatch();
  const { code } = await ask<{ code: string }>(maker, `batches/${batchId}`);
  const filled = { kind: 'foreign-body', words: 'Glass in it', place: 'Pinggu' };
  expect((await sendReport(service, { ...filled, code })).status).toBe(201);
  for (const name of chain.keys.keys()) {
    const { id } = await ask<{ id: string }>(name, 'organisations/me');
    nameOf.set(id, name);
  }
  const trace = await ask<{ holdings: { batchId: string; verdict: string }[] }>(
    maker,
    `traces?batchId=${batchId}&direction=forward`,
  );
  expect(trace.holdings).toContainEqual(expect.objectContaining({ batchId, verdict: 'certain' }));

  // Opened and told to the public; consumers read it at once.
  const opened = await ask<RecallScopeView>(maker, 'recalls', {
    ...{ batchIds: [batchId], grade: 1, reason: 'Glass found', advice: 'Do not eat them.' },
    ...{ refund: 'In full, at any shop', contact: 'Riverbend 010-1234', knownAt: now(-hour) },
  });
  const recall = `recalls/${opened.id}`;
  await ask(maker, `${recall}/public-notice`, {});
  const scan = await service.send<Body>('GET', `/t/${code}`, {
    headers: { Accept: 'application/json' },
  });
  expect(scan.body).toMatchObject({ verdict: 'recalled' });

  // Each holder answers for itself; whoever holds none says so.
  service.clock.advance(hour);
  const contacts = await ask<RecallContactsView>(maker, `${recall}/contacts`);
  const holders = contacts.items.filter(({ certainty }) => certainty === 'certain');
  expect(holders.length).toBeGreaterThan(0);
  for (const { organisationId, goods } of holders) {
    const name = nameOf.get(organisationId!)!;
    const outcomes = goods.map(({ quantity }) => ({
      ...{ batchId, what: 'set-apart', quantity: kilograms(quantity.most) },
    }));
    await ask(name, `${recall}/answers`, { kind: 'acknowledged' });
    service.clock.advance(1_000);
    await ask(name, `${recall}/answers`, { kind: 'done', words: 'In the cage', outcomes });
  }

  // What is there is destroyed where it is, reported before; a shop counts what is missing.
  for (const { organisationId, goods } of holders) {
    const name = nameOf.get(organisationId!)!;
    for (const { quantity, placeId } of goods) {
      const plan = { batchId, what: 'destroy', quantity: kilograms(quantity.least) };
      await ask(name, `${recall}/disposals`, { ...plan, place: 'The kiln', at: now(hour) });
      service.clock.advance(2 * hour);
      const lost = [{ batchId, quantity: kilograms(quantity.least) }];
      const dispose = { activity: 'dispose', goods: lost, placeId, reason: 'recall' };
      await ask(name, 'events', dispose);
    }
  }
  service.clock.advance(hour);
  const done = await ask<RecallScopeView>(maker, recall);
  const [figures] = done.reconciliation;
  expect(Number(figures!.recovered)).toBeGreaterThan(0);
  expect(done.destructions.length).toBeGreaterThan(0);
  expect(done.destructions.every(({ reportedAt }) => reportedAt !== null)).toBe(true);
  const closed = await ask<RecallScopeView>(maker, `${recall}/close`, {
    word: 'The rest was sold before the recall, or lost at the corner shop',
  });
  expect(closed.state).toBe('closed');
  service.clock.advance(1);

  // A day later, with more on record.
  const text = async (by: string) => {
    const response = await fetch(`${service.url}/api/v1/${recall}/report`, {
      headers: { Authorization: `Bearer ${chain.key(by)}` },
    });
    expect(response.status).toBe(200);
    return response.text();
  };
  const report = await text(maker);
  const sha256 = createHash('sha256').update(report).digest('hex');
  expect(sha256).toBe(closed.reportSha256);
  const { clock, notices, reconciliation } = JSON.parse(report) as RecallReportView;
  expect(clock).toMatchObject({ isStartLate: false, isCompletionLate: false });
  expect(notices.filter(({ state }) => state === 'done')).toHaveLength(holders.length);
  expect(reconciliation).toEqual(closed.reconciliation);
  service.clock.advance(24 * hour);
  // Keys of the test are valid for a day.
  chain = await DemoChain.of(service);
  const corner = nameOf.get(holders[0]!.organisationId!)!;
  const late = { activity: 'sell', goods: [{ batchId, quantity: kilograms('1') }] };
  await ask(corner, 'events', { ...late, recorded: 'fact', at: now(-48 * hour) });
  await ask(corner, 'events', { ...late, recorded: 'fact', at: now(-26 * hour) });
  for (const by of [maker, 'Municipal Market Regulator']) expect(await text(by)).toBe(report);
});
