import type { IncomingMessage } from 'node:http';
import Negotiator from 'negotiator';
import { qrModules, symbolPng, symbolSvg } from '../symbols/index.js';
import type { Answer } from './answer.js';
import type { Reply } from './drawings.js';
import { keepingOf, unlessKnown } from './keeping.js';
import type { Passport } from './passport.js';
import type { PublicAddress } from './public-address.js';
import { replyWith, varies } from './public-headers.js';
import type { PageForReader, ReaderRequest } from './reader-page.js';
import { resolverReply } from './resolver/resolver-reply.js';

type Verdict = Passport['verdict'];

interface Drawing {
  /** Where this service is published; no trailing slash. */
  readonly publicUrl: string;
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
  return unlessKnown(shapedReply(drawing, asked, found), asked.request.headers);
}

function shapedReply(drawing: Drawing, asked: Asked, found: Answer): Reply {
  const { shape } = asked.address;
  if (shape === 'links') {
    const { entity } = found;
    const { uncompressed } = asked.address;
    const { publicUrl } = drawing;
    const { isOld } = found;
    const pageFor = () => drawing.pageFor(readerOf(asked));
    const reply =
      entity && resolverReply({ ...asked, entity, isOld, publicUrl, uncompressed, pageFor });
    if (reply !== undefined) return reply;
  } else if (shape !== 'passport') {
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
    const modules = qrModules(link);
    return replyWith(200, headers, isSvg ? Buffer.from(symbolSvg(modules)) : symbolPng(modules));
  });
}

const jsonHeaders = ['Content-Type', 'application/json; charset=utf-8', ...varies] as const;

function asJson(found: Answer): Reply {
  return drawn(found, 'json', () => {
    return told(found, 'json', { headers: [...jsonHeaders], body: found.json });
  });
}

/** What a reader is asked to remember is their own, and is not kept with the page. */
function asPage(drawing: Drawing, asked: Asked, found: Answer): Reply {
  const page = drawing.pageFor(readerOf(asked));
  const kind = asked.address.shape === 'links' ? 'links' : 'page';
  const kept = drawn(found, `${kind} ${page.name}`, () => {
    const body = Buffer.from(page.draw(found.passport, drawing.now()));
    return told(found, kind, { headers: [], body });
  });
  return { ...kept, headers: [...kept.headers, ...Object.entries(page.headers).flat()] };
}

type ToldAs = 'json' | 'page' | 'links';

function told(
  { verdict, isOld }: Answer,
  as: ToldAs,
  { headers, body }: Pick<Reply, 'headers' | 'body'>,
): Reply {
  const status = statusOf(verdict, as);
  const isKnown = status === 200 && verdict !== 'unregistered' && !isOld;
  const { etag, headers: keeping } = keepingOf(isKnown, body);
  const reply = replyWith(status, [...headers, ...retryOf(verdict), ...keeping], body);
  return { ...reply, ...(etag !== undefined && { etag }) };
}

function readerOf({ request, search }: Asked): ReaderRequest {
  return {
    query: new URLSearchParams(search),
    cookies: request.headers.cookie,
    acceptLanguage: request.headers['accept-language'],
  };
}

function drawn({ drawn: kept }: Answer, name: string, draw: () => Reply): Reply {
  const before = kept.get(name);
  if (before !== undefined) return before;
  const fresh = draw();
  kept.set(name, fresh);
  return fresh;
}

/**
 * Recalled goods are answered 200 like others: a link preview or an old client must show the warning. A text that is no
 * code is the fault of the program that asks, which should check what it reads; to a browser it is a page that is not there,
 * unless it is a Digital Link, which GS1 wants refused alike to all. A number that is not registered below a GTIN that is
 * answers with what is known of the product.
 */
function statusOf(verdict: Verdict, isTold: ToldAs): number {
  if (verdict === 'malformed' && isTold !== 'page') return 400;
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
