import { wholeDayName, type EpcisEvent } from '../../events/index.js';
import { eventSequence, type Sequence, type XmlVersion } from './content.js';
import { extensionElements } from './write-extension.js';
import { writerOf } from './write-parts.js';
import type { WordForm, Writing } from './writing.js';
import { WrittenNames } from './written-names.js';
import type { Markup } from '../../kernel/index.js';

/** One event: its elements in the order of the schema, then its extensions; their namespaces are declared on it. */
export function writeEventElement(event: EpcisEvent, version: XmlVersion, words: WordForm): Markup {
  const writing: Writing = { context: event.context, names: new WrittenNames(event), words };
  const own = inSequence(eventSequence(event.type, version), { event, version, writing });
  const whole = event.wholeDay === true ? { [wholeDayName]: true } : {};
  const others = extensionElements({ ...whole, ...event.extensions }, writing.names);
  // The declarations come last, when every name is known.
  return {
    name: event.type,
    attributes: writing.names.declarations,
    children: [...own, ...others],
  };
}

interface Event {
  readonly event: EpcisEvent;
  readonly version: XmlVersion;
  readonly writing: Writing;
}

function inSequence(sequence: Sequence, around: Event): readonly Markup[] {
  return sequence.flatMap((entry) => {
    if (typeof entry === 'string') return memberElements(entry.replace('*', ''), around);
    const children = inSequence(entry.holds, around);
    return children.length === 0 ? [] : [{ name: entry.wrapper, children }];
  });
}

/** Lists that the schemas ask to have an entry. One without any says nothing, and is left out. */
const neverEmpty: ReadonlySet<string> = new Set([
  ...['bizTransactionList', 'sourceList', 'destinationList', 'sensorElementList'],
]);

/** Lists that 1.2 asks for even if nothing is in them. */
const askedFor: Partial<Record<EpcisEvent['type'], string>> = {
  ObjectEvent: 'epcList',
  TransactionEvent: 'epcList',
  AggregationEvent: 'childEPCs',
};

function memberElements(name: string, { event, version, writing }: Event): readonly Markup[] {
  const value = (event as unknown as Readonly<Record<string, unknown>>)[name];
  if (value === undefined) {
    const isAsked = version === '1.2' && askedFor[event.type] === name;
    return isAsked ? [{ name }] : [];
  }
  const isIdle = neverEmpty.has(name) && Array.isArray(value) && value.length === 0;
  return isIdle ? [] : writerOf(name)(value as never, name, writing);
}
