import {
  derivedBatches,
  outermostOf,
  partyInName,
  sendingEvent,
  unitOf,
  type OutermostUnit,
} from '../holdings/index.js';
import { isUuid, parseStored } from '../kernel/index.js';
import type { Reader } from '../platform/index.js';
import {
  holdersToTell,
  type Recall,
  type RecallScope,
  type ScopeBatch,
  type ScopeHolding,
} from './recall.js';
import { selectNotices } from './answers.store.js';
import { selectBreaches } from './recalls.store.js';
import {
  selectAddressees,
  selectFrozen,
  selectHandsOfPlaces,
  selectHandsOfSenders,
  selectHeldGoods,
  type HeldGoods,
} from './scope.store.js';

/**
 * What a recall reaches, read from the links at the time of asking: late events are in it at once, and links that
 * were corrected after it opened still count until whoever decides about it releases what they led to.
 */
export async function readScope(reader: Reader, recall: Recall): Promise<RecallScope> {
  const batches = await scopeBatches(reader, recall, null);
  const live = batches.filter(({ releasedAt }) => releasedAt === null);
  const holdings = await scopeHoldings(reader, live, null);
  const breaches = await selectBreaches(reader, recall);
  const sent = await selectNotices(reader, recall.id);
  const told = new Set(sent.map(({ organisationId }) => organisationId));
  const queued = (await organisationsToTell(reader, { recall, holdings }))
    .filter((id) => !told.has(id))
    .map((organisationId) => ({ organisationId, sentAt: null, acknowledgedAt: null, answers: [] }));
  return { recall, batches, holdings, breaches, notices: [...sent, ...queued] };
}

/** Whoever holds something in scope, or is being sent some; its owner knows already. */
export async function organisationsToTell(
  reader: Reader,
  { recall, holdings }: Pick<RecallScope, 'recall' | 'holdings'>,
): Promise<string[]> {
  const expecting = await selectAddressees(
    reader,
    holdings.flatMap(({ sentBy }) => sentBy ?? []),
  );
  const all = new Set([...holdersToTell({ recall, holdings }), ...expecting]);
  return [...all].filter((id) => id !== recall.organisationId);
}

/** What the scope of a closed recall was when it closed, just before it let go of everything. */
export async function scopeAtClosing(
  reader: Reader,
  recall: Recall,
  closedAt: Date,
): Promise<Pick<RecallScope, 'batches' | 'holdings'>> {
  const batches = await scopeBatches(reader, recall, closedAt);
  const live = batches.filter(({ releasedAt }) => releasedAt === null);
  return { batches, holdings: await scopeHoldings(reader, live, closedAt) };
}

async function scopeBatches(
  reader: Reader,
  recall: Recall,
  asOf: Date | null,
): Promise<ScopeBatch[]> {
  const frozen = await selectFrozen(reader, recall.id);
  const isReleased = (at: Date | null) => at !== null && (asOf === null || at < asOf);
  const stopped = frozen.map((each) => ({
    ...each,
    releasedAt: isReleased(each.releasedAt) ? each.releasedAt : null,
  }));
  const released = stopped.filter(({ releasedAt }) => releasedAt !== null);
  const without = new Set(released.map(({ batchId }) => batchId));
  const named = stopped.filter(({ derived }) => !derived);
  const [recorded, current] = [
    await derivedBatches(reader, named, { knownSince: recall.openedAt, without, asOf }),
    await derivedBatches(reader, named, { knownSince: null, without, asOf }),
  ];
  const all = new Map([...stopped, ...recorded.values()].map((batch) => [batch.batchId, batch]));
  const byId = new Map(stopped.map((batch) => [batch.batchId, batch]));
  return [...all.values()].map(({ batchId, productId }) => {
    const stop = byId.get(batchId);
    const releasedAt = stop?.releasedAt ?? null;
    return {
      batchId,
      productId,
      why: stop?.derived === false ? 'named' : 'derived',
      frozen: stop !== undefined && releasedAt === null,
      releasedAt,
      correctionPending: releasedAt === null && !current.has(batchId),
    };
  });
}

async function scopeHoldings(
  reader: Reader,
  batches: readonly ScopeBatch[],
  asOf: Date | null,
): Promise<ScopeHolding[]> {
  const stopped = batches.filter(({ frozen }) => frozen);
  const goods = await selectHeldGoods(reader, { batches, stopped, asOf });
  const inUnits = goods.filter(({ kind }) => kind === 'unit').map(({ holder }) => holder);
  // Where units stood at an earlier time is not kept in a row.
  const outermost = await outermostOf(reader, asOf === null ? inUnits : []);
  const spots = goods.map((held) => ({ held, ...spotOf(held, outermost.get(held.holder)) }));
  const places = await selectHandsOfPlaces(
    reader,
    idsOf(spots, ({ placeId }) => answeredFor(placeId)),
  );
  const senders = await selectHandsOfSenders(
    reader,
    idsOf(spots, ({ sentBy }) => sentBy),
  );
  const hands = new Map([...senders, ...places].map((each) => [each.id, each]));
  return spots.map(({ held, where, placeId, sentBy, unit }) => {
    const { partyId = null, organisationId = null } =
      hands.get(answeredFor(placeId) ?? sentBy ?? '') ?? {};
    const { batchId, productId, uom, certain, least, most } = held;
    return {
      batchId,
      productId,
      where,
      placeId,
      unit,
      partyId,
      organisationId,
      sentBy,
      certainty: certain ? 'certain' : 'possible',
      least: parseStored(least),
      most: parseStored(most),
      uom,
    };
  });
}

interface Spot {
  readonly where: ScopeHolding['where'];
  readonly placeId: string | null;
  /** The event that sent goods in transit. */
  readonly sentBy: string | null;
  readonly unit: string | null;
}

/** `outermost` is the unit around goods that are in one. */
function spotOf({ kind, holder }: HeldGoods, outermost: OutermostUnit | undefined): Spot {
  const unit = kind === 'unit' ? unitOf(holder) : null;
  const at = kind === 'unit' ? outermost : { kind, holder };
  if (at?.kind === 'transit') {
    const sentBy = at.holder === null ? null : sendingEvent(at.holder);
    return { where: 'transit', placeId: null, sentBy, unit };
  }
  const where = unit === null ? 'place' : 'unit';
  return { where, placeId: at?.holder ?? null, sentBy: null, unit };
}

/** The place itself where somebody registered it, else its party. */
function answeredFor(place: string | null): string | null {
  return place === null ? null : (partyInName(place) ?? place);
}

function idsOf(spots: readonly Spot[], read: (spot: Spot) => string | null): string[] {
  return [...new Set(spots.map(read))].filter((id): id is string => id !== null && isUuid(id));
}
