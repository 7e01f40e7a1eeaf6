import { convert, larger, smaller, type Amount } from '../../kernel/index.js';
import { compareOrder, type Order } from '../../holdings/index.js';
import { flowId, isAccount, isGain, isInput, isOfGoods, isOutput } from '../books/graph.js';
import type { GraphFlow } from '../books/graph.js';
import { clean, isSameLump, isSuspect, joinAll, share } from './lump.js';
import type { Lump } from './lump.js';

interface Transformation {
  readonly inputs: GraphFlow[];
  readonly outputs: GraphFlow[];
  readonly gains: GraphFlow[];
}

/** How much of a batch was ever made or claimed, by unit of measure. */
type Made = Map<string, Amount>;

/**
 * Which batches are suspect, and how much of the traced goods each holds. A hazard enters a batch with
 * its making, so the whole batch is suspect wherever it is; a batch made of suspect goods is suspect from
 * that making on. Knowledge only grows while flows are judged over and over.
 */
export class Suspicion {
  private readonly transformations = new Map<string, Transformation>();
  private readonly makings = new Map<string, GraphFlow[]>();
  private readonly made = new Map<string, Made>();
  private readonly suspectInputs = new Map<string, Map<string, Lump>>();
  private readonly known = new Map<string, Lump>();
  private readonly taintedMakings = new Map<string, readonly GraphFlow[]>();
  private readonly total: Amount;
  private hasGivenUp = false;
  /** The unit that doses are counted in. */
  readonly doseUom: string | null;

  constructor(
    flows: readonly GraphFlow[],
    readonly origins: ReadonlySet<string>,
    private readonly mayHold: (batch: string) => boolean,
  ) {
    for (const each of flows.filter(isOfGoods)) this.index(each);
    const units = [...origins].flatMap((batch) => [...(this.made.get(batch)?.keys() ?? [])]);
    this.doseUom = [...new Set(units)].sort()[0] ?? null;
    this.total = [...origins].reduce((total, batch) => total + this.totalOf(batch), 0n);
  }

  /** The most that any dose can be: all that there ever was of the traced goods. */
  get most(): Amount {
    return this.total;
  }

  isSuspect(batch: string | null): batch is string {
    if (batch === null || !this.mayHold(batch)) return false;
    return this.origins.has(batch) || this.tainted(batch).length > 0;
  }

  isSure(batch: string): boolean {
    if (this.origins.has(batch)) return true;
    return this.tainted(batch).some(({ order }) => this.into(order.ref).isSure);
  }

  isOrigin(batch: string | null): boolean {
    return batch !== null && this.origins.has(batch);
  }

  /** Since when goods of this batch can have been suspect; null when its making is not on record. */
  entryOf(batch: string): Order | null {
    const makings = this.origins.has(batch) ? (this.makings.get(batch) ?? []) : this.tainted(batch);
    const orders = makings.map(({ order }) => order).sort(compareOrder);
    return orders[0] ?? null;
  }

  /** What is known of this much of a suspect batch. */
  lumpOf(batch: string, amount: Amount, uom: string): Lump {
    const key = `${batch}|${uom}`;
    const whole = this.known.get(key) ?? this.wholeOf(batch, uom);
    this.known.set(key, whole);
    return share(whole, amount);
  }

  /** Goods without a batch that came out of a transformation; null if nothing suspect went in. */
  outputOf({ order, flow }: GraphFlow): Lump | null {
    const into = this.into(order.ref);
    if (!isSuspect(into)) return null;
    return this.madeOf(order.ref, flow.amount, flow.to.uom);
  }

  /** Notes what a transformation took; true if that changes what is known, which it does ever less. */
  note(input: GraphFlow, carried: Lump): boolean {
    const { ref } = input.order;
    const inputs = this.suspectInputs.get(ref) ?? new Map<string, Lump>();
    this.suspectInputs.set(ref, inputs);
    const before = inputs.get(flowId(input));
    const lump = {
      ...carried,
      ...(this.hasGivenUp ? this.anyOf(carried.amount) : {}),
      isSure: carried.isSure || before?.isSure === true,
      isMeasured: carried.isMeasured && before?.isMeasured !== false,
    };
    if (before && isSameLump(before, lump)) return false;
    inputs.set(flowId(input), lump);
    this.known.clear();
    this.taintedMakings.clear();
    return true;
  }

  /** Doses in a loop of rework may grow round by round: from now on they may be anything. */
  giveUpDoses(): void {
    this.hasGivenUp = true;
  }

  private anyOf(amount: Amount): Pick<Lump, 'suspect' | 'dose' | 'slack'> {
    const suspect = { least: 0n, most: amount };
    return { suspect, dose: { least: 0n, most: this.total }, slack: null };
  }

