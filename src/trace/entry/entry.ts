import { compareOrder, type Holder, type Line, type Order } from '../../holdings/index.js';
import type { GraphFlow } from '../books/graph.js';

/** A hazard that came to one place at some moment of an interval, both ends of which are part; epoch milliseconds. */
export interface Entry {
  readonly placeId: string;
  readonly from: number;
  readonly until: number;
}

/** Where a hazard entered, as its holders, and within which interval: by it goods that left are told from those that stayed. */
export interface Gate {
  readonly holders: readonly Holder[];
  readonly from: number;
  readonly until: number;
}

/** A holder whose goods the hazard gets at, or may: from an instant on, and up to a point of the order if it ends. */
export interface Exposure {
  readonly holder: Holder;
  readonly from: number;
  readonly to: Order | null;
  readonly isSure: boolean;
}

/** The longest interval that may be asked about. */
export const entryDaysMax = 366;

/** A registered place by its id: whether it is a tank, the books say. */
export function holdersOf(placeId: string): readonly Holder[] {
  return [
    { kind: 'place', id: placeId },
    { kind: 'tank', id: placeId },
  ];
}

/**
 * What the hazard gets at in the place itself. Nobody records what it touched, nor that it was gone: all that is there
 * from the entry on is exposed, and goods in a discrete place never for certain. In a tank everything mixes: what is
 * left of that after the interval holds it, until the tank has been empty by the books. Cleaning ends nothing here,
 * since no record says which hazards a cleaning is good for.
 */
export function exposuresAt(entry: Entry, flows: readonly GraphFlow[]): Exposure[] {
  const { placeId, from, until } = entry;
  const open = holdersOf(placeId).map((holder) => ({ holder, from, to: null, isSure: false }));
  const tank: Holder = { kind: 'tank', id: placeId };
  const emptied = emptiedAt(tank, flows, from);
  if (emptied !== null && emptied.at <= until) return open;
  return [...open, { holder: tank, from: until + 1, to: emptied, isSure: true }];
}

/** The first point of the order, at an instant or later, before which a tank held nothing; null: there is none. */
function emptiedAt(tank: Holder, flows: readonly GraphFlow[], from: number): Order | null {
  const held = new Map<string, bigint>();
  const count = (line: Line, amount: bigint) => {
    if (line.holder.kind !== tank.kind || line.holder.id !== tank.id || line.book !== 'goods')
      return;
    const key = [line.product, line.uom, line.batch, line.owner].join('|');
    held.set(key, (held.get(key) ?? 0n) + amount);
  };
  let last: Order | null = null;
  for (const { order, flow } of flows) {
    // Halfway through one posting the books may stand at nothing.
    const isNext = last === null || compareOrder(last, order) !== 0;
    const isEmpty = [...held.values()].every((amount) => amount <= 0n);
    if (isNext && order.at >= from && isEmpty) return order;
    count(flow.from, -flow.amount);
    count(flow.to, flow.amount);
    last = order;
  }
  return null;
}
