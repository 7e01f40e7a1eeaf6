import { parseIdentifier, type Identifier } from '../identifiers/index.js';
import { extensionNamed } from './event-context.js';
import type { Arrival } from './event-identity.js';

/** A thing as far as its key tells: enough to look it up. */
export type Named = Pick<Identifier, 'kind' | 'key' | 'parts'>;

/** The canonical keys that events name, by what they may stand for. */
export interface NamedKeys {
  readonly things: ReadonlyMap<string, Named>;
  readonly places: ReadonlySet<string>;
  readonly parties: ReadonlySet<string>;
}

export function namedKeys(arrivals: readonly Arrival[]): NamedKeys {
  const things = new Map<string, Named>();
  const places = new Set<string>();
  const parties = new Set<string>();
  const add = (into: Set<string>, text: string | undefined) => {
    if (text !== undefined) into.add(parseIdentifier(text).key);
  };
  for (const { event, things: named } of arrivals) {
    for (const thing of named) things.set(thing.key, thing);
    add(places, event.readPoint?.id);
    add(places, event.bizLocation?.id);
    const ends = [
      ...(event.sourceList ?? []).map(({ type, source }) => [type, source] as const),
      ...(event.destinationList ?? []).map(({ type, destination }) => [type, destination] as const),
    ];
    for (const [type, text] of ends) add(type === 'location' ? places : parties, text);
  }
  return { things, places, parties };
}

/** The key of the product that a thing is of, or is; undefined for units, assets and what we cannot read. */
export function productKeyOf({ kind, key, parts }: Named): string | undefined {
  if (parts.gtin !== undefined) return `/01/${parts.gtin}`;
  return kind === 'other' && key.startsWith('urn:uuid:') ? key : undefined;
}

/**
 * The number of the batch that a thing is of, as far as it is told. An item's key does not hold it: what one notation says
 * beside the serial must not make another item of it, so it counts only where the making event says so.
 */
export function batchNumberOf(
  { kind, key, parts }: Named,
  lots: ReadonlyMap<string, string>,
): string | undefined {
  return kind === 'item' ? lots.get(key) : parts.batch;
}

/** Our native codes among things: by themselves, or as the serial of a GTIN. */
export function nativeCodesOf(things: Iterable<Named>): string[] {
  return [...things].flatMap(({ kind, parts }) => {
    if (kind === 'code') return parts.code ?? [];
    return kind === 'item' && parts.serial?.length === 16 ? parts.serial : [];
  });
}

/** The member of master data that names the batch of what is made. */
export const lotNumberName = 'urn:epcglobal:cbv:mda:lotNumber';

/** The batch number that a making event gives the single items it makes, by the item's key. */
export function lotsOf(arrivals: readonly Arrival[]): ReadonlyMap<string, string> {
  const lots = new Map<string, string>();
  for (const { event, things } of arrivals) {
    const lot = extensionNamed(event.ilmd, lotNumberName, event.context);
    if (typeof lot !== 'string') continue;
    for (const { kind, key, role } of things) {
      if (kind === 'item' && role !== 'input') lots.set(key, lot);
    }
  }
  return lots;
}
