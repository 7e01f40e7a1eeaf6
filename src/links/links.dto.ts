import { ArrayMaxSize, IsArray, IsBoolean, IsString, Matches, MaxLength } from 'class-validator';
import { IfGiven, IsLine, ReadBy } from '../platform/index.js';
import { hrefLengthMax, parseHref } from './href.js';
import { parseOwnersLinkType } from './link-type.js';
import type { ProductLink } from './link.js';

/** A link from your product, from one of its batches or from one piece, to a page or a service of yours. */
export class AddLinkRequest {
  /**
   * What kind of information it leads to: a link type of the GS1 Web Vocabulary, such as `gs1:pip`, or a URI of your own.
   * @example "gs1:pip"
   */
  @ReadBy('isLinkType', parseOwnersLinkType)
  linkType!: string;

  /**
   * Where it leads: an address that begins with https://, at most 2000 characters. Everybody reads it.
   * @example "https://orchard.example/plums"
   */
  @MaxLength(hrefLengthMax)
  @ReadBy('isHref', parseHref)
  href!: string;

  /** What people read of it: one line, at most 200 characters. */
  @IsLine(200)
  title!: string;

  /** Languages of what it leads to, such as `en` or `zh-CN`; left out: of none, or whatever its reader prefers. */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @Matches(/^[a-z]{2}(-[A-Z]{2})?$/, {
    each: true,
    message: 'must be a language such as en, or one of a country such as zh-CN',
  })
  hreflang?: string[];

  /**
   * Media type of what it leads to; left out: not said.
   * @example "text/html"
   */
  @IfGiven()
  @MaxLength(100)
  @Matches(/^[a-z]+\/[a-z0-9][a-z0-9.+-]*$/, { message: 'must be a media type such as text/html' })
  mediaType?: string;

  /** Where it applies, such as a market; a request names one of these words as `context`. */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @Matches(/^[A-Za-z0-9._-]{1,50}$/, {
    each: true,
    message: 'must be letters, digits and . _ -, at most 50 of them',
  })
  context?: string[];

  /** Whether what stands in the query of a request goes along. Left out: it does. */
  @IfGiven()
  @IsBoolean()
  forwardQuery?: boolean;

  /**
   * Whether a request is sent here that asks for nothing in particular. It takes the place of the default that the same
   * product, batch or piece had. Only a page for people (`text/html`, or no media type) can be the default.
   */
  @IfGiven()
  @IsBoolean()
  isDefault?: boolean;

  /** Number of the one batch that it is about. Without this and `serial` it is about all of the product. */
  @IfGiven()
  @Matches(/^[\x21-\x7e]{1,20}$/, { message: 'must be a batch number of at most 20 characters' })
  batch?: string;

  /** Serial number of the one piece that it is about. */
  @IfGiven()
  @Matches(/^[\x21-\x7e]{1,20}$/, { message: 'must be a serial number of at most 20 characters' })
  serial?: string;
}

/** A link of your product. */
export class LinkView {
  /** Our id of the link, by which it is taken away. */
  id!: string;
  /** URI of the link type. */
  linkType!: string;
  /** Where it leads. */
  href!: string;
  /** What people read of it. */
  title!: string;
  /** Languages of what it leads to, `xx` or `xx-XX`; empty: of none, or whatever its reader prefers. */
  hreflang!: string[];
  /** Media type of what it leads to; absent: not said. */
  mediaType?: string;
  /** Where it applies, in words that requests name; empty: everywhere. */
  context!: string[];
  /** Whether what stands in the query of a request goes along. */
  forwardQuery!: boolean;
  /** Whether a request is sent here that asks for nothing in particular. */
  isDefault!: boolean;
  /** Number of the one batch that it is about; absent: all of the product, or one piece. */
  batch?: string;
  /** Serial number of the one piece that it is about; absent: not of one piece. */
  serial?: string;
  /** Since when, RFC 3339 in UTC. */
  createdAt!: string;
}

export function toLinkView(link: ProductLink): LinkView {
  const { id, linkType, href, title, hreflang, mediaType, context } = link;
  const { forwardQuery, isDefault, batch, serial, createdAt } = link;
  return {
    ...{ id, linkType, href, title, hreflang: [...hreflang], context: [...context] },
    ...{ forwardQuery, isDefault, createdAt: createdAt.toISOString() },
    ...(mediaType !== null && { mediaType }),
    ...(batch !== null && { batch }),
    ...(serial !== null && { serial }),
  };
}
