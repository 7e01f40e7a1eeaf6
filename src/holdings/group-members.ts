import type { FoldEvent } from './claim.js';
import { groupNamesOf } from './handoff-group.js';

/** Answers with the live events that join any of these names of hand-off groups. */
export type EventsJoining = (names: readonly string[]) => Promise<readonly FoldEvent[]>;

/** All other events whose matching the given ones may influence, directly or through each other. */
export async function groupMembers(
  eventsJoining: EventsJoining,
  events: readonly FoldEvent[],
): Promise<FoldEvent[]> {
  const given = new Set(events.map(({ ref }) => ref));
  const found = new Map<string, FoldEvent>();
  const asked = new Set<string>();
  let frontier: readonly FoldEvent[] = events;
  while (frontier.length > 0) {
    const names = new Set(frontier.flatMap((event) => groupNamesOf(event).seeks));
    for (const name of names) if (asked.has(name)) names.delete(name);
    if (names.size === 0) break;
    for (const name of names) asked.add(name);
    const joining = await eventsJoining([...names]);
    frontier = joining.filter(({ ref }) => !given.has(ref) && !found.has(ref));
    for (const event of frontier) found.set(event.ref, event);
  }
  return [...found.values()];
}
