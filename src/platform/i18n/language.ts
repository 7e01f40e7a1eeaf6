import Negotiator from 'negotiator';

/** The languages that every page exists in. */
export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];

/** Where a reader may have said which language to use. Every member comes from outside and may be anything. */
export interface LanguageWishes {
  /** `?lang=`: said just now, so it wins. */
  readonly query?: string | undefined;
  /** Remembered from an earlier choice. */
  readonly cookie?: string | undefined;
  /** The `Accept-Language` header. */
  readonly acceptLanguage?: string | undefined;
}

/**
 * The language to answer in. It never fails: a wish we cannot meet is passed over for the next one, for
 * a page in the fallback language helps a shopper more than an error about languages.
 */
export function chooseLanguage(wishes: LanguageWishes, fallback: Language): Language {
  const tags = [wishes.query, wishes.cookie, ...acceptedTags(wishes.acceptLanguage)];
  for (const tag of tags) {
    const language = spokenFor(tag);
    if (language !== undefined) return language;
  }
  return fallback;
}

function acceptedTags(header: string | undefined): readonly string[] {
  if (header === undefined) return [];
  return new Negotiator({ headers: { 'accept-language': header } }).languages();
}

/**
 * The one of our languages that a reader of `tag` reads best. Any Chinese maps to zh-CN and any English
 * to en: script and region subtags (zh-Hans-CN, zh-TW, en-GB) name what we have only one edition of.
 */
function spokenFor(tag: string | undefined): Language | undefined {
  const primary = tag?.trim().toLowerCase().split(/[-_]/, 1)[0];
  if (primary === undefined) return undefined;
  return languages.find((language) => language.split('-', 1)[0] === primary);
}
