import { compareOrder, type Order } from '../holdings/index.js';
import type { Amount } from '../kernel/index.js';
import { comingFrom, goingTo, type FarEnd } from './crossing-kind.js';
import type { Crossing } from './sheet.js';

/** Where a logistic unit came to. `end` says of a place whether it is the party's, and of a hand-off whose it is. */
export interface UnitStep {
  readonly order: Order;
  readonly part: number;
  readonly instance: string;
  readonly kind: 'place' | 'unit' | 'transit' | 'gone';
  /** The unit that it came into. */
  readonly parent: string | null;
  readonly end: FarEnd;
}

/** Goods that came into a logistic unit (`in`) or out of it. */
export interface UnitFlow {
  readonly order: Order;
  readonly part: number;
  readonly instance: string;
  readonly side: 'in' | 'out';
  readonly product: string;
  readonly uom: string;
  readonly amount: Amount;
  readonly end: FarEnd;
  /** They bear the same name at the far end. */
  readonly isSame: boolean;
}

type Row = { readonly step: UnitStep } | { readonly flow: UnitFlow };

/**
 * What crossed the boundary of a party in logistic units: goods filled in or drawn at the party, and all that a unit holds, units
 * in it included, whenever it comes to a place of the party or leaves it.
 */
export function unitCrossings(
  steps: readonly UnitStep[],
  flows: readonly UnitFlow[],
  from: number,
): Crossing[] {
  const units = new UnitsAtParty(from);
  const rows = [...steps.map((step) => ({ step })), ...flows.map((flow) => ({ flow }))];
  for (const row of rows.sort(compareRows)) {
    if ('step' in row) units.step(row.step);
    else units.flow(row.flow);
  }
  return units.crossings;
}

/** Within one posting units come to a place before goods are put in or taken out, and are gone after it. */
function compareRows(a: Row, b: Row): number {
  const stage = (row: Row) => ('flow' in row ? 1 : row.step.kind === 'gone' ? 2 : 0);
  const [left, right] = [a, b].map((row) => ('step' in row ? row.step : row.flow));
  if (left === undefined || right === undefined) return 0;
  return compareOrder(left.order, right.order) || stage(a) - stage(b) || left.part - right.part;
}

class UnitsAtParty {
  readonly crossings: Crossing[] = [];
  private readonly steps = new Map<string, UnitStep>();
  private readonly children = new Map<string, Set<string>>();
  /** By unit, then by product and unit of measure. */
  private readonly contents = new Map<string, Map<string, Amount>>();

  constructor(private readonly from: number) {}

  step(step: UnitStep): void {
    const { instance, parent } = step;
    const before = this.root(instance);
    const left = this.steps.get(instance)?.parent;
    if (left != null) this.children.get(left)?.delete(instance);
    this.steps.set(instance, step);
    if (parent !== null) {
      this.children.set(parent, (this.children.get(parent) ?? new Set()).add(instance));
    }
    const after = this.root(instance);
    const [wasHere, isHere] = [isAtParty(before), isAtParty(after)];
    if (wasHere === isHere) return;
    const { kind } = isHere ? comingFrom(before?.end ?? 'away') : goingTo(after?.end ?? 'away');
    for (const [name, amount] of this.inside(instance)) {
      this.cross(step.order, name, { kind, amount });
    }
  }

  flow({ order, instance, side, product, uom, amount, end, isSame }: UnitFlow): void {
    const name = `${product}|${uom}`;
    const content = this.contents.get(instance) ?? new Map<string, Amount>();
    this.contents.set(instance, content);
    content.set(name, (content.get(name) ?? 0n) + (side === 'in' ? amount : -amount));
    if (!isAtParty(this.root(instance)) || (end === 'inside' && isSame)) return;
    const { kind, sign } = side === 'in' ? comingFrom(end) : goingTo(end);
    this.cross(order, name, { kind, amount: sign * amount });
  }

  private cross(
    { at }: Order,
    name: string,
    { kind, amount }: Pick<Crossing, 'kind' | 'amount'>,
  ): void {
    if (amount === 0n) return;
    const [product = '', uom = ''] = name.split('|');
    this.crossings.push({ product, uom, kind, amount, isBefore: at < this.from });
  }

  /** Where the outermost unit around one is. The fold books no circle. */
  private root(instance: string): UnitStep | undefined {
    const step = this.steps.get(instance);
    return step?.parent == null ? step : this.root(step.parent);
  }

  /** All that a unit holds, units in it included. */
  private *inside(instance: string): Iterable<[string, Amount]> {
    yield* this.contents.get(instance) ?? [];
    for (const child of this.children.get(instance) ?? []) yield* this.inside(child);
  }
}

function isAtParty(step: UnitStep | undefined): boolean {
  return step?.kind === 'place' && step.end === 'inside';
}
