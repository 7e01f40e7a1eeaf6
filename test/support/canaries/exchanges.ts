import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** A request and the bytes of its answer so far. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly said: Buffer[];
}

/**
 * Hands on each answer of a server, as the bytes that left by the socket, once it is over or cut off; with no request where
 * there was none that could be read.
 */
export function overhearAnswers(
  server: Server,
  heard: (request: IncomingMessage | undefined, answer: Buffer) => void,
): void {
  const open = new WeakMap<Socket, Exchange[]>();
  const switched = new WeakMap<Socket, IncomingMessage>();
  server.prependListener('connection', (socket: Socket) => {
    // One that is read once more, since its client had asked for another protocol, is overheard already.
    if (open.has(socket)) return;
    const exchanges: Exchange[] = [];
    open.set(socket, exchanges);
    overhear(socket, (bytes) => {
      if (exchanges[0] === undefined) heard(switched.get(socket), bytes);
      else exchanges[0].said.push(bytes);
    });
  });
  if (server.listenerCount('upgrade') > 0) {
    // What goes out by a WebSocket is for whoever asked for it, frame by frame.
    server.prependListener('upgrade', (request: IncomingMessage) => {
      switched.set(request.socket, request);
    });
  }
  const begin = (request: IncomingMessage, response: ServerResponse) => {
    const exchanges = open.get(request.socket) ?? [];
    const exchange: Exchange = { request, said: [] };
    exchanges.push(exchange);
    const end = () => {
      if (!exchanges.includes(exchange)) return;
      exchanges.splice(exchanges.indexOf(exchange), 1);
      heard(request, Buffer.concat(exchange.said));
    };
    // Before the next answer on this socket begins.
    response.prependListener('finish', end);
    response.prependListener('close', end);
  };
  server.prependListener('request', begin);
  // With a listener of its own only, since one would keep the server from answering by itself.
  if (server.listenerCount('checkContinue') > 0) server.prependListener('checkContinue', begin);
}

/** Hands on each request that a server is sent, with its body, and leaves it to be read by whoever answers. */
export function overhearRequests(
  server: Server,
  heard: (request: IncomingMessage, body: Buffer) => void,
): void {
  server.prependListener('request', (request: IncomingMessage) => {
    const parts: Buffer[] = [];
    const push = request.push.bind(request);
    request.push = (part: Buffer | null) => {
      if (part === null) heard(request, Buffer.concat(parts));
      else parts.push(part);
      return push(part);
    };
  });
}

/** Hands on what is written to a socket. Node writes answers by `write`; `end` may say last words of its own. */
function overhear(socket: Socket, hear: (bytes: Buffer) => void): void {
  for (const name of ['write', 'end'] as const) {
    const say = socket[name].bind(socket) as (...given: unknown[]) => never;
    socket[name] = (...given: unknown[]) => {
      const [part, encoding] = given;
      const isNamed = typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8';
      if (typeof part === 'string') hear(Buffer.from(part, isNamed));
      else if (part instanceof Uint8Array) hear(Buffer.from(part));
      return say(...given);
    };
  }
}
