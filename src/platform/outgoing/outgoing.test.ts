// Goal: nobody who names an address makes this service reach inside. Method: real servers on loopback, which stand for the
// inside, and resolvers that lie.
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSafeServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { shopCertificate, shopKey } from '../../../test/support/shop-certificate.js';
import { Outgoing, type OutgoingSettings } from './outgoing.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** A server on loopback that counts who comes. */
async function inside(
  answer: RequestListener,
  { host = '127.0.0.1', port = 0, tls = false } = {},
): Promise<{ port: number; callers: () => number }> {
  let callers = 0;
  const server = tls
    ? createSafeServer({ cert: shopCertificate, key: shopKey }, answer)
    : createServer(answer);
  server.on('connection', () => (callers += 1)).listen(port, host);
  servers.push(server);
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, callers: () => callers };
}

const says =
  (text: string): RequestListener =>
  (request, response) =>
    request.resume().on('end', () => response.end(text));

function outgoing(allowed: string[] = [], settings: Partial<OutgoingSettings> = {}): Outgoing {
  return new Outgoing({ allowedOrigins: new Set(allowed), ...settings });
}

const leadsTo = (...addresses: string[]) => ({
  resolve: async () => addresses.map((address) => ({ address, family: 4 })),
});

describe('a request to elsewhere', () => {
  test.each([
    ['nonsense', 'malformed'],
    ['http://93.184.216.34/', 'not-https'],
    ['ftp://93.184.216.34/', 'not-https'],
    ['file:///etc/passwd', 'not-https'],
    ['https://name:word@93.184.216.34/', 'with-credentials'],
    ['https://name@93.184.216.34/', 'with-credentials'],
    ['https://127.0.0.1/', 'not-public'],
    ['https://2130706433/', 'not-public'],
    ['https://0x7f000001/', 'not-public'],
    ['https://0177.0.0.1/', 'not-public'],
    ['https://127.1/', 'not-public'],
    ['https://0/', 'not-public'],
    ['https://%31%32%37.0.0.1/', 'not-public'],
    ['https://１２７。0.0.1/', 'not-public'],
    ['https://[::1]/', 'not-public'],
    ['https://[::ffff:127.0.0.1]/', 'not-public'],
    ['https://[64:ff9b::169.254.169.254]/', 'not-public'],
    ['https://169.254.169.254/latest/meta-data', 'not-public'],
    ['https://localhost/', 'not-public'],
  ])('to %s is refused: %s', async (address, why) => {
    await expect(outgoing().send(address)).rejects.toMatchObject({ why });
  });

  test('leads nowhere where the name stands for an address inside, among whichever others', async () => {
    const { port, callers } = await inside(says('secret'));
    for (const addresses of [['127.0.0.1'], ['93.184.216.34', '127.0.0.1'], ['::1']]) {
      const asked = outgoing([], leadsTo(...addresses)).send(`https://shop.example:${port}/`);
      await expect(asked).rejects.toMatchObject({ why: 'not-public' });
    }
    expect(callers()).toBe(0);
  });

  test('goes to the address that was checked, though the name stands for another one since', async () => {
    const first = await inside(says('first'));
    const second = await inside(says('second'), { host: '127.0.0.2', port: first.port });
    const answers = ['127.0.0.1', '127.0.0.2'];
    const resolve = async () => [{ address: answers.shift() ?? '127.0.0.2', family: 4 }];
    const origin = `http://rebinding.example:${first.port}`;
    const answer = await outgoing([origin], { resolve }).send(`${origin}/`);
    expect(await answer.text()).toBe('first');
    expect([answers, second.callers()]).toEqual([['127.0.0.2'], 0]);
  });

  test('is allowed inside to the very origin that the operator named, and to no other', async () => {
    const { port, callers } = await inside(says('hello'));
    const asks = outgoing([`http://127.0.0.1:${port}`]);
    expect(await (await asks.send(`http://127.0.0.1:${port}/any?path`)).text()).toBe('hello');
    for (const [address, why] of [
      [`https://127.0.0.1:${port}/`, 'not-public'],
      [`http://localhost:${port}/`, 'not-https'],
      [`http://127.0.0.1:${port + 1}/`, 'not-https'],
    ] as const) {
      await expect(asks.send(address)).rejects.toMatchObject({ why });
    }
    expect(callers()).toBe(1);
  });

  test('does not follow where it is sent on', async () => {
    const within = await inside(says('secret'));
    const { port } = await inside((_request, response) => {
      response.writeHead(302, { Location: `http://127.0.0.1:${within.port}/` }).end('elsewhere');
    });
    const origins = [port, within.port].map((each) => `http://127.0.0.1:${each}`);
    const answer = await outgoing(origins).send(`${origins[0]}/`);
    expect([answer.status, await answer.text(), within.callers()]).toEqual([302, 'elsewhere', 0]);
  });

  test('brings method, headers and body, and asks for nothing compressed', async () => {
    const { port } = await inside((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const { host, 'x-of-ours': ours, 'accept-encoding': encoding } = request.headers;
        const heard = [request.method, host, ours, encoding, String(Buffer.concat(parts))];
        response.writeHead(201, { 'X-Of-Theirs': 'b' }).end(JSON.stringify(heard));
      });
    });
    const origin = `http://shop.example:${port}`;
    const answer = await outgoing([origin], leadsTo('127.0.0.1')).send(`${origin}/`, {
      ...{ method: 'PUT', body: 'plums', headers: { 'X-Of-Ours': 'a' } },
    });
    expect([answer.status, answer.headers.get('x-of-theirs')]).toEqual([201, 'b']);
    expect(await answer.json()).toEqual(['PUT', `shop.example:${port}`, 'a', 'identity', 'plums']);
  });
});

