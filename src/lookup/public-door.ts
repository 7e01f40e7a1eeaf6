import type { IncomingMessage, ServerResponse } from 'node:http';
import Negotiator from 'negotiator';
import { qrPng, qrSvg } from '../codes/index.js';
import type { Door, Logger } from '../platform/index.js';
import type { Answer, Lookup } from './lookup.js';
import type { MalformedPassport, Passport } from './passport.js';
import { readPublicPath, type PublicAddress } from './public-address.js';

/** What a reader's request says about how to draw the page for them. */
export interface ReaderRequest {
  readonly query: URLSearchParams;
  readonly cookies: string | undefined;
  readonly acceptLanguage: string | undefined;
}

/** How a page is drawn for one reader; web brings it. */
export interface PageForReader {
  /** Equal for readers whose pages are equal. */
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly draw: (passport: Passport, now: number) => string;
}

export interface PublicDoor {
  readonly lookup: Lookup;
  readonly pageFor: (request: ReaderRequest) => PageForReader;
  readonly now: () => number;
  readonly logger: Logger;
}

/** An answer ready to be sent. */
interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * The one small handler, ahead of Express, that answers strangers. Everything it is asked stands in the path;
 * it reads no body and no key, and leaves what is not its own to the application.
 */
export function publicDoor(door: PublicDoor): Door {
  return (request, response) => {
    const [path = '', search = ''] = (request.url ?? '').split(/\?(.*)/s);
    if (isTypedCode(path)) return sendOn(response, search);
    const address = readPublicPath(path);
    if (address === undefined) return false;
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response);
    answer(door, { request, search, address }, response).catch((error: unknown) => {
      door.logger.error({ err: error }, 'an answer could not be given');
      if (!response.headersSent) response.writeHead(500, { 'Content-Length': '0' }).end();
    });
    return true;
  };
}

interface Asked {
  readonly request: IncomingMessage;
  readonly search: string;
  readonly address: PublicAddress;
}

async function answer(door: PublicDoor, asked: Asked, response: ServerResponse): Promise<void> {
  const began = performance.now();
  const found = await find(door.lookup, asked);
  const reply = shaped(door, asked, found);
  response.writeHead(reply.status, {
    ...reply.headers,
    'Content-Length': String(reply.body.byteLength),
  });
  response.end(asked.request.method === 'HEAD' ? undefined : reply.body);
  const { verdict } = found.passport;
  const milliseconds = Math.round(performance.now() - began);
  door.logger.info({ verdict, status: reply.status, milliseconds }, 'lookup');
}

async function find(lookup: Lookup, { request, address: { asked } }: Asked): Promise<Answer> {
  if (isMalformed(asked)) return { passport: asked, drawn: new Map() };
  return lookup.answer(asked, request.socket.remoteAddress ?? '');
}

function isMalformed(asked: PublicAddress['asked']): asked is MalformedPassport {
  return 'verdict' in asked;
}

function shaped(door: PublicDoor, asked: Asked, found: Answer): Reply {
  const { passport } = found;
  const { shape } = asked.address;
  if (shape !== 'passport' && 'issuer' in passport) return symbol(shape, passport.code.link, found);
  return wantsJson(asked.request) ? asJson(found) : asPage(door, asked, found);
}

/** A symbol says the same for ever: what its code answers is another matter. */
function symbol(shape: 'qr.svg' | 'qr.png', link: string, found: Answer): Reply {
  const body = drawn(found, shape, () =>
    shape === 'qr.svg' ? Buffer.from(qrSvg(link)) : qrPng(link),
  );
  const type = shape === 'qr.svg' ? 'image/svg+xml' : 'image/png';
  const headers = { ...everywhere, 'Content-Type': type, 'Cache-Control': 'public, max-age=86400' };
  return { status: 200, headers, body };
}

function asJson(found: Answer): Reply {
  const { passport } = found;
  return {
    status: passport.verdict === 'malformed' ? 400 : statusOf(passport),
    headers: {
      ...everywhere,
      ...retryOf(passport),
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'no-store',
      Vary: 'Accept',
    },
    body: drawn(found, 'json', () => Buffer.from(JSON.stringify(passport))),
  };
}

function asPage(door: PublicDoor, { request, search }: Asked, found: Answer): Reply {
  const { passport } = found;
  const page = door.pageFor({
    query: new URLSearchParams(search),
    cookies: request.headers.cookie,
    acceptLanguage: request.headers['accept-language'],
  });
  return {
    status: statusOf(passport),
    headers: {
      ...everywhere,
      ...retryOf(passport),
      ...page.headers,
      'Cache-Control': 'no-store',
    },
    body: drawn(found, page.name, () => Buffer.from(page.draw(passport, door.now()))),
  };
}

function drawn({ drawn: kept }: Answer, name: string, draw: () => Buffer): Buffer {
  const body = kept.get(name) ?? draw();
  kept.set(name, body);
  return body;
}

/** Anyone's page may read the answer: it says nothing that is not public. */
const everywhere = {
  'Access-Control-Allow-Origin': '*',
  'X-Content-Type-Options': 'nosniff',
} as const;

/** Recalled goods are answered 200 like others: a link preview or an old client must show the warning. */
function statusOf({ verdict }: Passport): number {
  if (verdict === 'unknown' || verdict === 'malformed') return 404;
  return verdict === 'unavailable' ? 503 : 200;
}

function retryOf({ verdict }: Passport): Readonly<Record<string, string>> {
  return verdict === 'unavailable' ? { 'Retry-After': '5' } : {};
}

/** HTML unless JSON is asked for: scanners and link previews accept anything and want the page. */
function wantsJson(request: IncomingMessage): boolean {
  if (request.headers.accept?.includes('json') !== true) return false;
  return new Negotiator(request).mediaType(['text/html', 'application/json']) !== 'text/html';
}

const isTypedCode = (path: string) => /^\/t\/?$/i.test(path);

/** The form for typing a code asks `/t?code=`; the code has one address. */
function sendOn(response: ServerResponse, search: string): true {
  const code = (new URLSearchParams(search).get('code') ?? '').trim().slice(0, 64);
  const location = code === '' ? '/' : `/t/${encodeURIComponent(code)}`;
  response.writeHead(303, { Location: location, 'Content-Length': '0' }).end();
  return true;
}

function refuse(response: ServerResponse): true {
  response.writeHead(405, { Allow: 'GET, HEAD', 'Content-Length': '0' }).end();
  return true;
}
