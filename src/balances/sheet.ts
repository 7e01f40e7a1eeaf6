import { grouped, type Amount } from '../kernel/index.js';

/** What adds to what a party has. */
export const incoming = [
  'made',
  'received',
  'returnedIn',
  'declaredGain',
  'unaccountedIn',
] as const;

/** What takes away from it. */
export const outgoing = [
  ...(['shipped', 'sold', 'used', 'destroyed', 'sampled'] as const),
  ...(['declaredLoss', 'unaccounted'] as const),
];

export type Incoming = (typeof incoming)[number];
export type Outgoing = (typeof outgoing)[number];
export type MovementKind = Incoming | Outgoing;

/** Goods that crossed the boundary of what a party has, before the interval that is asked about or within it. */
export interface Crossing {
  readonly product: string;
  readonly uom: string;
  readonly kind: MovementKind;
  /** Negative where a booking was taken back. */
  readonly amount: Amount;
  readonly isBefore: boolean;
}

/** The balance of one product in one unit of measure: opening and what came in is what went out and closing. */
export interface Sheet {
  readonly product: string;
  readonly uom: string;
  readonly opening: Amount;
  readonly closing: Amount;
  readonly moved: Readonly<Record<MovementKind, Amount>>;
}

/**
 * Adds crossings up. What a party has at an instant is all that ever came in less all that ever went out, so the two sides are
 * equal because every movement has two ends, and not because anything was fitted.
 */
export function sheetsOf(crossings: readonly Crossing[]): Sheet[] {
  const lines = grouped(crossings, ({ product, uom }) => `${product}|${uom}`);
  return [...lines.values()].map(sheetOf).sort(byProduct);
}

/** Nothing was there, and nothing came or went. */
export function isEmpty({ opening, closing, moved }: Sheet): boolean {
  return opening === 0n && closing === 0n && Object.values(moved).every((amount) => amount === 0n);
}

function sheetOf(crossings: readonly Crossing[]): Sheet {
  const [{ product, uom } = { product: '', uom: '' }] = crossings;
  const net = (isBefore: boolean) =>
    crossings
      .filter((each) => each.isBefore === isBefore)
      .reduce((sum, { kind, amount }) => sum + (isIncoming(kind) ? amount : -amount), 0n);
  const opening = net(true);
  const sumOf = (kind: MovementKind) =>
    crossings
      .filter((each) => !each.isBefore && each.kind === kind)
      .reduce((sum, { amount }) => sum + amount, 0n);
  const moved = Object.fromEntries([...incoming, ...outgoing].map((kind) => [kind, sumOf(kind)]));
  return {
    ...{ product, uom, opening, closing: opening + net(false) },
    moved: moved as Record<MovementKind, Amount>,
  };
}

function isIncoming(kind: MovementKind): boolean {
  return (incoming as readonly string[]).includes(kind);
}

function byProduct(a: Sheet, b: Sheet): number {
  return a.product < b.product || (a.product === b.product && a.uom < b.uom) ? -1 : 1;
}
