import type { Amount } from '../../kernel/index.js';
import type { FoldEvent, Goods, Naming, Release, Take } from './claim.js';
import { lineId } from './keys.js';
import { compareText } from './order.js';
import { ownPart } from './own-part.js';

/** One line of a releasing or taking claim: what matching sees, and all it sees. */
export interface ClaimLine {
  readonly id: string;
  readonly side: 'release' | 'take';
  readonly event: FoldEvent;
  readonly index: number;
  readonly author: string;
  /** The other party, if the claim names one. */
  readonly other: string | null;
  readonly naming: Naming;
  /** Lines of different things never match. */
  readonly thing: string;
  readonly goods: Goods | null;
  readonly unit: string | null;
  /** Item codes of the goods, made once: a line is compared with many others. Undefined where it names none. */
  readonly items: ReadonlySet<string> | undefined;
  /** One for a unit; null where the amount was not recorded. */
  readonly amount: Amount | null;
}

/** The lines of an event that take part in hand-offs; none for other events. */
export function claimLines(event: FoldEvent): readonly ClaimLine[] {
  const claim = ownPart(event);
  if (claim.kind !== 'release' && claim.kind !== 'take') return [];
  const goods = claim.goods.map((each, i) => goodsLine(event, claim, each, i));
  const units = claim.units.map((unit, i) => unitLine(event, claim, unit, claim.goods.length + i));
  return [...goods, ...units];
}

function goodsLine(event: FoldEvent, claim: Release | Take, goods: Goods, i: number): ClaimLine {
  const thing = `${goods.product}|${goods.uom}`;
  const items = goods.items?.length ? new Set(goods.items) : undefined;
  return { ...lineOf(event, claim, i), thing, goods, unit: null, items, amount: goods.amount };
}

function unitLine(event: FoldEvent, claim: Release | Take, unit: string, i: number): ClaimLine {
  return {
    ...lineOf(event, claim, i),
    thing: `unit:${unit}`,
    goods: null,
    unit,
    items: undefined,
    amount: 1n,
  };
}

function lineOf(event: FoldEvent, claim: Release | Take, index: number) {
  return {
    id: lineId(event.ref, index),
    side: claim.kind,
    event,
    index,
    author: event.author,
    other: claim.kind === 'release' ? claim.to : claim.from,
    naming: claim,
  };
}

/** The order in which takings choose, and releases are called older: by time, never by capture. */
export function compareLines(a: ClaimLine, b: ClaimLine): number {
  return (
    a.event.from - b.event.from ||
    compareText(a.author, b.author) ||
    compareText(a.event.eventId, b.event.eventId) ||
    compareText(a.event.ref, b.event.ref) ||
    a.index - b.index
  );
}
