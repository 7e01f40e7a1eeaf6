import { selectOverseers } from '../../access/index.js';
import { appendFeed, type FeedRow } from '../../log/index.js';
import { derivedId, isUuid } from '../../kernel/index.js';
import { lockProductsShared } from '../../products/index.js';
import { mapping, stepByStep, type Tx } from '../../platform/index.js';
import { isStoppedByFreeze, meetingsOf, type Freeze, type Meeting } from './freeze.js';
import { refuseFrozen } from './freeze.problems.js';
import { insertBreaches, selectFreezes, selectSites } from './freeze.store.js';
import type { BatchLocks } from './batch-locks.js';
import { exposuresIn } from './exposures.js';
import type { Claim, FoldEvent } from '../model/claim.js';
import type { Posted } from '../model/model.js';
import { ownPart } from '../model/own-part.js';
import { withoutReturns } from './returns.js';

/** What is about to be written, as the check of freezes sees it. */
export interface FrozenCheck {
  readonly added: readonly FoldEvent[];
  /** Everything that was folded, added events and others folded again. */
  readonly posted: readonly Posted[];
  readonly recorded: 'act' | 'fact';
  readonly recordedAt: Date;
  readonly locks: BatchLocks;
}

/**
 * Holds what events do against the freezes in force: an act that does to frozen goods, or to what may be such, what
 * it may not is refused; a fact is flagged as a breach. The batches, and the products of goods that may be of any, are
 * locked before freezes are read: a recall that opens at the same time either waits, and finds the goods where they
 * went, or is seen here.
 *
 * Answers the freezes that were met. What a fact made of such goods freezes once it is written: `spreadFreezes`.
 */
export async function meetFreezes(tx: Tx, check: FrozenCheck): Promise<readonly Freeze[]> {
  const { added, posted, recorded, locks } = check;
  const stopped = await stoppedEvents(tx, added);
  const free = new Set(added.map(({ ref }) => ref).filter((ref) => !stopped.has(ref)));
  const postings = posted.filter(({ order }) => !free.has(order.ref));
  const exposures = await exposuresIn(tx, postings, posted);
  if (exposures.length === 0) return [];
  const batches = exposures.flatMap(({ batch }) => batch ?? []);
  const wereStopped = await locks.share(tx, batches);
  const anyOf = exposures.flatMap(({ batch, product }) => (batch === null ? [product] : []));
  if (!wereStopped && anyOf.length === 0) return [];
  if (anyOf.length > 0) await lockProductsShared(tx, [...new Set(anyOf)].filter(isUuid));
  const freezes = await selectFreezes(tx, batches, anyOf);
  if (freezes.length === 0) return [];
  const all = meetingsOf(exposures, freezes);
  const judged = all.filter(({ exposure }) => stopped.has(exposure.ref));
  const meetings = await withoutReturns(tx, judged, added);
  const refusal = recorded === 'act' ? refuseFrozen(meetings) : undefined;
  if (refusal) throw refusal;
  await raise(
    tx,
    meetings.filter(({ freeze, exposure }) => exposure.at >= freeze.frozenAt.getTime()),
    check,
  );
  return [...new Set(all.map(({ freeze }) => freeze))];
}

/** Those whose own part may not be done to frozen goods; what stays on its site is none of them. */
async function stoppedEvents(tx: Tx, added: readonly FoldEvent[]): Promise<Set<string>> {
  const claims = await stepByStep(mapping(added, (event) => ({ event, claim: ownPart(event) })));
  const stopped = claims.filter(({ claim }) => isStoppedByFreeze(claim));
  const ends = stopped.flatMap(({ claim }) => (claim.kind === 'move' ? endsOf(claim) : []));
  const sites = ends.length === 0 ? new Map<string, string>() : await selectSites(tx, ends);
  const stays = (claim: Claim) => {
    if (claim.kind !== 'move') return false;
    const [from, to] = [sites.get(claim.from.id), sites.get(claim.to.id)];
    return from !== undefined && from === to;
  };
  return new Set(stopped.filter(({ claim }) => !stays(claim)).map(({ event }) => event.ref));
}

function endsOf({ from, to }: Extract<Claim, { kind: 'move' }>): string[] {
  return [from.id, to.id].filter(isUuid);
}

/** The recall's owner hears of a breach through the feed, and whoever oversees it or who did it, once an event. */
async function raise(
  tx: Tx,
  breaches: readonly Meeting[],
  { posted, recordedAt }: Pick<FrozenCheck, 'posted' | 'recordedAt'>,
): Promise<void> {
  if (breaches.length === 0) return;
  await insertBreaches(tx, breaches, recordedAt);
  const authors = new Map(posted.map(({ order: { ref, author } }) => [ref, author]));
  const told: FeedRow[] = [];
  for (const { freeze, exposure } of breaches) {
    const { recallId, organisationId } = freeze;
    const partyId = authors.get(exposure.ref) ?? '';
    const overseers = await selectOverseers(tx, { organisationId, partyId });
    for (const organisation of [organisationId, ...overseers]) {
      told.push({
        id: derivedId('freeze-breached', recallId, exposure.ref, organisation),
        organisationId: organisation,
        kind: 'freeze-breached',
        subject: exposure.ref,
        payload: { recallId },
        recordedAt,
      });
    }
  }
  appendFeed(tx, [...new Map(told.map((row) => [row.id, row])).values()]);
}
