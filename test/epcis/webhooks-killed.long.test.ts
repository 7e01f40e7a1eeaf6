// Goal: a message survives the death of the process that sends it. Method: the process is killed for real while its receiver
// keeps it waiting, and once more right after it was answered.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { compileSources } from '../support/compiled.js';
import { ServiceProcess } from '../support/service-process.js';
import { eventIdsOf, Receiver, type Message } from './receiver.js';
import { documentOf } from './repository.js';
import { eventOf } from './subscribers.js';

const key = 'fk_demo_producer';

let folder: string;
let compiled: string;
let receiver: Receiver;
let service: ServiceProcess;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'furrow-hooks-'));
  // Others than root must be able to enter.
  await rm(folder, { recursive: true }).then(() => mkdir(folder, { mode: 0o755 }));
  compiled = await compileSources(['src', 'migrations']);
  receiver = await Receiver.start();
  service = await ServiceProcess.in(compiled, path.join(folder, 'data'), {
    FURROW_WEBHOOKS_ALLOW: receiver.origin,
  });
  await service.start();
}, 240_000);
afterAll(async () => {
  await service?.stop();
  await receiver?.close();
  await rm(folder, { recursive: true, force: true });
  await rm(compiled, { recursive: true, force: true });
});

const idOf = ({ headers }: Message) => String(headers['webhook-id']);

async function post(target: string, body: unknown): Promise<void> {
  const answer = await service.send('POST', target, { key, body });
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
}

const capture = (...ids: readonly string[]) =>
  post('/epcis/capture', documentOf(ids.map((id) => eventOf(id))));

async function killed(): Promise<void> {
  service.killGroup();
  await service.ended();
  await service.start();
}

test('a process that dies before it is answered leaves its message to the next, under its id', async () => {
  await post('/epcis/queries', { name: 'killed', query: { EQ_bizStep: ['inspecting'] } });
  await post('/epcis/queries/killed/subscriptions', { dest: `${receiver.origin}/`, stream: true });
  receiver.answering = () => undefined;
  await capture('urn:x:killed:1');
  await receiver.until(1);
  receiver.answering = () => 204;
  await killed();
  await capture('urn:x:killed:2');
  await service.until('the second process', () => receiver.eventIds.includes('urn:x:killed:2'));
  const ofFirst = receiver.messages.filter((each) => eventIdsOf(each).includes('urn:x:killed:1'));
  expect(ofFirst.length).toBeGreaterThan(1);
  expect(new Set(ofFirst.map(idOf)).size).toBe(1);
}, 400_000);

test('what was captured before a kill comes after it, and nothing under two ids', async () => {
  receiver.clear();
  const ids = Array.from({ length: 30 }, (_, i) => `urn:x:killed:many:${i}`);
  const [before, after] = [ids.slice(0, 15), ids.slice(15)];
  for (const id of before) await capture(id);
  await receiver.until(1);
  await killed();
  for (const id of after) await capture(id);
  await service.until('all of them', () => ids.every((id) => receiver.eventIds.includes(id)));
  for (const id of ids) {
    const named = receiver.messages.filter((each) => eventIdsOf(each).includes(id)).map(idOf);
    expect([id, new Set(named).size]).toEqual([id, 1]);
  }
}, 400_000);
