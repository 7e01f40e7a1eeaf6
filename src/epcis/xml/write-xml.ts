import type { EpcisEvent } from '../../events/index.js';
import { atOnce, mapping } from '../../platform/index.js';
import { namespaces, queryNamespaces, type XmlVersion } from './content.js';
import { writeEventElement } from './write-event-element.js';
import type { WordForm } from './writing.js';
import { elementText, xmlText, type Markup } from '../../kernel/index.js';

/**
 * Writes events as XML of EPCIS 2.0 or 1.2; read back, they are equal in meaning. Extensions that XML cannot say by itself
 * are marked (furrow-markup.ts). What 1.2 has no element for goes where GS1's converter puts it: an AssociationEvent in two
 * wrappers of the list, sensor elements and persistent dispositions in the innermost wrapper of an event,
 * `certificationInfo` in the one below `baseExtension`.
 *
 * Left out: contexts named by address and types of terms, which XML has nothing like; empty lists that the schemas forbid;
 * in 1.2 also an empty `epcList` or `childEPCs`, which it asks for where there is nothing to list; characters of control,
 * which XML 1.0 cannot write, in members of EPCIS (U+FFFD stands for them).
 */
export function writeXmlDocument(
  events: readonly EpcisEvent[],
  { version, creationDate }: { readonly version: XmlVersion; readonly creationDate: string },
): string {
  return xmlText({
    name: 'epcis:EPCISDocument',
    attributes: {
      'xmlns:epcis': namespaces[version],
      schemaVersion: version,
      creationDate,
    },
    children: [{ name: 'EPCISBody', children: [atOnce(eventListWriting(events, version, 'urn'))] }],
  });
}

/** The answer to a query of events, a step an event. */
export function* xmlQueryDocumentWriting(
  events: readonly EpcisEvent[],
  answer: {
    readonly version: XmlVersion;
    readonly words: WordForm;
    readonly creationDate: string;
    readonly queryName: string;
    readonly subscriptionID?: string;
  },
): Generator<undefined, string> {
  const { version, words, creationDate, queryName, subscriptionID } = answer;
  const list = yield* eventListWriting(events, version, words);
  const results: Markup = {
    name: 'epcisq:QueryResults',
    children: [
      { name: 'queryName', text: queryName },
      ...(subscriptionID === undefined ? [] : [{ name: 'subscriptionID', text: subscriptionID }]),
      { name: 'resultsBody', children: [list] },
    ],
  };
  return xmlText({
    name: 'epcisq:EPCISQueryDocument',
    attributes: {
      'xmlns:epcisq': queryNamespaces[version],
      schemaVersion: version,
      creationDate,
    },
    children: [{ name: 'EPCISBody', children: [results] }],
  });
}

function* eventListWriting(
  events: readonly EpcisEvent[],
  version: XmlVersion,
  words: WordForm,
): Generator<undefined, Markup> {
  const written = yield* mapping(events, (event) => {
    const element = writeEventElement(event, version, words);
    return elementText(version === '2.0' ? element : wrapped(element, wrappers[event.type]));
  });
  return { name: 'EventList', written: written.join('') };
}

function wrapped(element: Markup, times: number): Markup {
  return times === 0 ? element : { name: 'extension', children: [wrapped(element, times - 1)] };
}

/** How many wrappers 1.2 has around the types of event that came after it was first written. */
const wrappers: Readonly<Record<EpcisEvent['type'], number>> = {
  ...{ ObjectEvent: 0, AggregationEvent: 0, TransactionEvent: 0 },
  ...{ TransformationEvent: 1, AssociationEvent: 2 },
};
