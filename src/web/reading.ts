import { chooseLanguage, type Language } from '../platform/index.js';

/** How one reader wishes to read: said in the address, remembered in one cookie, never needed. */
export interface Reading {
  readonly language: Language;
  readonly text: 'normal' | 'large';
  /** `auto` follows the reader's system. */
  readonly theme: 'auto' | 'light' | 'dark';
  /** Journeys start at the newest step, as a status does, or at the oldest, as a story does. */
  readonly order: 'newest' | 'story';
}

/** What a request says about reading. All of it is from outside and may be anything. */
export interface ReadingRequest {
  readonly query: URLSearchParams;
  /** Value of the cookie that `readingCookie` wrote. */
  readonly cookie?: string | undefined;
  readonly acceptLanguage?: string | undefined;
}

export const readingCookieName = 'furrow_reading';

/** For readers who do not say: most of them stand in a shop in China. */
export const fallbackLanguage: Language = 'zh-CN';

/** The reading of a request: address before cookie before header before `fallback`, each part alone. */
export function readReading(request: ReadingRequest, fallback: Language): Reading {
  const { query } = request;
  const remembered = request.cookie?.split('.') ?? [];
  const [language, text, theme] = remembered;
  return {
    language: chooseLanguage(
      {
        query: query.get('lang') ?? undefined,
        cookie: language,
        acceptLanguage: request.acceptLanguage,
      },
      fallback,
    ),
    text: oneOf(['normal', 'large'], query.get('text') ?? text),
    theme: oneOf(['auto', 'light', 'dark'], query.get('theme') ?? theme),
    order: oneOf(['newest', 'story'], query.get('order') ?? undefined),
  };
}

/** The part of a reading worth remembering, as a cookie's value. */
export function readingCookie(reading: Reading): string {
  return [reading.language, reading.text, reading.theme].join('.');
}

/** The address of this same page read in another way; relative, so it holds under any host and path. */
export function readingLink(reading: Reading, change: Partial<Reading>): string {
  const { language, text, theme, order } = { ...reading, ...change };
  // Said in full: what an address leaves out is taken from the cookie, which may remember otherwise.
  const query = new URLSearchParams({ lang: language, text, theme });
  if (order !== 'newest') query.set('order', order);
  return `?${query.toString()}`;
}

function oneOf<Value extends string>(
  values: readonly [Value, ...Value[]],
  wish: string | undefined,
): Value {
  return values.find((value) => value === wish) ?? values[0];
}
