import {
  languages,
  momentsIn,
  speaker,
  type Language,
  type Moments,
  type Say,
  type Translation,
} from '../../platform/index.js';
import { en } from './en.js';
import { zhCN } from './zh-CN.js';

export type Original = typeof en;
export type TextKey = keyof Original;

export const catalogues: Readonly<Record<Language, Translation<Original>>> = {
  en,
  'zh-CN': zhCN,
};

/** A name as its owner wrote it, with their own versions by language tag. */
interface Name {
  readonly text: string;
  readonly versions?: Readonly<Record<string, string>>;
}

/** All that a page needs to speak one language. */
export interface Speech {
  readonly language: Language;
  readonly say: Say<Original>;
  readonly moments: Moments;
  /** A name in this language where its owner gave one, else as they wrote it: names are not translated. */
  readonly name: (name: Name) => string;
  /** The word for a unit; one without a word is shown by its code. */
  readonly unit: (code: string) => string;
}

const speeches = new Map(languages.map((language) => [language, speechOf(language)]));

/** The speech of one language. Each is made once: its formats are costly to make and cheap to use. */
export function speechIn(language: Language): Speech {
  return speeches.get(language) ?? speechOf(language);
}

function speechOf(language: Language): Speech {
  const say = speaker<Original>(language, catalogues[language]);
  const unit = (code: string) => {
    const key = `unit.${code}`;
    return isUnitKey(key) ? say(key) : code;
  };
  return {
    language,
    say,
    moments: momentsIn(language),
    name: (name) => name.versions?.[language] ?? name.text,
    unit,
  };
}

type UnitKey = Extract<TextKey, `unit.${string}`>;
const isUnitKey = (key: string): key is UnitKey =>
  key.startsWith('unit.') && Object.hasOwn(en, key);
