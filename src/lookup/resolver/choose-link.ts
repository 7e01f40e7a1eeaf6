import type { PublicLink } from '../../links/index.js';

/** What a request says about which of several links of one kind it wants. */
export interface Wishes {
  /** The word that `context` of its query names. */
  readonly context: string | undefined;
  /** Language ranges that it accepts, best first. */
  readonly languages: readonly string[];
  /** Which of some media types it likes best; undefined: none of them. */
  readonly mediaType: (available: string[]) => string | undefined;
}

/**
 * The links among those of one kind that a request wants most: by where they apply, then by their language, then by their
 * media type. A wish that no link meets is passed over: a page in another language helps more than none. Several are
 * answered where nothing tells them apart; the one to take for lack of a wish stands first in `links`.
 */
export function chooseLinks(links: readonly PublicLink[], wishes: Wishes): readonly PublicLink[] {
  const here = ofContext(links, wishes.context);
  const spoken = ofLanguage(here, wishes.languages);
  const typed = ofMediaType(spoken, wishes.mediaType);
  const [first] = typed;
  return first === undefined ? [] : typed.filter((link) => traits(link) === traits(first));
}

function ofContext(links: readonly PublicLink[], wish: string | undefined): readonly PublicLink[] {
  const named = links.filter(({ context }) => wish !== undefined && context.includes(wish));
  return orElse(named, orElse(links.filter(isOfNoContext), links));
}

/** A default applies wherever nothing is said. */
const isOfNoContext = ({ context, isDefault }: PublicLink) => context.length === 0 || isDefault;

/** RFC 4647, section 3.4, best range first. */
function ofLanguage(
  links: readonly PublicLink[],
  ranges: readonly string[],
): readonly PublicLink[] {
  for (const range of ranges) {
    for (const isMeant of lookups(range)) {
      const meant = links.filter(({ hreflang }) =>
        hreflang.some((tag) => isMeant(tag.toLowerCase())),
      );
      if (meant.length > 0) return meant;
    }
  }
  return ranges.length === 0
    ? links
    : orElse(
        links.filter(({ hreflang }) => hreflang.length === 0),
        links,
      );
}

/**
 * Ever shorter: `zh-Hans-CN`, `zh-CN`, `zh`, then any Chinese. Links name countries and no scripts, so a script is dropped first.
 */
function lookups(range: string): readonly ((tag: string) => boolean)[] {
  const subtags = range.toLowerCase().split('-');
  const [language = ''] = subtags;
  const country = subtags.slice(1).find((subtag) => /^[a-z]{2}$/.test(subtag));
  return [
    ...(country === undefined ? [] : [(tag: string) => tag === `${language}-${country}`]),
    (tag) => tag === language,
    (tag) => tag.startsWith(`${language}-`),
  ];
}

function ofMediaType(
  links: readonly PublicLink[],
  liked: Wishes['mediaType'],
): readonly PublicLink[] {
  const types = [...new Set(links.map(typeOf))];
  // Whoever takes anything gets a page: a browser's default is HTML always.
  const best = liked([...types.filter(isPage), ...types.filter((type) => !isPage(type))]);
  return best === undefined ? links : links.filter((link) => typeOf(link) === best);
}

const page = 'text/html';
const isPage = (type: string) => type === page;
const typeOf = ({ mediaType }: PublicLink) => mediaType ?? page;

function orElse(some: readonly PublicLink[], others: readonly PublicLink[]): readonly PublicLink[] {
  return some.length > 0 ? some : others;
}

/** Equal for links that a request cannot tell apart. */
function traits({ hreflang, mediaType, context }: PublicLink): string {
  return JSON.stringify([[...hreflang].sort(), mediaType, [...context].sort()]);
}
