import { once } from 'node:events';
import { Agent, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Express } from 'express';
import { pino } from 'pino';
import { createLogger } from '../logging.js';
import { DoorAdapter } from './door.js';
import { headTimeoutMilliseconds, requestTimeoutMilliseconds } from './limits.js';

const silent = createLogger('silent');
const adapter = new DoorAdapter();
let server: Server;
beforeAll(async () => {
  adapter.getInstance<Express>().use((_request, response) => response.send('application'));
  adapter.initHttpServer();
  server = adapter.getHttpServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
});

async function ask(path: string): Promise<Response> {
  const { port } = server.address() as AddressInfo;
  return fetch(`http://127.0.0.1:${port}${path}`);
}

const get = async (path: string) => (await ask(path)).text();

test('a door answers what it takes, ahead of the application, and leaves it the rest', async () => {
  expect(await get('/t/1')).toBe('application');
  adapter.open((request, response) => {
    const isMine = request.url?.startsWith('/t/') ?? false;
    if (isMine) response.end('door');
    return isMine;
  }, silent);
  expect(await get('/t/1')).toBe('door');
  expect(await get('/api')).toBe('application');
});

test('a door that throws answers 500, and is logged', async () => {
  const logged: unknown[] = [];
  const logger = pino({}, { write: (line: string) => logged.push(JSON.parse(line)) });
  adapter.open(() => {
    throw new Error('half a character');
  }, logger);
  expect((await ask('/t/1')).status).toBe(500);
  expect(logged).toMatchObject([{ err: { message: 'half a character' } }]);
});

test('a server that closes waits for an answer under way, and not for its connection to rest', async () => {
  const closing = new DoorAdapter();
  closing.initHttpServer();
  const own: Server = closing.getHttpServer();
  let answer = () => undefined as unknown;
  const isAsked = new Promise<void>((resolve) => {
    closing.open((_request, response) => {
      answer = () => response.end('late');
      resolve();
      return true;
    }, silent);
  });
  own.listen(0, '127.0.0.1');
  await once(own, 'listening');
  const { port } = own.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  const asked = new Promise<IncomingMessage>((resolve) => {
    request({ port, agent }, resolve).end();
  });
  await isAsked;
  const closed = closing.close();
  answer();
  expect((await asked).resume().statusCode).toBe(200);
  await closed;
  agent.destroy();
  // Shorter than a connection may rest.
}, 30_000);

test('a request that dawdles is cut off', () => {
  expect(server.requestTimeout).toBe(requestTimeoutMilliseconds);
  expect(server.headersTimeout).toBe(headTimeoutMilliseconds);
});
