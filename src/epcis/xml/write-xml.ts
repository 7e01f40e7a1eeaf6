import type { EpcisEvent } from '../../events/index.js';
import { namespaces, queryNamespaces, type XmlVersion } from './content.js';
import { writeEventElement } from './write-event-element.js';
import { xmlText, type Markup } from './xml-text.js';

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
    children: [{ name: 'EPCISBody', children: [eventList(events, version)] }],
  });
}

/** The answer to a query of events. */
export function writeXmlQueryDocument(
  events: readonly EpcisEvent[],
  answer: {
    readonly version: XmlVersion;
    readonly creationDate: string;
    readonly queryName: string;
    readonly subscriptionID?: string;
  },
): string {
  const { version, creationDate, queryName, subscriptionID } = answer;
  const results: Markup = {
    name: 'epcisq:QueryResults',
    children: [
      { name: 'queryName', text: queryName },
      ...(subscriptionID === undefined ? [] : [{ name: 'subscriptionID', text: subscriptionID }]),
      { name: 'resultsBody', children: [eventList(events, version)] },
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

function eventList(events: readonly EpcisEvent[], version: XmlVersion): Markup {
  const children = events.map((event) => {
    const element = writeEventElement(event, version);
    if (version === '2.0') return element;
    return Array.from({ length: wrappers[event.type] }).reduce<Markup>(
      (inner) => ({ name: 'extension', children: [inner] }),
      element,
    );
  });
  return { name: 'EventList', children };
}

/** How many wrappers 1.2 has around the types of event that came after it was first written. */
const wrappers: Readonly<Record<EpcisEvent['type'], number>> = {
  ...{ ObjectEvent: 0, AggregationEvent: 0, TransactionEvent: 0 },
  ...{ TransformationEvent: 1, AssociationEvent: 2 },
};
