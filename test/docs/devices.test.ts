// Goal: what the guide tells the makers of a device to write enrols one and signs its requests, as it stands there.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AccountsService } from '../../src/parties/index.js';
import { startApp, type TestApp } from '../support/app.js';

let service: TestApp;
beforeAll(async () => {
  service = await startApp({ publicUrl: 'https://trace.example' });
});
afterAll(() => service?.close());

type Run = (...given: unknown[]) => Promise<string>;
const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor as new (
  ...text: string[]
) => Run;

test('the code of the guide enrols a device, whose token is let in', async () => {
  const accounts = service.app.get(AccountsService, { strict: false });
  const opened = { kind: 'organisation', name: 'Farm', roles: ['producer'] } as const;
  const { key } = await accounts.open(opened);
  const { body: made } = await service.send<{ id: string; code: string; audience: string }>(
    ...(['POST', '/api/v1/devices'] as const),
    { key: key.text, body: { label: 'Gate 2', scopes: ['read'] } },
  );
  const [, section = ''] = readFileSync('docs/guides/running.md', 'utf8').split('## Devices');
  const [, script = ''] = /```js\n(.*?)```/s.exec(section) ?? [];
  const names = ['id', 'code', 'audience', 'fetch', 'Date'];
  const run = new AsyncFunction(...names, `${script}\nreturn token('device+jwt');`);
  // The published address leads to this service, and its clock is the device's.
  const send = (url: string, request: RequestInit) =>
    fetch(url.replace(made.audience, service.url), request);
  const time = { now: () => service.clock.now() };
  const token = await run(made.id, made.code, made.audience, send, time);
  expect((await service.send('GET', '/api/v1/parties', { key: token })).status).toBe(200);
});
