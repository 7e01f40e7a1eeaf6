import { createHash } from 'node:crypto';
import type { ExtensionPlace, SensorNumber, WordMember } from './event-condition.js';

/** Names that an index holds for what an event says; parts before the last hold no white space. */
export const termWord = {
  of: (member: WordMember, value: string, type?: string) => joined(member, type ?? '', value),
  present: (member: 'errorDeclaration' | 'sensorElement') => joined('present', member),
  time: (member: string) => joined('time', member),
  number: (member: SensorNumber, uom = '') => joined('number', member, uom),
  extension: (place: ExtensionPlace, inner: boolean, name: string) =>
    joined('extension', place, inner ? 'inner' : '', name),
  extended: (place: ExtensionPlace, inner: boolean, name: string, form: string) =>
    joined('extended', place, inner ? 'inner' : '', name, form),
} as const;

function joined(...parts: readonly string[]): string {
  return parts.join('\n');
}

/** The key under which a word is stored: words may be long and keys may not. */
export function termKey(word: string): string {
  return createHash('sha256').update(word).digest('hex').slice(0, 32);
}
