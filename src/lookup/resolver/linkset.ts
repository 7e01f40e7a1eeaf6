import { gs1, type PublicLink } from '../../links/index.js';
import { defaultLink } from './default-link.js';
import type { Entity, Level } from './entity.js';
import { linksOf } from './own-links.js';

/** One link as RFC 9264 and GS1's schema of linksets have it. */
interface TargetAttributes {
  readonly href: string;
  readonly title: string;
  readonly type?: string;
  readonly hreflang?: readonly string[];
  readonly context?: readonly string[];
  /** Whether pairs of a request's query go along; said only where they do not. */
  readonly fwqs?: false;
}

/** A linkset as JSON (RFC 9264, section 4.2). */
export interface Linkset {
  readonly linkset: readonly Readonly<Record<string, string | readonly TargetAttributes[]>>[];
}

/** All links of a thing, of each level up to its product; every level with its one default. */
export function linksetOf({ levels }: Entity, publicUrl: string): Linkset {
  return {
    linkset: levels.map((level, i) => ({
      ...headOf(level, publicUrl),
      ...defaultsOf(levels.slice(i), publicUrl),
      ...byType(linksOf(level, publicUrl)),
    })),
  };
}

/** The links between which a request has to choose by itself. */
export function choicesOf(
  { levels: [level] }: Entity,
  links: readonly PublicLink[],
  publicUrl: string,
): Linkset {
  return { linkset: [{ ...headOf(level, publicUrl), ...byType(links) }] };
}

/** `itemDescription`: the name before release 1.2.0, which takes both; the public test suite knows no other. */
function headOf({ key, description }: Level, publicUrl: string) {
  return { anchor: publicUrl + key, itemDescription: description };
}

function defaultsOf(levels: readonly Level[], publicUrl: string) {
  const { href, title, variants } = defaultLink(levels, publicUrl);
  return {
    [gs1('defaultLink')]: [{ href, title }],
    ...(variants.length > 1 && { [gs1('defaultLinkMulti')]: variants.map(attributesOf) }),
  };
}

function byType(links: readonly PublicLink[]): Record<string, TargetAttributes[]> {
  const types: Record<string, TargetAttributes[]> = {};
  for (const link of links) (types[link.linkType] ??= []).push(attributesOf(link));
  return types;
}

function attributesOf(link: PublicLink): TargetAttributes {
  const { href, title, mediaType, hreflang, context, forwardQuery } = link;
  return {
    ...{ href, title },
    ...(mediaType !== null && { type: mediaType }),
    ...(hreflang.length > 0 && { hreflang }),
    ...(context.length > 0 && { context }),
    ...(!forwardQuery && { fwqs: false as const }),
  };
}
