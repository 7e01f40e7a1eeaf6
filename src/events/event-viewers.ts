import { parseIdentifier } from '../identifiers/index.js';
import { mapping, stepByStep, type Reader } from '../platform/index.js';
import type { Directory } from './directory.js';
import type { EpcisEvent } from './epcis-event.js';
import type { Arrival } from './event-identity.js';
import { selectViewers } from './events.store.js';

/** What decides who may see events besides themselves. */
interface Surroundings {
  readonly organisationId: string;
  readonly directory: Directory;
  /** Our id of the declaration of an event, or of the event of a declaration; null where it has not come. */
  readonly counterpartOf: (arrival: Arrival) => string | null;
}

/**
 * Who may see each of these events, which are stored together, by our ids of organisations: its author and direct partners.
 *
 * Whoever sees an event sees the declaration of it, which may name fewer parties: who was told of an event has to hear that it
 * was in error. A declaration that was stored before its event is not changed any more, so then the event is seen by nobody
 * whom its declaration passed over: it never stood for them.
 */
export async function viewersOf(
  reader: Reader,
  arrivals: readonly Arrival[],
  { organisationId, directory, counterpartOf }: Surroundings,
): Promise<(arrival: Arrival) => readonly string[]> {
  const named = new Map(
    await stepByStep(
      mapping(arrivals, ({ ref, event }) => {
        return [ref, [organisationId, ...partnersIn(event, directory)]] as const;
      }),
    ),
  );
  const others = arrivals.flatMap((arrival) => counterpartOf(arrival) ?? []);
  const stored = await selectViewers(
    reader,
    others.filter((ref) => !named.has(ref)),
  );
  return (arrival) => {
    const own = named.get(arrival.ref) ?? [];
    const other = counterpartOf(arrival) ?? '';
    if (arrival.declaration) return united(own, named.get(other) ?? stored.get(other) ?? []);
    const told = stored.get(other);
    return united(told === undefined ? own : own.filter((id) => told.includes(id)));
  };
}

/** The organisations behind the parties that an event names. */
function partnersIn(
  { sourceList = [], destinationList = [] }: EpcisEvent,
  directory: Directory,
): readonly string[] {
  const parties = [
    ...sourceList.map(({ source }) => source),
    ...destinationList.map(({ destination }) => destination),
  ];
  return parties.flatMap((text) => directory.organisationOf(parseIdentifier(text).key) ?? []);
}

function united(...sets: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(sets.flat())];
}
