import type { EpcisEvent } from '../../events/index.js';
import { epcUrn, gs1Uri, parseIdentifier } from '../../identifiers/index.js';
import type { Json } from '../../kernel/index.js';

/** How identifiers are written in an answer; left out, as their authors wrote them. */
export const epcFormats = [
  'No_Preference',
  'Always_GS1_Digital_Link',
  'Always_EPC_URN',
  'Never_Translates',
] as const;

export type EpcFormat = (typeof epcFormats)[number];

/**
 * An event with its identifiers in one notation. What has no other form stays: codes of ours, addresses and URNs of others.
 *
 * A URN shows where the company prefix ends and a Digital Link does not. So a Digital Link becomes a URN only where another URN
 * of the event shows the prefix; prefixes are never the beginnings of each other, so that this is no guess.
 */
export function inFormat(event: EpcisEvent, format: EpcFormat): EpcisEvent {
  if (format === 'Always_GS1_Digital_Link') return translated(event, linkOf);
  if (format !== 'Always_EPC_URN') return event;
  const prefixes = new Set<string>();
  translated(event, (text) => {
    const prefix = companyPrefixOf(text);
    if (prefix !== undefined) prefixes.add(prefix);
    return text;
  });
  return prefixes.size === 0 ? event : translated(event, (text) => urnOf(text, prefixes));
}

function linkOf(text: string): string {
  if (!/^urn:epc:/i.test(text)) return text;
  return gs1Uri(parseIdentifier(text).key) ?? text;
}

const prefixLengths = [6, 7, 8, 9, 10, 11, 12];

function urnOf(text: string, prefixes: ReadonlySet<string>): string {
  if (!/^https?:/i.test(text)) return text;
  const { key } = parseIdentifier(text);
  const urns = prefixLengths.flatMap((length) => epcUrn(key, length) ?? []);
  return urns.find((urn) => prefixes.has(companyPrefixOf(urn) ?? '')) ?? text;
}

function companyPrefixOf(text: string): string | undefined {
  return /^urn:epc:(?:id|class|idpat):[a-z]+:(\d{6,12})\./i.exec(text)?.[1];
}

const identifiers: ReadonlySet<string> = new Set([
  ...['epcList', 'childEPCs', 'inputEPCList', 'outputEPCList', 'parentID', 'epcClass'],
  ...['id', 'source', 'destination', 'bizTransaction', 'transformationID'],
]);

/** Members in which nothing is an identifier of EPCIS, whatever it is called. */
const others: ReadonlySet<string> = new Set(['extensions', 'ilmd', 'context']);

function translated(event: EpcisEvent, translate: (text: string) => string): EpcisEvent {
  const inside = (name: string, value: Json): Json => {
    if (typeof value === 'string') return identifiers.has(name) ? translate(value) : value;
    if (others.has(name) || value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map((entry: Json) => inside(name, entry));
    return Object.fromEntries(
      Object.entries(value).map(([inner, part]: [string, Json]) => [inner, inside(inner, part)]),
    );
  };
  return inside('', event as unknown as Json) as unknown as EpcisEvent;
}
