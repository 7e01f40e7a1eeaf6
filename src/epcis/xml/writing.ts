import { expandName, wordAddress, type EventContext, type Vocabulary } from '../../events/index.js';
import type { WrittenNames } from './written-names.js';
import type { Markup } from '../../kernel/index.js';

/** What the writing of one event shares. */
export interface Writing {
  readonly context: EventContext | undefined;
  readonly names: WrittenNames;
  readonly words: WordForm;
}

/** How XML has words of the CBV: as the URNs that 1.2 has, or as web addresses. */
export type WordForm = 'urn' | 'web';

/** How a value becomes the element of a name, or several. */
export type Writer<Value> = (value: Value, name: string, writing: Writing) => readonly Markup[];

/** A word in the form that XML has for it; the address of somebody else's word. */
export function wordText(
  vocabulary: Vocabulary,
  text: string,
  { context, words }: Writing,
): string {
  if (!vocabulary.words.has(text)) return expandName(text, context);
  if (words === 'web') return wordAddress(vocabulary, text);
  const urn = vocabulary.prefixes.find((start) => start.startsWith('urn:'));
  return `${urn ?? 'gs1:'}${text}`;
}
