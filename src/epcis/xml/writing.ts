import { expandName, type EventContext, type Vocabulary } from '../../events/index.js';
import type { WrittenNames } from './written-names.js';
import type { Markup } from './xml-text.js';

/** What the writing of one event shares. */
export interface Writing {
  readonly context: EventContext | undefined;
  readonly names: WrittenNames;
}

/** How a value becomes the element of a name, or several. */
export type Writer<Value> = (value: Value, name: string, writing: Writing) => readonly Markup[];

/** A word in the form that XML has for it: the URN of the CBV, or the address of somebody else's word. */
export function wordText(vocabulary: Vocabulary, text: string, { context }: Writing): string {
  if (!vocabulary.words.has(text)) return expandName(text, context);
  const urn = vocabulary.prefixes.find((start) => start.startsWith('urn:'));
  return `${urn ?? 'gs1:'}${text}`;
}
