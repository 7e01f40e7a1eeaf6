import { once } from 'node:events';
import { createServer, request as ask, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A way to a service in a process of its own, on which its answers can be searched. Requests and answers are handed on
 * as they come; where the service dies, so does the connection of whoever asked.
 */
export function passingWay(port: number): Server {
  return createServer((request, response) => {
    const { method, url: path } = request;
    const headers = handedOn(request.rawHeaders);
    const onward = ask({ host: '127.0.0.1', port, method, path, headers, agent: false });
    onward.on('response', (answer) => {
      response.sendDate = false;
      response.writeHead(answer.statusCode ?? 0, answer.statusMessage, handedOn(answer.rawHeaders));
      answer.on('error', () => response.destroy());
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  });
}

export async function opened(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function closed(server: Server): Promise<void> {
  if (!server.listening) return;
  server.close().closeAllConnections();
  await once(server, 'close');
}

/** All headers but what concerns this connection alone. */
function handedOn(raw: readonly string[]): string[] {
  return raw.flatMap((name, i) => {
    if (i % 2 === 1 || /^(connection|keep-alive)$/i.test(name)) return [];
    return [name, raw[i + 1] ?? ''];
  });
}
