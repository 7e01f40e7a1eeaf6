import type { IncomingMessage } from 'node:http';
import Negotiator from 'negotiator';
import type { PublicLink } from '../../links/index.js';
import type { Reply } from '../drawings.js';
import { attributesIn, type Uncompressed } from '../uncompressed.js';
import { replyWith, varies } from '../public-headers.js';
import type { Wishes } from './choose-link.js';
import type { Entity } from './entity.js';
import { choicesOf, linksetOf, type Linkset } from './linkset.js';
import { locationOf } from './location.js';
import type { PageForReader } from '../reader-page.js';
import { resolve } from './resolve.js';
import { linksetContext } from './resolver-description.js';

/** A request for a thing of which something is known. */
export interface ResolverRequest {
  readonly request: IncomingMessage;
  readonly search: string;
  readonly entity: Entity;
  /** Whether all this is what was known some time ago. */
  readonly isOld: boolean;
  /** Where this service is published; no trailing slash. */
  readonly publicUrl: string;
  /** What a compressed Digital Link says uncompressed. */
  readonly uncompressed: Uncompressed | undefined;
  /** How a page is drawn for whoever asks. */
  readonly pageFor: () => Pick<PageForReader, 'headers' | 'drawChoice'>;
}

/**
 * What a GS1-Conformant Resolver answers by: the list of links, or a way to one of them. Whoever asks for JSON and for no
 * link in particular is told what is recorded instead: undefined.
 */
export function resolverReply(asked: ResolverRequest): Reply | undefined {
  const query = new URLSearchParams(asked.search);
  const linkType = query.get('linkType') ?? undefined;
  const liked = (available: string[]) => new Negotiator(asked.request).mediaType(available);
  if (wantsLinkset(linkType, liked)) return linksetReply(200, asked, liked);
  const wantsRecord = linkType === undefined && liked([page, json]) === json;
  return wantsRecord ? undefined : followed(asked, { linkType, wishes: wishesOf(asked, query) });
}

const page = 'text/html';
const json = 'application/json';
const linksetType = 'application/linkset+json';
const isListed = new Set(['linkset', 'all']);

type Liked = Wishes['mediaType'];

/** `all` is what the list was asked for by until 2024. */
function wantsLinkset(linkType: string | undefined, liked: Liked): boolean {
  if (linkType !== undefined) return isListed.has(linkType);
  return liked([page, json, linksetType]) === linksetType;
}

function wishesOf({ request }: ResolverRequest, query: URLSearchParams): Wishes {
  const negotiator = new Negotiator(request);
  return {
    context: query.get('context') ?? undefined,
    languages: negotiator.languages().filter((range) => range !== '*'),
    mediaType: (available) => negotiator.mediaType(available),
  };
}

function followed(
  asked: ResolverRequest,
  wanted: { readonly linkType: string | undefined; readonly wishes: Wishes },
): Reply {
  const { entity, publicUrl } = asked;
  const resolution = resolve(entity, { ...wanted, publicUrl });
  switch (resolution.to) {
    case 'target': {
      const location = ['Location', locationOf(resolution.target, asked.search)];
      return replyWith(307, [...location, ...headersOf(asked)], Buffer.alloc(0));
    }
    case 'choices':
      return choiceReply(asked, resolution.links, wanted.wishes.mediaType);
    case 'nothing':
      return nothing(asked);
  }
}

/** The links that a request cannot tell apart: a page of them for a browser, else a list. */
function choiceReply(asked: ResolverRequest, links: readonly PublicLink[], liked: Liked): Reply {
  if (liked([linksetType, json, page]) !== page) {
    return listReply(300, asked, choicesOf(asked.entity, links, asked.publicUrl), linksetType);
  }
  const { headers, drawChoice } = asked.pageFor();
  const flat = Object.entries({ ...headers, 'Cache-Control': 'no-store' }).flat();
  return replyWith(300, flat, Buffer.from(drawChoice(links)));
}

function linksetReply(status: number, asked: ResolverRequest, liked: Liked): Reply {
  const type = liked([linksetType, json]) ?? linksetType;
  return listReply(status, asked, linksetOf(asked.entity, asked.publicUrl), type);
}

function listReply(status: number, asked: ResolverRequest, list: Linkset, type: string): Reply {
  const context = `<${linksetContext}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"`;
  const headers = ['Content-Type', type, ...headersOf(asked, context)];
  return replyWith(status, headers, Buffer.from(JSON.stringify(list)));
}

/** There is the thing, and no link of this kind. */
function nothing(asked: ResolverRequest): Reply {
  const text = `There is no link of this type. All links: ${listOf(asked)}\n`;
  const headers = ['Content-Type', 'text/plain; charset=utf-8', ...headersOf(asked)];
  return replyWith(404, headers, Buffer.from(text));
}

function listOf({ entity: { levels }, publicUrl }: ResolverRequest): string {
  return `${publicUrl}${levels[0].key}?linkType=linkset`;
}

/** Kept by others no longer than by us: what is recalled a moment later has to show. */
function headersOf(asked: ResolverRequest, ...links: readonly string[]): readonly string[] {
  const linkset = `<${listOf(asked)}>; rel="linkset"; type="${linksetType}"; title="All links"`;
  const kept = asked.entity.isSingle || asked.isOld ? 'no-store' : `public, max-age=${keptSeconds}`;
  const all = [...links, linkset, ...sameAs(asked)];
  return ['Cache-Control', kept, ...varies, 'Link', all.join(', ')];
}

/** A compressed link is told uncompressed, as far as it is GS1's. */
function sameAs({ uncompressed, publicUrl }: ResolverRequest): readonly string[] {
  if (uncompressed === undefined) return [];
  const uri = `${publicUrl}${uncompressed.path}${attributesIn(uncompressed.search)}`;
  return [`<${uri}>; rel="owl:sameAs"; title="Uncompressed"`];
}

/** How long an answer about a product or a batch is kept by others. */
export const keptSeconds = 1;
