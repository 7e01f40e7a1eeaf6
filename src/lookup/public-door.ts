import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  clientAddress,
  plainLines,
  type Door,
  type Logger,
  type RequestCounts,
} from '../platform/index.js';
import { isLookOfPerson, type Looks } from '../scans/index.js';
import { AddressMemory, type DoorAddress } from './address-memory.js';
import { Answer } from './answer.js';
import type { Reply } from './drawings.js';
import { noteLook, type Asker } from './look-notes.js';
import type { Lookup } from './lookup.js';
import { everywhere, methods, replyWith } from './public-headers.js';
import type { PageForReader, ReaderRequest } from './reader-page.js';
import { replyOf, type Asked } from './reply.js';
import { isTypedCode, sendOn } from './typed-code.js';
import { resolverDescription } from './resolver/resolver-description.js';

export interface PublicDoor {
  readonly lookup: Lookup;
  readonly looks: Looks;
  /** Where this service is published; no trailing slash. */
  readonly publicUrl: string;
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
  const addresses = new AddressMemory();
  return (request, response) => {
    const began = performance.now();
    const { url = '' } = request;
    const known = addresses.get(url);
    if (known !== undefined) {
      answers.give(taken(known, request, began), response);
      return true;
    }
    const { path, search } = addressOf(url);
    if (isTypedCode(path)) {
      sendOn(response, search);
      count(door, { request, route: '/t', began }, response);
      return true;
    }
    if (path === descriptionPath) {
      answers.tell({ request, route: path, began }, response);
      return true;
    }
    const read = addresses.read(url, path, search);
    if (read === undefined) return false;
    answers.give(taken(read, request, began), response);
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
type Taken = Asked & Counted & DoorAddress;

/** Member by member: to spread an object takes as long here as all the rest of an answer from memory that is ours. */
function taken(
  { address, search, route, asked }: DoorAddress,
  request: IncomingMessage,
  began: number,
): Taken {
  return { address, search, route, asked, request, began };
}

/** Where those who resolve Digital Links look for what a resolver can do (GS1-Conformant Resolver). */
const descriptionPath = '/.well-known/gs1resolver';

class Answers {
  private readonly note: (members: string) => void;
  private readonly description: Reply;

  constructor(private readonly door: PublicDoor) {
    this.note = plainLines(door.logger, 'lookup');
    const description = JSON.stringify(resolverDescription(door.publicUrl));
    const headers = ['Content-Type', 'application/json', 'Cache-Control', 'public, max-age=3600'];
    this.description = replyWith(200, headers, Buffer.from(description));
  }

  /** Says what this resolver can do. */
  tell(counted: Counted, response: ServerResponse): void {
    if (!isRead(counted)) return this.saysMethods(counted, response);
    write(this.description, counted, response);
    count(this.door, counted, response);
  }

  give(taken: Taken, response: ServerResponse): void {
    if (!isRead(taken)) return this.saysMethods(taken, response);
    const fail = (error: unknown) => this.fail(taken, error, response);
    try {
      const { asked } = taken;
      if (asked instanceof Answer) return this.send(taken, asked, response);
      const asker = this.askerOf(taken);
      const send = (answer: Answer) => {
        this.send(taken, answer, response);
        noteLook(this.door.looks, { question: asked, answer }, asker);
      };
      const found = this.door.lookup.answer(asked, asker);
      if (found instanceof Promise) found.then(send).catch(fail);
      else send(found);
    } catch (error) {
      fail(error);
    }
  }

  private askerOf({ request, search, address: { shape } }: Taken): Asker {
    const { method, headers } = request;
    const isAboutGoods = () =>
      shape === 'passport' || (shape === 'links' && !asksForLinks(headers.accept, search));
    return {
      sender: clientAddress(request, this.door.trustedProxies),
      agent: (headers['user-agent'] ?? '').slice(0, agentMax),
      isLook: () => isAboutGoods() && isLookOfPerson(method, headers),
    };
  }

  private send(taken: Taken, found: Answer, response: ServerResponse): void {
    const reply = replyOf(this.door, taken, found);
    write(reply, taken, response);
    const { verdict } = found;
    const milliseconds = Math.round(count(this.door, taken, response));
    this.note(`"verdict":"${verdict}","status":${reply.status},"milliseconds":${milliseconds}`);
  }

  /** To a browser that asks what it may do here, and to whoever would write. */
  private saysMethods(counted: Counted, response: ServerResponse): void {
    const isAsked = counted.request.method === 'OPTIONS';
    const headers = [
      ...everywhere,
      'Allow',
      methods,
      ...(isAsked ? kept : ['Content-Length', '0']),
    ];
    response.writeHead(isAsked ? 204 : 405, headers).end();
    count(this.door, counted, response);
  }

  private fail(taken: Taken, error: unknown, response: ServerResponse): void {
    this.door.logger.error({ err: error }, 'an answer could not be given');
    if (!response.headersSent) response.writeHead(500, { 'Content-Length': '0' }).end();
    count(this.door, taken, response);
  }
}

/** Characters of what a browser calls itself that tell it from others. */
const agentMax = 200;

/** Programs ask which links there are, or for one of a kind; people scan. */
function asksForLinks(accept: string | undefined, search: string): boolean {
  return accept?.includes('linkset') === true || search.includes('linkType=');
}

/** What a browser was told of methods it need not ask again for a day. */
const kept = ['Access-Control-Max-Age', '86400', 'Cache-Control', 'public, max-age=86400'];

const isRead = ({ request: { method } }: Counted) => method === 'GET' || method === 'HEAD';

function write(reply: Reply, { request }: Counted, response: ServerResponse): void {
  response.writeHead(reply.status, reply.headers as string[]);
  response.end(request.method === 'HEAD' ? undefined : reply.body);
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

function addressOf(url: string): { path: string; search: string } {
  const mark = url.indexOf('?');
  if (mark < 0) return { path: url, search: '' };
  return { path: url.slice(0, mark), search: url.slice(mark + 1) };
}
