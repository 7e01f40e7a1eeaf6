import { once } from 'node:events';
import { createServer, request as ask, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express from 'express';
import { pino } from 'pino';
import { Clock } from '../clock.js';
import { RequestCounts } from '../metrics/request-counts.js';
import { Random } from '../random.js';
import type { KnownSender } from './known-sender.js';
import { traceRequests } from './request-id.js';

let server: Server;
let line: (text: string) => void = () => undefined;
let hang: (() => void) | undefined;
const counts = new RequestCounts();
beforeAll(async () => {
  const app = express();
  const logger = pino({}, { write: (text) => line(text) });
  app.use(traceRequests(new Random(new Clock()), logger, counts));
  app.use((request: KnownSender, response) => {
    if (request.path === '/unanswered') return void hang?.();
    request.actor = { organisationId: 'org-1', credential: 'key-1' };
    response.status(202).send('done');
  });
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
});

test('a request leaves one line in the log, under its id and without a secret', async () => {
  const logged = new Promise<string>((resolve) => (line = resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/events?token=secret-a`, {
    method: 'POST',
    headers: { authorization: 'Bearer secret-b', cookie: 'key=secret-c' },
    body: 'secret-d',
  });
  await answer.text();
  const text = await logged;
  expect(text).not.toMatch(/secret/);
  expect(JSON.parse(text)).toMatchObject({
    requestId: answer.headers.get('x-request-id'),
    method: 'POST',
    path: '/api/v1/events',
    status: 202,
    milliseconds: expect.any(Number),
    organisationId: 'org-1',
  });
});

test('a client that left before its answer is counted as one that got none', async () => {
  const logged = new Promise<string>((resolve) => (line = resolve));
  const { port } = server.address() as AddressInfo;
  const asking = ask(`http://127.0.0.1:${port}/unanswered`).on('error', () => undefined);
  hang = () => asking.destroy();
  asking.end();
  expect(JSON.parse(await logged)).toMatchObject({ cutOff: true });
  const statuses = counts.metric().samples.map(({ labels }) => labels?.status);
  expect(statuses).toContain('none');
});
