import { isForPeople, type PublicLink } from '../../links/index.js';
import type { Level } from './entity.js';
import { ownPage } from './own-links.js';

/** Where a request that asks for nothing in particular is sent. */
export interface DefaultLink {
  readonly href: string;
  readonly title: string;
  readonly forwardQuery: boolean;
  /** The owner's links of the same kind, for other languages or places; the default is one of them. Empty: ours it is. */
  readonly variants: readonly PublicLink[];
}

/**
 * The one default link of the first of these levels: what its owner said of it, of its batch or of its product, in that
 * order; else our own page. Who has to be warned always comes to our page, whatever its owner said.
 */
export function defaultLink(levels: readonly Level[], publicUrl: string): DefaultLink {
  const [asked] = levels;
  const given =
    asked?.mustWarn === true ? undefined : levels.find(({ links }) => hasDefault(links));
  const link = given?.links.find(({ isDefault }) => isDefault);
  if (link === undefined || given === undefined) {
    const href = ownPage(asked?.key ?? '', publicUrl);
    return { href, title: 'What is recorded of it, and by whom', forwardQuery: true, variants: [] };
  }
  const others = given.links.filter((each) => each !== link && isVariant(each, link));
  return { ...link, variants: [link, ...others] };
}

const hasDefault = (links: readonly PublicLink[]) => links.some(({ isDefault }) => isDefault);

/** A browser always ends on a page. */
function isVariant(each: PublicLink, { linkType }: PublicLink): boolean {
  return each.linkType === linkType && isForPeople(each);
}
