// The search for canaries finds them: a server that leaks on purpose, in every way that bytes leave one.
import { writeFile } from 'node:fs/promises';
import { createServer, request, type RequestListener, type Server } from 'node:http';
import path from 'node:path';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { World } from '../cases/world.js';
import { canary } from '../support/canaries/canary.js';
import { closed, opened, passingWay } from '../support/canaries/passing-way.js';
import { Searcher } from '../support/canaries/searcher.js';
import { TestDevice } from '../support/device.js';
import { PlainBrowser } from '../support/plain-browser.js';

let world: World;
const ids: Record<string, string> = {};
const keys: Record<string, string> = {};
beforeAll(async () => {
  world = await World.start();
  for (const name of ['F', 'P', 'R', 'R11', 'R37']) {
    keys[name] = (await world.trader(name)).key;
    ids[name] = (await world.viewer(name)).organisationId;
  }
});
afterAll(() => world?.close());

let searcher: Searcher;
const servers: Server[] = [];
beforeEach(() => {
  searcher = new Searcher(world.service.everything);
});
afterEach(async () => {
  for (const server of servers.splice(0)) await closed(server);
});

async function watched(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  searcher.watch(server);
  return opened(server);
}

/** What is found once somebody has asked a server that answers so. */
async function findings(
  listener: RequestListener,
  headers: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const url = await watched(listener);
  await (await fetch(`${url}/asked`, { headers })).arrayBuffer();
  return searcher.findings();
}

const bearer = (name: string) => ({ Authorization: `Bearer ${keys[name]}` });
const secret = () => canary(ids.F!, 'contact');
const around = () => `before it ${secret()} and after it`;

describe('a canary of F is found', () => {
  const half = secret.name.length + 14;
  const leaks: readonly (readonly [string, RequestListener])[] = [
    ['in a body', (_, response) => response.end(around())],
    ['in capitals', (_, response) => response.end(around().toUpperCase())],
    ['in a header', (_, response) => response.setHeader('X-Note', secret()).end()],
    ['in a status line', (_, response) => response.writeHead(200, secret()).end()],
    ['in hexadecimal', (_, response) => response.end(Buffer.from(around()).toString('hex'))],
    ...['', 'a', 'ab'].map(
      (more) =>
        [
          `in base64 after ${more.length + 9} bytes`,
          (_: unknown, response: Parameters<RequestListener>[1]) =>
            response.end(`"${Buffer.from(`some text${more}${secret()}.`).toString('base64url')}"`),
        ] as const,
    ),
    ['gzipped', encodedWith('gzip', gzipSync)],
    ['deflated', encodedWith('deflate', deflateSync)],
    ['in brotli', encodedWith('br', brotliCompressSync)],
    [
      'in two chunks',
      (_, response) => {
        const text = around();
        response.write(text.slice(0, half));
        response.end(text.slice(half));
      },
    ],
    [
      'in an answer that is cut off',
      (_, response) => {
        response.setHeader('Content-Length', '1000');
        response.write(around(), () => response.destroy());
      },
    ],
    ['cut short', (_, response) => response.end(secret().slice(0, 20))],
  ];

  test.each(leaks)('%s', async (_how, listener) => {
    const url = await watched(listener);
    await fetch(`${url}/asked`, { headers: bearer('P') })
      .then((response) => response.arrayBuffer())
      .catch(() => undefined);
    const found = await searcher.findings();
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^GET \/asked, to P: (contact of F|a canary cut short): …/);
  });

  test('behind the way to a service in a process of its own', async () => {
    const leaky = createServer((_, response) => response.end(around()));
    servers.push(leaky);
    const way = passingWay(Number(new URL(await opened(leaky)).port));
    searcher.watch(way);
    servers.push(way);
    const answer = await fetch(`${await opened(way)}/asked`, { headers: bearer('P') });
    expect(await answer.text()).toContain('cnry-');
    expect(await searcher.findings()).toEqual([expect.stringMatching(/to P: contact of F/)]);
  });

  test('in an answer to what was no request', async () => {
    const server = createServer();
    server.on('clientError', (_error, socket) => socket.end(`HTTP/1.1 400 ${secret()}\r\n\r\n`));
    servers.push(server);
    searcher.watch(server);
    const url = await opened(server);
    await new Promise((done) =>
      request(url, { method: 'GET', headers: { 'Content-Length': 'x' } })
        .on('error', done)
        .on('response', done)
        .end(),
    );
    expect(await searcher.findings()).toEqual([expect.stringMatching(/^no request, to nobody/)]);
  });

  test('in a log, whatever stands around it', async () => {
    const file = path.join(process.env.FURROW_TEST_DATA!, `searcher-${process.pid}`);
    await writeFile(file, `${'a line\n'.repeat(400_000)}${around()}`);
    await searcher.readLog(file);
    expect(searcher.searched.lines).toBe(400_000);
    expect(await searcher.findings()).toEqual([expect.stringMatching(/^the log .*contact of F/)]);
  });

  test('in a request to elsewhere: address, headers or body', async () => {
    const server = createServer((asked, response) =>
      asked.resume().on('end', () => response.end()),
    );
    servers.push(server);
    searcher.watchAsked(server);
    const url = await opened(server);
    await fetch(`${url}/${canary(ids.F!, 'key')}`);
    await fetch(`${url}/header`, { headers: { 'X-Note': canary(ids.F!, 'device') } });
    await fetch(`${url}/body`, { method: 'POST', body: around() });
    const found = (await searcher.findings()).join('\n');
    for (const kind of ['key', 'device', 'contact']) expect(found).toContain(`: ${kind} of F`);
  });
});

