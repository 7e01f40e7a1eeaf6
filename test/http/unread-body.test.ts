import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { AccountsService } from '../../src/parties/index.js';
import { startApp, type TestApp } from '../support/app.js';

// Who may not write is told so from the head of his request alone: not a byte of what he sends is read or kept.
// These clients send the head first and watch whether an answer comes while the body is still theirs.

let service: TestApp;
let key: string;
let readOnlyKey: string;
const sockets: Socket[] = [];
beforeAll(async () => {
  service = await startApp();
  const accounts = service.app.get(AccountsService, { strict: false });
  const account = await accounts.open({
    kind: 'organisation',
    name: 'Farm',
    roles: ['producer'],
  });
  key = account.key.text;
  const body = { label: 'reader', scopes: ['read'], validDays: 1 };
  const reader = await service.send<{ key: string }>('POST', '/api/v1/keys', { key, body });
  readOnlyKey = reader.body.key;
});
afterEach(() => sockets.splice(0).forEach((socket) => socket.destroy()));
afterAll(() => service.close());

const party = JSON.stringify({ kind: 'organisation', name: 'Plain' });
const length = (text: string | Buffer) => `Content-Length: ${Buffer.byteLength(text)}`;
const bearer = (text: string) => `Authorization: Bearer ${text}`;

/** A connection that has sent the head of a POST and nothing else. */
async function headOf(path: string, headers: readonly string[], type = 'application/json') {
  const { hostname, port } = new URL(service.url);
  const socket = connect({ host: hostname, port: Number(port) });
  sockets.push(socket);
  await once(socket, 'connect');
  const head = [`POST ${path} HTTP/1.1`, `Host: ${hostname}`, `Content-Type: ${type}`, ...headers];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  return socket;
}

/** The status of the next answer on the connection. */
async function statusOn(socket: Socket): Promise<number> {
  const [first] = (await once(socket, 'data')) as [Buffer];
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(first.toString())?.[1]);
}

const twentyMegabytes = `Content-Length: ${20 * 1024 * 1024}`;

describe('a request is refused before a byte of its body has been sent', () => {
  test.each<[string, string, () => string[], number]>([
    ['without a key', '/epcis/capture', () => [twentyMegabytes], 401],
    ['with a wrong key', '/epcis/capture', () => [bearer('fk_none'), twentyMegabytes], 401],
    ['without a scope', '/epcis/capture', () => [bearer(readOnlyKey), twentyMegabytes], 403],
    ['of no stated length', '/api/v1/parties', () => ['Transfer-Encoding: chunked'], 401],
    ['at an address without a route', '/api/v1/none', () => [bearer(key), twentyMegabytes], 404],
    ['beyond the limit', '/api/v1/parties', () => [bearer(key), twentyMegabytes], 413],
  ])('%s', async (_, path, headers, status) => {
    expect(await statusOn(await headOf(path, headers()))).toBe(status);
  });

  test('on a page for anyone, beyond the little that its form takes', async () => {
    const form = 'application/x-www-form-urlencoded';
    const socket = await headOf('/sign-in', [`Content-Length: ${64 * 1024 + 1}`], form);
    expect(await statusOn(socket)).toBe(413);
  });
});

test('what a refused sender goes on to send is thrown away, and the connection serves the next request', async () => {
  const body = Buffer.alloc(8 * 1024 * 1024, 'x');
  const socket = await headOf('/epcis/capture', [length(body)]);
  expect(await statusOn(socket)).toBe(401);
  socket.write(body);
  socket.write('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
  expect(await statusOn(socket)).toBe(200);
});

describe('a client that asks before it sends its body', () => {
  const asking = 'Expect: 100-continue';

  test('is told to go on if it may', async () => {
    const socket = await headOf('/api/v1/parties', [bearer(key), asking, length(party)]);
    expect(await statusOn(socket)).toBe(100);
    socket.write(party);
    expect(await statusOn(socket)).toBe(201);
  });

  test('is spared the sending if it may not', async () => {
    const socket = await headOf('/api/v1/parties', [asking, length(party)]);
    expect(await statusOn(socket)).toBe(401);
  });
});

test('a compressed body that inflates too far is refused, and its connection serves the next request', async () => {
  const body = gzipSync(Buffer.alloc(5 * 1024 * 1024));
  const headers = [bearer(key), 'Transfer-Encoding: chunked', 'Content-Encoding: gzip'];
  const socket = await headOf('/api/v1/parties', headers);
  socket.write(`${body.byteLength.toString(16)}\r\n`);
  socket.write(body);
  expect(await statusOn(socket)).toBe(413);
  socket.write('\r\n5\r\nxxxxx\r\n0\r\n\r\nGET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
  expect(await statusOn(socket)).toBe(200);
});

test('a body whose sender hangs up stores nothing, compressed or not', async () => {
  const parties = async () =>
    (await service.database.as({ role: 'fold' }).query('SELECT FROM party')).length;
  const before = await parties();
  for (const encoding of ['identity', 'gzip']) {
    const body = encoding === 'gzip' ? gzipSync(party) : Buffer.from(party);
    const headers = [bearer(key), length(body), `Content-Encoding: ${encoding}`];
    const socket = await headOf('/api/v1/parties', headers);
    socket.write(body.subarray(0, 10), () => socket.destroy());
    await once(socket, 'close');
  }
  expect((await service.send('GET', '/api/v1/parties', { key })).status).toBe(200);
  expect(await parties()).toBe(before);
});

test('a sender who hangs up behind the end of compressed text does not end the service', async () => {
  const body = Buffer.concat([deflateSync(party), Buffer.from('x')]);
  const longer = `Content-Length: ${body.byteLength + 10}`;
  const socket = await headOf('/api/v1/parties', [
    bearer(key),
    longer,
    'Content-Encoding: deflate',
  ]);
  socket.write(body);
  expect(await statusOn(socket)).toBe(201);
  socket.destroy();
  await once(socket, 'close');
  expect((await service.send('GET', '/api/v1/parties', { key })).status).toBe(200);
});
