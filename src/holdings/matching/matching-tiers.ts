import type { ClaimLine } from '../model/claim-lines.js';

/** How far a release may lie from the taking it is matched with, when nothing names it. */
export interface MatchingWindows {
  readonly releaseAfterMs: number;
  readonly releaseBeforeMs: number;
}

export const defaultWindows: MatchingWindows = {
  releaseAfterMs: 24 * 3_600_000,
  releaseBeforeMs: 90 * 24 * 3_600_000,
};

/** Among which releases of the same thing a taking looks: no rule of the tier fits any other. */
export type Level = 'unit' | 'items' | 'same-batch' | 'one-batch';

/** One rule by which a taking may choose releases, and how it prefers among those that fit. */
export interface Tier {
  readonly among: Level;
  readonly prefers: 'quantity' | 'newest';
  /** For want of something better: a later claim that fits a tier before this one comes first. */
  readonly isLate: boolean;
  readonly fits: (take: ClaimLine, release: ClaimLine) => boolean;
}

/**
 * The tiers from the surest match to the loosest; a tier has run over all takings before the next one starts.
 * Only a claim's own words are looked at, never a balance.
 */
export function tiersOf(windows: MatchingWindows): readonly Tier[] {
  return windows === defaultWindows ? (usualTiers ??= tiersWithin(windows)) : tiersWithin(windows);
}

let usualTiers: readonly Tier[] | undefined;

function tiersWithin(windows: MatchingWindows): readonly Tier[] {
  const near: Fits = (take, release) =>
    isWithin24h(windows)(take, release) &&
    take.event.from - release.event.to <= windows.releaseBeforeMs;
  const soon = isWithin24h(windows);
  return [
    ...bothLevels(namesEvent),
    ...[sameParties, agreeingParties, otherTaker].flatMap(byDocument),
    newest('unit', sameParties, soon),
    newest('unit', agreeingParties, soon),
    newest('unit', soon),
    newest('items', agreeingParties, soon),
    newest('items', soon),
    quantity('same-batch', loose, sameParties, near),
    late(quantity('same-batch', loose, agreeingParties, near)),
    late(quantity('one-batch', loose, sameParties, near)),
    late(quantity('one-batch', loose, agreeingParties, near)),
  ];
}

type Fits = Tier['fits'];

function newest(among: 'unit' | 'items', ...rules: readonly Fits[]): Tier {
  return { among, prefers: 'newest', isLate: false, fits: all(levels[among], ...rules) };
}

function quantity(among: 'same-batch' | 'one-batch', ...rules: readonly Fits[]): Tier {
  return { among, prefers: 'quantity', isLate: false, fits: all(levels[among], ...rules) };
}

function late(tier: Tier): Tier {
  return { ...tier, isLate: true };
}

function all(...rules: readonly Fits[]): Fits {
  return (take, release) => rules.every((rule) => rule(take, release));
}

/** Goods that both sides name match before goods that only one side names. */
function bothLevels(...rules: readonly Fits[]): Tier[] {
  return [quantity('same-batch', ...rules), quantity('one-batch', ...rules)];
}

/** One waybill may cover several legs, so a unit under it was last sent by the newest of them. */
function byDocument(parties: Fits): Tier[] {
  return [newest('unit', sharesDocument, parties), ...bothLevels(loose, sharesDocument, parties)];
}

/** The batch that a line names; null for a unit too. */
export const batchOf = (line: ClaimLine): string | null => line.goods?.batch ?? null;

const levels: Readonly<Record<Level, Fits>> = {
  unit: (take) => take.unit !== null,
  items: (take, release) => sharedItems(take, release) > 0,
  'same-batch': (take, release) => batchOf(take) === batchOf(release),
  'one-batch': (take, release) => (batchOf(take) === null) !== (batchOf(release) === null),
};

const loose: Fits = (take) => take.unit === null;

const namesEvent: Fits = (take, release) =>
  take.naming.names.includes(release.event.eventId) ||
  release.naming.names.includes(take.event.eventId);

const sharesDocument: Fits = (take, release) =>
  take.naming.documents.some((each) => release.naming.documents.includes(each));

const sameParties: Fits = (take, release) =>
  take.other === release.author && release.other === take.author;

/** One side may leave the other party out; two that both do say too little. */
const agreeingParties: Fits = (take, release) =>
  (take.other ?? release.author) === release.author &&
  (release.other ?? take.author) === take.author &&
  (take.other !== null || release.other !== null || take.unit !== null);

/** A carrier takes what was released to somebody else, and says from whom it has it. */
const otherTaker: Fits = (take, release) => (take.other ?? release.author) === release.author;

/** Whole days count from their kindest side: they overlap whatever they may overlap. */
function isWithin24h(windows: MatchingWindows): Fits {
  return (take, release) => release.event.from - take.event.to <= windows.releaseAfterMs;
}

export function isAfter(release: ClaimLine, take: ClaimLine): boolean {
  return release.event.from > take.event.to;
}

/** How many item codes two lines share. */
export function sharedItems(take: ClaimLine, release: ClaimLine): number {
  const sent = release.items;
  const taken = take.goods?.items;
  if (sent === undefined || !taken?.length) return 0;
  return taken.filter((item) => sent.has(item)).length;
}