/** A body that cannot be read without its encoding. */
function encodedWith(name: string, encode: (text: string) => Buffer): RequestListener {
  return (_, response) => {
    response.setHeader('Content-Encoding', name).end(encode(around()));
  };
}

describe('who asks', () => {
  const leaksTo = (
    name: string,
    kind: 'contact' | 'extension' | 'document' | 'place',
    other?: string,
  ) => findings((_, response) => response.end(canary(ids.F!, kind, other)), bearer(name));

  test('F may be told what is its own, which is counted', async () => {
    expect(await leaksTo('F', 'contact')).toEqual([]);
    expect(searcher.searched.told).toBe(1);
  });

  test('nobody is told, with no key, with one that F never had, or with another secret for F’s', async () => {
    const forged = keys.F!.replace(/_[^_]+$/, keys.P!.replace(/^.*_/, '_'));
    for (const key of ['', 'fk_demo_producer', 'nonsense', forged]) {
      searcher = new Searcher(world.service.everything);
      const listener: RequestListener = (_, response) => response.end(secret());
      const headers: Record<string, string> = key === '' ? {} : { Authorization: `Bearer ${key}` };
      const found = await findings(listener, headers);
      expect([key, found]).toEqual([key, [expect.stringMatching(/to (nobody|whoever)/)]]);
    }
  });

  test('a browser that signed in with F’s key is F, though it signed out since', async () => {
    const browser = new PlainBrowser(world.service.url);
    await browser.post('/sign-in', { key: keys.F! });
    const session = `furrow_session=${browser.token}`;
    const url = await watched((asked, response) => {
      if (asked.url === '/signs-in') response.setHeader('Set-Cookie', `${session}; Path=/`).end();
      else response.end(secret());
    });
    await fetch(`${url}/signs-in`);
    await fetch(`${url}/asked`, { headers: { Cookie: session } });
    expect(await searcher.findings()).toEqual([]);
    await browser.post('/sign-out', {});
    expect(await searcher.findings()).toEqual([]);
  });

  test('whose session it is has been read before the search ends, so that the database may go', async () => {
    let reading = 0;
    searcher = new Searcher({
      query: async (...asked) => {
        reading += 1;
        try {
          return await world.service.everything.query(...asked);
        } finally {
          reading -= 1;
        }
      },
    });
    const url = await watched((_, response) => {
      response.setHeader('Set-Cookie', 'furrow_session=whatever; Path=/').end();
    });
    await fetch(`${url}/signs-in`);
    expect(reading).toBe(1);
    await searcher.findings();
    expect(reading).toBe(0);
  });

  test('a device of F is F', async () => {
    const device = await TestDevice.enrolled(world.service, keys.F!);
    const headers = { Authorization: `Bearer ${device.token()}` };
    expect(await findings((_, response) => response.end(secret()), headers)).toEqual([]);
  });

  test.each([
    ['the regulator of its province', 'R37', 'extension', 'told'],
    ['the regulator of the country', 'R', 'extension', 'told'],
    ['the regulator of another province', 'R11', 'extension', 'not told'],
    ['the regulator of its province', 'R37', 'contact', 'told'],
    ['the regulator of another province', 'R11', 'contact', 'not told'],
    ['the regulator of its province', 'R37', 'place', 'not told'],
  ] as const)('%s, %s: %s is %s', async (_who, name, kind, told) => {
    expect(await leaksTo(name, kind)).toHaveLength(told === 'told' ? 0 : 1);
  });

  test.each([
    ['who oversees F', 'R37', 0],
    ['who oversees P', 'R11', 1],
    ['P', 'P', 1],
  ])('what F notes of a hand-off to P, told to %s', async (_who, name, leaks) => {
    expect(await leaksTo(name, 'extension', ids.P)).toHaveLength(leaks);
  });

  test('a document that goes to P is for P and who oversees it, and for nobody else', async () => {
    expect(await leaksTo('P', 'document', ids.P)).toEqual([]);
    expect(await leaksTo('R11', 'document', ids.P)).toEqual([]);
    expect(await leaksTo('P', 'document', ids.R)).toHaveLength(1);
  });
});

test('an encoding that cannot be searched is a fault of its own', async () => {
  const listener: RequestListener = (_, response) => {
    response.setHeader('Content-Encoding', 'zstd').end('whatever');
  };
  expect(await findings(listener)).toEqual([expect.stringMatching(/zstd cannot be searched/)]);
});
