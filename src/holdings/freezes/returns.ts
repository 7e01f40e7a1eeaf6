import type { Tx } from '../../platform/index.js';
import type { FoldEvent } from '../model/claim.js';
import type { Meeting } from './freeze.js';
import { ownPart } from '../model/own-part.js';
import { selectOwnersOf, selectUpTheChain } from './returns.store.js';

/**
 * What of these meetings a freeze stops. Returning is free up the chain only: to the maker of the batch, to whose recall
 * it is, or to whom the author took the goods from. To anybody else a return is a shipping like others.
 */
export async function withoutReturns(
  tx: Tx,
  meetings: readonly Meeting[],
  added: readonly FoldEvent[],
): Promise<readonly Meeting[]> {
  const free = new Set<Meeting>();
  for (const event of added) {
    const claim = ownPart(event);
    if (claim.kind !== 'release' || claim.returned !== true || claim.to === null) continue;
    const met = meetings.filter(({ exposure }) => exposure.ref === event.ref);
    if (met.length === 0) continue;
    const back = {
      author: event.author,
      to: claim.to,
      placeId: claim.place.id,
      batches: met.map(({ freeze }) => freeze),
      owners: met.map(({ freeze }) => freeze.organisationId),
    };
    const owners = new Set(await selectOwnersOf(tx, back));
    const batches = new Set(await selectUpTheChain(tx, back));
    for (const meeting of met) {
      const { batchId, organisationId } = meeting.freeze;
      if (owners.has(organisationId) || batches.has(batchId)) free.add(meeting);
    }
  }
  return free.size === 0 ? meetings : meetings.filter((meeting) => !free.has(meeting));
}
