import { parseIdentifier } from '../identifiers/index.js';
import { unregisteredPlace, type Place } from '../holdings/index.js';
import type { Directory } from './directory.js';
import type { EpcisEvent } from './epcis-event.js';

/** Who an event says the goods go from and to, and at which places; ids where known, else undefined. */
export interface EventRoles {
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Named as owner at the end, apart from who gets possession. */
  readonly newOwner: string | undefined;
  readonly readPoint: Place | undefined;
  readonly bizLocation: Place | undefined;
  readonly sourcePlace: Place | undefined;
  readonly destinationPlace: Place | undefined;
}

/**
 * Reads sources, destinations and places. Possession decides between whom goods are handed over, since
 * custody moves goods and ownership does not; where only locations are named, their parties stand in.
 */
export function rolesOf(event: EpcisEvent, author: string, directory: Directory): EventRoles {
  const source = named(event.sourceList?.map((entry) => [entry.type, entry.source]));
  const destination = named(event.destinationList?.map((entry) => [entry.type, entry.destination]));
  const party = (text: string | undefined) => text && partyId(text, directory);
  const place = (text: string | undefined) => text && placeOf(text, author, directory);
  const sourcePlace = place(source.get('location')) || undefined;
  const destinationPlace = place(destination.get('location')) || undefined;
  return {
    from:
      party(source.get('possessing_party') ?? source.get('owning_party')) ||
      registered(sourcePlace),
    to:
      party(destination.get('possessing_party') ?? destination.get('owning_party')) ||
      registered(destinationPlace),
    newOwner: party(destination.get('owning_party')) || undefined,
    readPoint: place(event.readPoint?.id) || undefined,
    bizLocation: place(event.bizLocation?.id) || undefined,
    sourcePlace,
    destinationPlace,
  };

  function registered(at: Place | undefined): string | undefined {
    return at !== undefined && at.party !== author ? at.party : undefined;
  }
}

function named(entries: readonly (readonly [string, string])[] = []): Map<string, string> {
  return new Map(entries);
}

/** A party that nobody registered is still somebody: its key stands for it on both sides of a hand-off. */
function partyId(text: string, directory: Directory): string {
  const { key } = parseIdentifier(text);
  return directory.party(key) ?? key;
}

/** A place that nobody registered is taken for its author's own, and apart from other authors' of that name. */
function placeOf(text: string, author: string, directory: Directory): Place {
  const { key } = parseIdentifier(text);
  return directory.place(key) ?? unregisteredPlace(author, key);
}

/** The first of these places that is the author's own; its default place when none is named at all. */
export function ownPlace(
  author: string,
  directory: Directory,
  ...candidates: readonly (Place | undefined)[]
): Place {
  return candidates.find((place) => place?.party === author) ?? directory.defaultPlace;
}
