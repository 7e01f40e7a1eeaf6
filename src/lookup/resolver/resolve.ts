import { ValueFault } from '../../kernel/index.js';
import { gs1, isForPrograms, parseLinkType, type PublicLink } from '../../links/index.js';
import { chooseLinks, type Wishes } from './choose-link.js';
import { defaultLink } from './default-link.js';
import type { Entity } from './entity.js';
import { linksOf, ownPage } from './own-links.js';
import type { Target } from './location.js';

/** What a request for one kind of link comes to. */
export type Resolution =
  | { readonly to: 'target'; readonly target: Target }
  | { readonly to: 'choices'; readonly links: readonly PublicLink[] }
  | { readonly to: 'nothing' };

interface Request {
  /** What `linkType` of its query names; undefined: nothing in particular. */
  readonly linkType: string | undefined;
  readonly wishes: Wishes;
  readonly publicUrl: string;
}

/** Which link of a thing a request wants: its default, or the most granular ones of the kind that it names. */
export function resolve(entity: Entity, { linkType, wishes, publicUrl }: Request): Resolution {
  const type = linkType === undefined ? gs1('defaultLink') : typeNamed(linkType);
  const standard = defaultLink(entity.levels, publicUrl);
  if (type === gs1('defaultLink')) {
    const [best] = linkType === undefined ? chooseLinks(standard.variants, wishes) : [];
    return { to: 'target', target: best ?? standard };
  }
  const found = linksOfType(entity, type, publicUrl, standard.variants);
  const [best, ...alike] = chooseLinks(found, wishes);
  if (best === undefined) return { to: 'nothing' };
  if (mustReadOurs(entity, best, publicUrl)) {
    const href = ownPage(entity.levels[0].key, publicUrl);
    return { to: 'target', target: { href, forwardQuery: true } };
  }
  if (alike.length > 0) return { to: 'choices', links: [best, ...alike] };
  return { to: 'target', target: best };
}

/** The links of a kind at the most granular level that has any. */
function linksOfType(
  { levels }: Entity,
  type: string | undefined,
  publicUrl: string,
  variants: readonly PublicLink[],
): readonly PublicLink[] {
  if (type === gs1('defaultLinkMulti')) return variants.length > 1 ? variants : [];
  for (const level of levels) {
    const links = linksOf(level, publicUrl).filter((link) => link.linkType === type);
    if (links.length > 0) return links;
  }
  return [];
}

/** A label that names a kind of link would else lead past a recall, or make an invented number look registered. */
function mustReadOurs({ levels: [asked] }: Entity, link: PublicLink, publicUrl: string): boolean {
  return asked.mustWarn && !isForPrograms(link) && !link.href.startsWith(`${publicUrl}/`);
}

/** Undefined for what is no name of a kind of link: there is none of it. */
function typeNamed(linkType: string): string | undefined {
  try {
    return parseLinkType(linkType);
  } catch (error) {
    if (error instanceof ValueFault) return undefined;
    throw error;
  }
}