  private index(each: GraphFlow): void {
    const { order, flow } = each;
    const sides = this.transformations.get(order.ref) ?? { inputs: [], outputs: [], gains: [] };
    if (isInput(each)) sides.inputs.push(each);
    if (isOutput(each)) sides.outputs.push(each);
    if (isGain(each)) sides.gains.push(each);
    if (isInput(each) || isOutput(each) || isGain(each)) {
      this.transformations.set(order.ref, sides);
    }
    const { from, to, amount } = flow;
    if (!isAccount(from) || isAccount(to) || to.batch === null) return;
    const makings = this.makings.get(to.batch) ?? [];
    makings.push(each);
    this.makings.set(to.batch, makings);
    const made = this.made.get(to.batch) ?? (new Map() as Made);
    made.set(to.uom, (made.get(to.uom) ?? 0n) + amount);
    this.made.set(to.batch, made);
  }

  /** The makings of a batch out of suspect goods; kept until something new is known, as is all that follows. */
  private tainted(batch: string): readonly GraphFlow[] {
    const known = this.taintedMakings.get(batch);
    if (known) return known;
    const makings = this.makings.get(batch) ?? [];
    const found = makings.filter((flow) => isOutput(flow) && isSuspect(this.into(flow.order.ref)));
    this.taintedMakings.set(batch, found);
    return found;
  }

  /** All suspect goods that went into a transformation. */
  private into(ref: string): Lump {
    return joinAll([...(this.suspectInputs.get(ref)?.values() ?? [])]);
  }

  /** All that was ever made or claimed of a suspect batch, in one unit of measure. */
  wholeOf(batch: string, uom: string): Lump {
    const amount = this.made.get(batch)?.get(uom) ?? 0n;
    const isOneUnit = (this.made.get(batch)?.size ?? 0) <= 1;
    if (this.origins.has(batch)) return this.originLump(amount, uom);
    const refs = [...new Set(this.tainted(batch).map(({ order }) => order.ref))];
    const parts = refs.map((ref) => {
      const outputs = this.transformations.get(ref)?.outputs ?? [];
      const here = outputs.filter(({ flow }) => flow.to.batch === batch && flow.to.uom === uom);
      return this.madeOf(ref, sumOf(here), uom);
    });
    const made = joinAll(parts);
    const isSure = this.isSure(batch);
    const { slack } = made;
    const dose = { least: isOneUnit && isSure ? made.dose.least : 0n, most: made.dose.most };
    const suspect = { least: isSure ? amount : 0n, most: amount };
    return { ...made, amount, suspect, dose, slack: isOneUnit ? slack : null, isSure };
  }

  private originLump(amount: Amount, uom: string): Lump {
    const dose = this.doseUom === null ? undefined : convert(amount, uom, this.doseUom);
    const suspect = { least: amount, most: amount };
    const whole = { ...clean(amount), suspect, isSure: true };
    if (dose === undefined) return { ...whole, dose: { least: 0n, most: this.total }, slack: null };
    return { ...whole, dose: { least: dose, most: dose }, slack: uom === this.doseUom ? 0n : null };
  }

  /** This much out of a transformation: at least what its other outputs and its losses can't hold. */
  private madeOf(ref: string, amount: Amount, uom: string): Lump {
    const into = this.into(ref);
    const { inputs, outputs, gains } = this.transformations.get(ref) ?? none;
    const sides = [inputs, gains, outputs].map((side) => this.inDoseUnit(side));
    const [taken, gained, out] = sides;
    const here = this.doseUom === null ? undefined : convert(amount, uom, this.doseUom);
    const isComparable = taken != null && gained != null && out != null && here !== undefined;
    const dose = { least: 0n, most: smaller(into.dose.most, this.total) };
    const suspect = { least: into.isSure ? amount : 0n, most: amount };
    if (!isComparable) return { ...into, amount, suspect, dose, slack: null, isMixed: false };
    const lost = larger(taken + gained - out, 0n);
    const least = larger(into.dose.least - lost - (out - here), 0n);
    const isSameUnit = uom === this.doseUom;
    const slack = isSameUnit && into.slack !== null ? into.slack + lost : null;
    return { ...into, amount, suspect, dose: { ...dose, least }, slack, isMixed: false };
  }

  private inDoseUnit(flows: readonly GraphFlow[]): Amount | null {
    let total = 0n;
    for (const { flow } of flows) {
      const { doseUom } = this;
      const amount = doseUom === null ? undefined : convert(flow.amount, flow.to.uom, doseUom);
      if (amount === undefined) return null;
      total += amount;
    }
    return total;
  }

  private totalOf(batch: string): Amount {
    const made = [...(this.made.get(batch) ?? [])];
    return made.reduce((total, [uom, amount]) => {
      const dose = this.doseUom === null ? undefined : convert(amount, uom, this.doseUom);
      return total + (dose ?? 0n);
    }, 0n);
  }
}

const none: Transformation = { inputs: [], outputs: [], gains: [] };

function sumOf(flows: readonly GraphFlow[]): Amount {
  return flows.reduce((total, { flow }) => total + flow.amount, 0n);
}
