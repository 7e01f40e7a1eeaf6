/** A link as strangers are told it. */
export interface PublicLink {
  /** Number of the one batch that it is about; null: all of the product, or one piece. */
  readonly batch: string | null;
  /** Serial number of the one piece that it is about. */
  readonly serial: string | null;
  /** URI of the kind of information that it leads to. */
  readonly linkType: string;
  readonly href: string;
  readonly title: string;
  /** Languages of what it leads to, `xx` or `xx-XX`; empty: of none, or whatever its reader prefers. */
  readonly hreflang: readonly string[];
  /** Media type of what it leads to; null: not said. */
  readonly mediaType: string | null;
  /** Where it applies, such as a market: words that a request may name. */
  readonly context: readonly string[];
  /** Whether pairs of a request's query go along. */
  readonly forwardQuery: boolean;
  /** Where a request is sent that asks for nothing in particular. */
  readonly isDefault: boolean;
}

/** A link of a product, by its owner. */
export interface ProductLink extends PublicLink {
  readonly id: string;
  readonly organisationId: string;
  readonly productId: string;
  readonly createdAt: Date;
}

/** Whether a link leads to a page that people read. */
export function isForPeople({ mediaType }: Pick<PublicLink, 'mediaType'>): boolean {
  return mediaType === null || pages.has(mediaType);
}

const pages = new Set(['text/html', 'application/xhtml+xml']);

/** Whether only programs read what a link leads to: a browser shows a picture or a PDF as it shows a page. */
export function isForPrograms({ mediaType }: Pick<PublicLink, 'mediaType'>): boolean {
  return (
    mediaType !== null &&
    /^(?:application|text)\/(?:json|xml|[\w.-]+\+(?:json|xml))$/.test(mediaType) &&
    !pages.has(mediaType)
  );
}

/** Links of one product: all those of one thing are read for each request about it. */
export const linksMax = 200;
