import type { IncomingMessage } from 'node:http';
import Negotiator from 'negotiator';
import { qrPng, qrSvg } from '../codes/index.js';
import type { Drawings, Reply } from './drawings.js';
import type { Passport } from './passport.dto.js';
import type { PublicAddress } from './public-address.js';

type Verdict = Passport['verdict'];

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

/**
 * What a question is answered with, as the JSON that goes out. A remembered answer is these bytes rather than the hundred
 * objects of a journey or a long text: the collector of garbage has nothing to carry about, and thousands are kept.
 */
export class Answer {
  readonly verdict: Verdict;
  readonly json: Buffer;

  constructor(
    passport: Passport,
    readonly drawn: Drawings = new Map(),
  ) {
    this.verdict = passport.verdict;
    this.json = Buffer.from(JSON.stringify(passport));
  }

  /** Read anew each time: pages are drawn seldom, and kept once they are. */
  get passport(): Passport {
    return JSON.parse(this.json.toString()) as Passport;
  }
}

interface Drawing {
  readonly pageFor: (request: ReaderRequest) => PageForReader;
  readonly now: () => number;
}

/** A request at the public door. */
export interface Asked {
  readonly request: IncomingMessage;
  readonly search: string;
  readonly address: PublicAddress;
}

/** What was found, in the shape that was asked for. Drawn once for all who ask for the same. */
export function replyOf(drawing: Drawing, asked: Asked, found: Answer): Reply {
  const { shape } = asked.address;
  if (shape !== 'passport') {
    const { passport } = found;
    if ('journey' in passport) return symbol(shape, passport.code.link, found);
  }
  return wantsJson(asked.request) ? asJson(found) : asPage(drawing, asked, found);
}

/** A symbol says the same for ever: what its code answers is another matter. */
function symbol(shape: 'qr.svg' | 'qr.png', link: string, found: Answer): Reply {
  return drawn(found, shape, () => {
    const isSvg = shape === 'qr.svg';
    const type = isSvg ? 'image/svg+xml' : 'image/png';
    const headers = ['Content-Type', type, 'Cache-Control', 'public, max-age=86400'];
    return reply(200, headers, isSvg ? Buffer.from(qrSvg(link)) : qrPng(link));
  });
}

const jsonHeaders = [
  ...['Content-Type', 'application/json; charset=utf-8'],
  ...['Cache-Control', 'no-store'],
  ...['Vary', 'Accept'],
] as const;

function asJson({ verdict, json }: Answer): Reply {
  return reply(statusOf(verdict, 'json'), [...jsonHeaders, ...retryOf(verdict)], json);
}

/** Only the body is kept: what a reader is asked to remember is their own. */
function asPage(drawing: Drawing, { request, search }: Asked, found: Answer): Reply {
  const { verdict } = found;
  const page = drawing.pageFor({
    query: new URLSearchParams(search),
    cookies: request.headers.cookie,
    acceptLanguage: request.headers['accept-language'],
  });
  const { body } = drawn(found, page.name, () =>
    reply(200, [], Buffer.from(page.draw(found.passport, drawing.now()))),
  );
  const headers = { ...page.headers, 'Cache-Control': 'no-store' };
  const flat = [...retryOf(verdict), ...Object.entries(headers).flat()];
  return reply(statusOf(verdict, 'page'), flat, body);
}

function drawn({ drawn: kept }: Answer, name: string, draw: () => Reply): Reply {
  const before = kept.get(name);
  if (before !== undefined) return before;
  const fresh = draw();
  kept.set(name, fresh);
  return fresh;
}

/** Anyone's page may read the answer: it says nothing that is not public. */
const everywhere = [
  ...['Access-Control-Allow-Origin', '*'],
  ...['X-Content-Type-Options', 'nosniff'],
] as const;

function reply(status: number, headers: readonly string[], body: Buffer): Reply {
  const length = String(body.byteLength);
  return { status, headers: [...everywhere, ...headers, 'Content-Length', length], body };
}

/**
 * Recalled goods are answered 200 like others: a link preview or an old client must show the warning. A text that is no
 * code is the fault of the program that asks, which should check what it reads; to a browser it is a page that is not there.
 */
function statusOf(verdict: Verdict, shape: 'json' | 'page'): number {
  if (verdict === 'malformed' && shape === 'json') return 400;
  if (verdict === 'unknown' || verdict === 'malformed') return 404;
  return verdict === 'unavailable' ? 503 : 200;
}

function retryOf(verdict: Verdict): readonly string[] {
  return verdict === 'unavailable' ? ['Retry-After', '5'] : [];
}

const jsonType = 'application/json';

/** HTML unless JSON is asked for: scanners and link previews accept anything and want the page. */
function wantsJson(request: IncomingMessage): boolean {
  const { accept } = request.headers;
  if (accept === jsonType) return true;
  if (accept?.includes('json') !== true) return false;
  return new Negotiator(request).mediaType(['text/html', jsonType]) !== 'text/html';
}
