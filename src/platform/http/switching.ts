import { ServerResponse, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';

/** A connection that has left HTTP: what came of it so far, and the headers that the answer would have had. */
export interface Switched {
  readonly socket: Socket;
  readonly head: Buffer;
  readonly headers: OutgoingHttpHeaders;
}

type TakeOver = (switched: Switched) => void;

/** Answers to requests that ask for a WebSocket, and who takes the connection over once the answer may leave. */
const offers = new WeakMap<ServerResponse, { takeOver?: TakeOver }>();

/** Whether a client asks for a WebSocket, and not for an answer. */
export function isSwitchAsked(response: ServerResponse): boolean {
  return offers.has(response);
}

/**
 * Hands the connection over in place of the answer, at the moment at which that would leave: so a switch is admitted, counted
 * and on record like everything else, and a refusal is an answer like any other.
 */
export function switchInstead(response: ServerResponse, takeOver: TakeOver): void {
  const offer = offers.get(response);
  if (offer !== undefined) offer.takeOver = takeOver;
}

/** Whether a request asks for a WebSocket (RFC 6455, 4.1), without a body of its own. */
export function asksForSocket({ method, headers }: IncomingMessage): boolean {
  const hasBody =
    headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
  return (
    method === 'GET' &&
    !hasBody &&
    headers.upgrade?.toLowerCase() === 'websocket' &&
    headers['sec-websocket-version'] === '13' &&
    /^[+/0-9A-Za-z]{22}==$/.test(headers['sec-websocket-key'] ?? '')
  );
}

/** The response to a request that asks for a WebSocket: Node has let go of its connection, which ends with an answer. */
export function responseOnSwitch(
  request: IncomingMessage,
  socket: Socket,
  head: Buffer,
): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  socket.on('error', () => socket.destroy());
  response.on('finish', () => socket.end());
  const offer: { takeOver?: TakeOver } = {};
  offers.set(response, offer);
  // An own property: Express changes the prototype of what it is given.
  const end = response.end.bind(response) as (...answer: unknown[]) => ServerResponse;
  response.end = (...answer: unknown[]) => {
    if (offer.takeOver === undefined) return end(...answer);
    response.statusCode = 101;
    const headers = response.getHeaders();
    response.detachSocket(socket);
    // Whoever counts and logs answers hears that this one has left.
    Object.defineProperties(response, {
      headersSent: { value: true },
      writableFinished: { value: true },
    });
    offer.takeOver({ socket, head, headers });
    response.emit('close');
    return response;
  };
  return response;
}

/** Headers of one hop that ask for another protocol. */
const ofSwitch: ReadonlySet<string> = new Set(['upgrade', 'connection', 'http2-settings']);

/**
 * What the client sent, as if it had asked for no other protocol. Some clients offer HTTP/2 with every request (RFC 7540,
 * 3.2), and mean it to be answered all the same.
 */
export function withoutSwitch(request: IncomingMessage, head: Buffer): Buffer {
  const { method = '', url = '', httpVersion, rawHeaders } = request;
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    if (!ofSwitch.has(name.toLowerCase())) lines.push(`${name}: ${rawHeaders[at + 1] ?? ''}`);
  }
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]);
}
