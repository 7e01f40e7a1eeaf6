import { assert } from '../../kernel/index.js';
import type { Language } from './language.js';

/**
 * A sentence as its writer sees it, parameters in braces: `Picked on {day}`. Where a number bends the
 * sentence, one form per plural category of the language, chosen by the parameter `count`.
 */
export type Text = string | PluralText;
export type PluralText = { readonly other: string } & {
  readonly [Category in Intl.LDMLPluralRule]?: string;
};
export type Texts = Readonly<Record<string, Text>>;

/** A catalogue in another language: the same keys, each a text of its own. */
export type Translation<Original extends Texts> = { readonly [Key in keyof Original]: Text };

type Wording<Entry> = Entry extends string ? Entry : Entry[keyof Entry];
type Placeholders<Sentence> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;
type ParameterNames<Entry> =
  Placeholders<Wording<Entry>> | (Entry extends PluralText ? 'count' : never);
type Parameters<Entry> = {
  readonly [Name in ParameterNames<Entry>]: Name extends 'count' ? number : string | number;
};

/** Says a text by its key; the compiler asks for exactly the parameters which that text names. */
export type Say<Original extends Texts> = <Key extends keyof Original & string>(
  key: Key,
  ...parameters: [ParameterNames<Original[Key]>] extends [never] ? [] : [Parameters<Original[Key]>]
) => string;

/** A speaker of `texts`. Typed by the original catalogue, so that every language is called alike. */
export function speaker<Original extends Texts>(
  language: Language,
  texts: Translation<Original>,
): Say<Original> {
  const plurals = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (key, ...[parameters]) => {
    const text = texts[key];
    // Most texts have no parameters, and a page says some sixty of them.
    if (parameters === undefined && typeof text === 'string') return text;
    const given: Readonly<Record<string, string | number>> = parameters ?? {};
    const sentence = wordingFor(text, given['count'], plurals);
    return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = given[name];
      assert(value !== undefined, `parameter ${name} of text ${key}`);
      return typeof value === 'number' ? numbers.format(value) : value;
    });
  };
}

function wordingFor(
  text: Text,
  count: string | number | undefined,
  plurals: Intl.PluralRules,
): string {
  if (typeof text === 'string') return text;
  assert(typeof count === 'number', 'a plural text is chosen by a number');
  return text[plurals.select(count)] ?? text.other;
}

/** Every wording of a text, for those who check catalogues. */
export function wordingsOf(text: Text): readonly string[] {
  return typeof text === 'string' ? [text] : Object.values(text);
}
