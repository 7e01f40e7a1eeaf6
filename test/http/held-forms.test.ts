// Goal: the bytes of forms with files that one process has in memory are bounded, and they are there until their request is
// answered. Method: a server of its own that reads forms as the service does, and answers when the test says so.
import { once } from 'node:events';
import { createServer, request, type ClientRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import express, { type Response } from 'express';
import { Problem } from '../../src/kernel/index.js';
import { readForm } from '../../src/platform/http/form-body.js';
import { formsAtOnceMax } from '../../src/platform/http/limits.js';

const boundary = 'between';
const form = `--${boundary}\r\nContent-Disposition: form-data; name="words"\r\n\r\nstone\r\n--${boundary}--\r\n`;

/** Responses to forms that were read and wait for their answer, and who waits for the next one. */
let held: Response[];
let told: (() => void) | undefined;
let clients: ClientRequest[];
const app = express();
app.post('/', (sent, response) => {
  readForm(sent, response, 1024).then(
    () => {
      held.push(response);
      told?.();
    },
    (error: unknown) => response.sendStatus(error instanceof Problem ? error.status : 500),
  );
});
const server = createServer(app);

beforeEach(async () => {
  [held, clients] = [[], []];
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterEach(async () => {
  for (const client of clients) client.destroy();
  await new Promise((resolve) => server.close(resolve));
});

/** Sends a form, or its beginning. Whoever hangs up is told of it as of any other client. */
function send(body = form): ClientRequest {
  const client = request({
    ...{ host: '127.0.0.1', port: (server.address() as AddressInfo).port },
    ...{ method: 'POST', agent: false },
    headers: {
      'Content-Type': `multipart/form-data; boundary=${boundary}`,
      'Content-Length': Buffer.byteLength(form),
    },
  });
  client.on('error', () => undefined);
  client.end(body);
  clients.push(client);
  return client;
}

/** What becomes of the next form: it is read and held, or answered at once. */
function outcome(body = form): Promise<number | 'held' | undefined> {
  return new Promise((resolve) => {
    told = () => resolve('held');
    send(body).on('response', (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode));
    });
  });
}

async function fill(): Promise<void> {
  for (let i = 0; i < formsAtOnceMax; i++) expect(await outcome()).toBe('held');
}

test('a form has its place until its request is answered', async () => {
  await fill();
  expect(await outcome()).toBe(503);
  const [first] = held;
  const closed = once(first!, 'close');
  first!.sendStatus(204);
  await closed;
  expect(await outcome()).toBe('held');
  expect(await outcome()).toBe(503);
});

test('a form that nobody waits for an answer to leaves its place', async () => {
  await fill();
  const closed = once(held[0]!, 'close');
  clients[0]!.destroy();
  await closed;
  expect(await outcome()).toBe('held');
  expect(await outcome()).toBe(503);
});

test('a form that cannot be read leaves its place once that is said', async () => {
  for (let i = 0; i <= formsAtOnceMax; i++) {
    expect([i, await outcome('x'.repeat(form.length))]).toEqual([i, 400]);
  }
});
