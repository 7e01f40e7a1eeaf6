import { selectOrganisationsOfRole } from '../../access/index.js';
import { appendFeed } from '../../log/index.js';
import { derivedId, isUuid } from '../../kernel/index.js';
import { lockProductsShared } from '../../products/index.js';
import type { Tx } from '../../platform/index.js';
import {
  departuresOf,
  exposuresOf,
  isStoppedByFreeze,
  meetingsOf,
  type Departure,
  type Freeze,
  type HeldLine,
  type Meeting,
} from './freeze.js';
import { refuseFrozen } from './freeze.problems.js';
import {
  insertBreaches,
  selectFreezes,
  selectHeld,
  selectSites,
  selectUnitsInside,
} from './freeze.store.js';
import type { BatchLocks } from './batch-locks.js';
import type { FoldEvent } from '../model/claim.js';
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
  const { added, posted, recorded, recordedAt, locks } = check;
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
    recordedAt,
  );
  return [...new Set(all.map(({ freeze }) => freeze))];
}

async function stoppedEvents(tx: Tx, added: readonly FoldEvent[]): Promise<Set<string>> {
  const stopped = new Set<string>();
  for (const event of added) {
    const claim = ownPart(event);
    if (!isStoppedByFreeze(claim)) continue;
    const stays = claim.kind === 'move' && (await isOneSite(tx, claim.from.id, claim.to.id));
    if (!stays) stopped.add(event.ref);
  }
  return stopped;
}

async function isOneSite(tx: Tx, ...placeIds: string[]): Promise<boolean> {
  return placeIds.every(isUuid) && (await selectSites(tx, placeIds)).size === 1;
}

/** Exposures of postings to single batches; `posted` may just have brought what they take. */
async function exposuresIn(tx: Tx, postings: readonly Posted[], posted: readonly Posted[]) {
  const departures = departuresOf(postings);
  const moved = postings.flatMap(({ order, moves }) =>
    moves
      .filter(({ to }) => to.kind !== 'gone')
      .map((move) => ({ ...order, instance: move.instance })),
  );
  const inside = new Map<string, string[]>();
  for (const { instance } of moved) {
    if (!inside.has(instance)) inside.set(instance, await unitsWithin(tx, instance, posted));
  }
  const pools = departures.filter(({ batch }) => batch === null).map(({ holder }) => holder.id);
  const holders = [...new Set([...pools, ...[...inside.values()].flat()])];
  const held =
    holders.length === 0 ? [] : [...(await selectHeld(tx, holders)), ...arrivalsOf(posted)];
  const carried = moved.flatMap(({ ref, at, instance }) =>
    (inside.get(instance) ?? []).flatMap((unit) => contentsOf(unit, held, { ref, at })),
  );
  return [...departures, ...carried].flatMap((departure) => exposuresOf(departure, held));
}

async function unitsWithin(tx: Tx, top: string, posted: readonly Posted[]): Promise<string[]> {
  const found = new Set([top]);
  for (let level = [top]; level.length > 0;) {
    const parents = new Set(level);
    const justPacked = posted.flatMap(({ moves }) =>
      moves.flatMap(({ to, instance }) =>
        to.kind === 'unit' && parents.has(to.id) ? instance : [],
      ),
    );
    const children = [...(await selectUnitsInside(tx, level)), ...justPacked];
    level = [...new Set(children)].filter((unit) => !found.has(unit));
    for (const unit of level) found.add(unit);
  }
  return [...found];
}

function contentsOf(
  unit: string,
  held: readonly HeldLine[],
  when: Pick<Departure, 'ref' | 'at'>,
): Departure[] {
  return held
    .filter(({ holder, book }) => holder === unit && book === 'goods')
    .map(({ product, uom, batch, amount }) => ({
      ...when,
      holder: { kind: 'unit', id: unit },
      product,
      uom,
      batch,
      amount,
    }));
}

/** What postings not yet written bring to holders. */
function arrivalsOf(posted: readonly Posted[]): HeldLine[] {
  return posted.flatMap(({ flows }) =>
    flows
      .filter(({ to }) => to.book === 'goods' || to.book === 'may')
      .map(({ to: { holder, product, uom, batch, book }, amount }) => ({
        holder: holder.id,
        product,
        uom,
        batch,
        book,
        amount,
      })),
  );
}

/** The recall's owner and all regulators hear of a breach through the feed, once an event. */
async function raise(tx: Tx, breaches: readonly Meeting[], recordedAt: Date): Promise<void> {
  if (breaches.length === 0) return;
  await insertBreaches(tx, breaches, recordedAt);
  const regulators = await selectOrganisationsOfRole(tx, 'regulator');
  const told = breaches.flatMap(({ freeze: { recallId, organisationId }, exposure: { ref } }) =>
    [organisationId, ...regulators].map((organisation) => ({
      id: derivedId('freeze-breached', recallId, ref, organisation),
      organisationId: organisation,
      kind: 'freeze-breached',
      subject: ref,
      payload: { recallId },
      recordedAt,
    })),
  );
  appendFeed(tx, [...new Map(told.map((row) => [row.id, row])).values()]);
}
