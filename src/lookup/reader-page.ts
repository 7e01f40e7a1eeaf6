import type { Passport } from './passport.js';
import type { FurtherPage } from './product-passport.dto.js';

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
  /** A choice between pages elsewhere. */
  readonly drawChoice: (pages: readonly FurtherPage[]) => string;
}