describe('an answer from elsewhere', () => {
  // Long enough for a busy machine to have sent the question.
  const never = { milliseconds: 1_000 };

  test.each<[string, RequestListener]>([
    ['that never begins', () => undefined],
    [
      'that never ends',
      (_request, response) => {
        const more = () => setImmediate(() => response.destroyed || (response.write('.'), more()));
        more();
      },
    ],
    ['whose end does not come', (_request, response) => response.write('half')],
  ])('%s is not waited for, nor its connection kept', async (_what, answer) => {
    const closed: Promise<unknown>[] = [];
    const { port } = await inside((request, response) => {
      closed.push(once(response, 'close'));
      answer(request, response);
    });
    const origin = `http://127.0.0.1:${port}`;
    const asked = outgoing([origin], { ...never, bytesMax: Infinity }).send(origin);
    await expect(asked).rejects.toMatchObject({ why: 'late' });
    await Promise.all(closed);
    expect(closed).toHaveLength(1);
  });

  test('is not waited for while the name is being looked up', async () => {
    const resolve = () => new Promise<never>(() => undefined);
    const asked = outgoing([], { ...never, resolve }).send('https://shop.example/');
    await expect(asked).rejects.toMatchObject({ why: 'late' });
  });

  test('is taken up to so many bytes and no further', async () => {
    const { port } = await inside(says('12345678'));
    const origin = `http://127.0.0.1:${port}`;
    expect((await outgoing([origin], { bytesMax: 8 }).send(origin)).status).toBe(200);
    const asked = outgoing([origin], { bytesMax: 7 }).send(origin);
    await expect(asked).rejects.toMatchObject({ why: 'too-long' });
  });

  test('that is none, or is cut off, is a fault that names the host and nothing else of the address', async () => {
    const { port } = await inside((request, response) => {
      if (request.url === '/hangs-up?a=secret') response.destroy();
      else
        response.writeHead(200, { 'Content-Length': '9' }).write('half', () => response.destroy());
    });
    const origin = `http://127.0.0.1:${port}`;
    for (const path of ['/hangs-up?a=secret', '/cut-off?a=secret']) {
      const fault: unknown = await outgoing([origin])
        .send(origin + path)
        .catch((error: unknown) => error);
      expect(fault).toMatchObject({ why: 'unanswered', code: 'ECONNRESET' });
      expect(String(fault)).toContain('127.0.0.1');
      expect(String(fault)).not.toContain('secret');
    }
    const nowhere = outgoing([], leadsTo()).send('https://nowhere.example/');
    await expect(nowhere).rejects.toMatchObject({ why: 'unanswered', code: 'ENOTFOUND' });
  });

  test('without a body is one', async () => {
    const { port } = await inside((_request, response) => response.writeHead(204).end());
    const origin = `http://127.0.0.1:${port}`;
    expect((await outgoing([origin]).send(origin)).status).toBe(204);
  });

  test('comes from who the certificate says, or not at all', async () => {
    const { port } = await inside(says('hello'), { tls: true });
    const ask = (name: string, authorities?: string) => {
      const origin = `https://${name}:${port}`;
      const trust = authorities === undefined ? {} : { authorities };
      return outgoing([origin], { ...leadsTo('127.0.0.1'), ...trust }).send(origin);
    };
    expect(await (await ask('shop.example', shopCertificate)).text()).toBe('hello');
    await expect(ask('other.example', shopCertificate)).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
    await expect(ask('shop.example')).rejects.toMatchObject({
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
  });
});
