import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  clientAddress,
  plainLines,
  type Door,
  type Logger,
  type RequestCounts,
} from '../platform/index.js';
import type { Lookup } from './lookup.js';
import { readPublicPath, type PublicAddress } from './public-address.js';
import { Answer, replyOf, type Asked, type PageForReader, type ReaderRequest } from './reply.js';

export interface PublicDoor {
  readonly lookup: Lookup;
  readonly pageFor: (request: ReaderRequest) => PageForReader;
  readonly now: () => number;
  /** How many proxies of ours each request has passed. */
  readonly trustedProxies: number;
  readonly logger: Logger;
  readonly counts: RequestCounts;
}

/**
 * The one small handler, ahead of Express, that answers strangers. Everything it is asked stands in the path;
 * it reads no body and no key, and leaves what is not its own to the application. What is remembered is
 * answered at once, without a turn through promises, which would cost as much as the answer.
 */
export function publicDoor(door: PublicDoor): Door {
  const answers = new Answers(door);
  return (request, response) => {
    const began = performance.now();
    const { path, search } = addressOf(request);
    if (isTypedCode(path)) {
      sendOn(response, search);
      count(door, { request, route: '/t', began }, response);
      return true;
    }
    const address = readPublicPath(path);
    if (address === undefined) return false;
    answers.give({ request, search, address, route: routeOf(path, address), began }, response);
    return true;
  };
}

/** A request that is counted. */
interface Counted {
  readonly request: IncomingMessage;
  /** The pattern of its address, for counting. */
  readonly route: string;
  /** By the clock of `performance`. */
  readonly began: number;
}

/** A request that is the door's to answer. */
type Taken = Asked & Counted;

class Answers {
  private readonly lines: Logger;

  constructor(private readonly door: PublicDoor) {
    this.lines = plainLines(door.logger);
  }

  give(taken: Taken, response: ServerResponse): void {
    const { method } = taken.request;
    if (method !== 'GET' && method !== 'HEAD') return this.refuse(taken, response);
    const send = (found: Answer) => this.send(taken, found, response);
    const fail = (error: unknown) => this.fail(taken, error, response);
    const found = this.find(taken);
    if (found instanceof Promise) {
      found.then(send).catch(fail);
      return;
    }
    try {
      send(found);
    } catch (error) {
      fail(error);
    }
  }

  private find({ request, address: { question } }: Taken): Answer | Promise<Answer> {
    if ('verdict' in question) return new Answer(question);
    const { lookup, trustedProxies } = this.door;
    const sender = clientAddress(request, trustedProxies);
    return lookup.answer(question, sender);
  }

  private send(taken: Taken, found: Answer, response: ServerResponse): void {
    const reply = replyOf(this.door, taken, found);
    response.writeHead(reply.status, reply.headers as string[]);
    response.end(taken.request.method === 'HEAD' ? undefined : reply.body);
    const { verdict } = found;
    const milliseconds = Math.round(count(this.door, taken, response));
    this.lines.info({ verdict, status: reply.status, milliseconds }, 'lookup');
  }

  private refuse(taken: Taken, response: ServerResponse): void {
    response.writeHead(405, { Allow: 'GET, HEAD', 'Content-Length': '0' }).end();
    count(this.door, taken, response);
  }

  private fail(taken: Taken, error: unknown, response: ServerResponse): void {
    this.door.logger.error({ err: error }, 'an answer could not be given');
    if (!response.headersSent) response.writeHead(500, { 'Content-Length': '0' }).end();
    count(this.door, taken, response);
  }
}

/** Counts an answer that is on its way, and says how many milliseconds it took. */
function count(
  { counts }: PublicDoor,
  counted: Counted,
  { statusCode: status }: ServerResponse,
): number {
  const { request, route, began } = counted;
  const milliseconds = performance.now() - began;
  counts.count({ method: request.method ?? '', route, status, milliseconds });
  return milliseconds;
}

/** Digital Links have as many forms as there are attributes: they are told apart by what they begin with. */
function routeOf(path: string, { shape }: PublicAddress): string {
  if (path.startsWith('/0')) return `${path.slice(0, 3)}/*`;
  return shape === 'passport' ? '/t/:code' : `/t/:code/${shape}`;
}

function addressOf({ url = '' }: IncomingMessage): { path: string; search: string } {
  const mark = url.indexOf('?');
  if (mark < 0) return { path: url, search: '' };
  return { path: url.slice(0, mark), search: url.slice(mark + 1) };
}

const isTypedCode = (path: string) => /^\/t\/?$/i.test(path);

/** The form for typing a code asks `/t?code=`; the code has one address. */
function sendOn(response: ServerResponse, search: string): void {
  const typed = (new URLSearchParams(search).get('code') ?? '').trim();
  // By whole characters: half of one cannot be written in an address.
  const code = [...typed].slice(0, 64).join('');
  const location = code === '' ? '/' : `/t/${encodeURIComponent(code)}`;
  response.writeHead(303, { Location: location, 'Content-Length': '0' }).end();
}
