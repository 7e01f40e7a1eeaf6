import type { Amount } from '../../kernel/index.js';
import type { Claim, Draw, FoldEvent, Goods, Make, Place, Release, Take } from '../model/claim.js';
import { lineId } from '../model/keys.js';
import type { Matching } from '../matching/matching.js';
import type { Match } from '../matching/netting.js';
import type { Posting, Source, Target, UnitStep, Work } from '../model/model.js';
import { endOf, Rank, startOf } from '../model/order.js';
import { ownPart } from '../model/own-part.js';
import { splitMove, splitPack, splitTransform, splitUnpack } from './postings-inside.js';
import { Splitter } from './splitter.js';

/**
 * Splits one event into the postings that fold by themselves. They follow from the claim and from what
 * it was matched with, never from a balance; so only a changed match changes an event's postings.
 */
export function postingsOf(event: FoldEvent, matching: Matching): readonly Posting[] {
  if (matching.voided.has(event.ref)) return [];
  const into = new Splitter(event);
  split(into, ownPart(event), matching);
  return into.postings;
}

function split(into: Splitter, claim: Claim, matching: Matching): void {
  switch (claim.kind) {
    case 'make':
      return splitMake(into, claim);
    case 'release':
      return splitRelease(into, claim, matching);
    case 'take':
      return splitTake(into, claim, matching);
    case 'move':
      return splitMove(into, claim);
    case 'pack':
      return splitPack(into, claim);
    case 'unpack':
      return splitUnpack(into, claim);
    case 'transform':
      return splitTransform(into, claim);
    case 'draw':
      return splitDraw(into, claim);
    case 'count':
      return claim.goods.forEach((goods, i) =>
        into.atEnd(Rank.count, i, { kind: 'count', place: claim.place, goods }),
      );
    case 'cleanOut':
      return splitCleanOut(into, claim.place);
    case 'void':
    case 'none':
      return;
  }
}

function splitMake(into: Splitter, { place, goods, units }: Make): void {
  const { author } = into.event;
  units.forEach((unit, i) =>
    into.atStart(Rank.add, goods.length + i, {
      kind: 'unit',
      unit,
      place,
      does: { kind: 'create' },
    }),
  );
  goods.forEach((line, i) =>
    into.atStart(Rank.add, i, {
      kind: 'transfer',
      goods: line,
      source: { kind: 'account', account: 'made' },
      target: toStock(place, author, line, line.owner ?? author),
    }),
  );
}

function splitRelease(into: Splitter, claim: Release, matching: Matching): void {
  const { event } = into;
  claim.goods.forEach((goods, i) => {
    const id = lineId(event.ref, i);
    const source: Source = { kind: 'stock', place: claim.place, party: event.author };
    const target: Target = { kind: 'transit', line: id };
    namedParts(goods, matchesOf(matching, id)).forEach((part, n) =>
      into.atEnd(Rank.outward, i, { kind: 'transfer', goods: part, source, target }, n),
    );
  });
  claim.units.forEach((unit, i) => {
    const index = claim.goods.length + i;
    const line = lineId(event.ref, index);
    if (matchesOf(matching, line).some((match) => startOf(match.take.event) <= endOf(event))) {
      return; // The unit was taken first, by the taker's clock: this release has nothing left to do.
    }
    const does = { kind: 'release' as const, line, to: claim.to };
    into.atEnd(Rank.outward, index, { kind: 'unit', unit, place: claim.place, does });
  });
}

/** Where the taker names goods that the releaser did not, the release is split by the taker's names. */
function namedParts(goods: Goods, matches: readonly Match[]): Goods[] {
  if (goods.batch !== null) return [goods];
  const named = new Map<string, Amount>();
  for (const { batch, amount } of matches) {
    if (batch !== null && amount !== null) named.set(batch, (named.get(batch) ?? 0n) + amount);
  }
  const parts = [...named].sort(([a], [b]) => (a < b ? -1 : 1));
  const spoken = parts.reduce((sum, [, amount]) => sum + amount, 0n);
  const rest = goods.amount === null ? null : goods.amount - spoken;
  const unnamed = rest === 0n ? [] : [{ ...goods, amount: rest }];
  return [...parts.map(([batch, amount]) => ({ ...goods, batch, amount })), ...unnamed];
}

function splitTake(into: Splitter, claim: Take, matching: Matching): void {
  const { event } = into;
  claim.goods.forEach((goods, i) => {
    const id = lineId(event.ref, i);
    const keeps = claim.custodyOnly ? (goods.owner ?? null) : (goods.owner ?? event.author);
    const matches = matchesOf(matching, id);
    matches.forEach((match, n) => {
      const { id: line, author: party } = match.release;
      const source: Source = { kind: 'transit', line, party, home: null };
      const part = { ...goods, batch: match.batch, amount: match.amount };
      const target = toStock(claim.place, event.author, goods, keeps);
      into.atStart(Rank.add, i, { kind: 'transfer', goods: part, source, target }, n + 1);
    });
    const left = matching.lines.get(id)?.left ?? goods.amount ?? 0n;
    if (left === 0n) return;
    const source: Source = { kind: 'account', account: 'unaccounted-in' };
    const owner = keeps ?? claim.from ?? event.author;
    const target = toStock(claim.place, event.author, goods, owner);
    into.atStart(Rank.add, i, {
      kind: 'transfer',
      goods: { ...goods, amount: left },
      source,
      target,
    });
  });
  claim.units.forEach((unit, i) => {
    const index = claim.goods.length + i;
    const [match] = matchesOf(matching, lineId(event.ref, index));
    const release = match ? { line: match.release.id, author: match.release.author } : null;
    const does = { kind: 'take' as const, custodyOnly: claim.custodyOnly, release };
    into.atStart(Rank.add, index, { kind: 'unit', unit, place: claim.place, does });
  });
}

function splitDraw(into: Splitter, claim: Draw): void {
  const { place, as: account } = claim;
  claim.goods.forEach((goods, i) =>
    into.atEnd(Rank.outward, i, {
      kind: 'transfer',
      goods,
      source: { kind: 'stock', place, party: into.event.author },
      target: { kind: 'account', account },
    }),
  );
  claim.units.forEach((unit, i) => {
    const does: UnitStep['does'] = { kind: 'consume', account, gone: true };
    into.atEnd(Rank.outward, claim.goods.length + i, { kind: 'unit', unit, place, does });
  });
}

function splitCleanOut(into: Splitter, place: Place): void {
  const step = (does: 'all' | 'note' | 'remove'): Work => ({ kind: 'clean-out', place, does });
  if (!into.isWholeDay) return into.atEnd(Rank.count, 0, step('all'));
  into.atStart(Rank.note, 0, step('note'), 0);
  into.atEnd(Rank.count, 0, step('remove'), 1);
}

function matchesOf(matching: Matching, line: string): readonly Match[] {
  return matching.lines.get(line)?.matches ?? [];
}

function toStock(place: Place, party: string, goods: Goods, owner: string | null): Target {
  const stock = { kind: 'stock' as const, place, party, owner };
  return goods.container === undefined ? stock : { ...stock, container: goods.container };
}
