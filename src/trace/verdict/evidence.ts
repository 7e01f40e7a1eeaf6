import type { Line } from '../../holdings/index.js';
import { flowId, isAccount, isInput, isOfGoods, isOutput, lineId, poolOf } from '../books/graph.js';
import type { GraphFlow } from '../books/graph.js';
import type { Contact, Judgement } from './judge.js';
import type { Missing } from './missing.js';
import { batchNode } from '../books/node.js';
import type { UnitTrips } from '../books/unit-trips.js';

/** One step from one place of evidence to another; a step without an event only follows from names. */
interface Step {
  readonly from: string;
  readonly to: string;
  readonly flow: GraphFlow | null;
  readonly isSure: boolean;
  readonly missing: Missing | null;
}

/** The events that connect a finding with the hazard, first to last, and the first doubt on the way. */
export interface Path {
  readonly events: readonly string[];
  readonly doubt: Doubt | null;
}

/** The record that would change a verdict: what it would have to say, and the event that lacks it. */
export interface Doubt {
  readonly missing: Missing;
  readonly event: string;
}

/** Where the paths of a hazard that entered at a place begin. */
const entry = 'entry';

/**
 * Shortest paths of evidence from the traced batches, or the place, to everything found. A way that is sure all
 * along comes before any shorter one that is not; ties go to what stands first in the books.
 */
export class Evidence {
  private readonly arrivals = new Map<string, Step>();

  constructor(
    flows: readonly GraphFlow[],
    judgement: Judgement,
    private readonly origins: ReadonlySet<string>,
    private readonly trips: UnitTrips,
  ) {
    const steps = flows.filter(isOfGoods).flatMap((each) => stepsOf(each, judgement, origins));
    steps.push(...[...judgement.contacts.values()].flatMap(contactSteps));
    const names = flows.filter(isOfGoods).flatMap((each) => nameStep(each, judgement));
    const sure = steps.filter(({ isSure }) => isSure);
    this.search(sure);
    this.search([...sure, ...names]);
    this.search([...steps, ...names]);
  }

  /** Goods that no record brought to this line are suspect as their batch is, and for what is missing there. */
  toLine(line: Line): Path {
    const isReached = this.arrivals.has(lineId(line)) || line.batch === null;
    return isReached ? this.pathTo(lineId(line)) : this.toBatch(line.batch);
  }

  toBatch(batch: string): Path {
    return this.pathTo(batchNode(batch).id);
  }

  toPool(key: string): Path {
    return this.pathTo(`pool:${key}`);
  }

  private search(steps: readonly Step[]): void {
    const onward = new Map<string, Step[]>();
    for (const step of steps) {
      const next = onward.get(step.from) ?? [];
      next.push(step);
      onward.set(step.from, next);
    }
    const queue = [entry, ...[...this.origins].sort().map((batch) => batchNode(batch).id)];
    const starts = new Set(queue);
    queue.push(...this.arrivals.keys());
    for (const node of queue) {
      for (const step of onward.get(node) ?? []) {
        if (this.arrivals.has(step.to) || starts.has(step.to)) continue;
        this.arrivals.set(step.to, step);
        queue.push(step.to);
      }
    }
  }

  private pathTo(node: string): Path {
    const steps: Step[] = [];
    for (let at = this.arrivals.get(node); at; at = this.arrivals.get(at.from)) steps.unshift(at);
    const events: string[] = [];
    steps.forEach((step, i) => {
      const { flow } = step;
      if (!flow) return;
      if (!isAccount(flow.flow.from)) {
        const since = steps.slice(0, i).findLast((earlier) => earlier.flow !== null)?.flow;
        const inUnit = this.trips.between(flow.flow.from.holder, since?.order, flow.order);
        events.push(...inUnit.map(({ order }) => order.ref));
      }
      events.push(flow.order.ref);
    });
    const last = steps.at(-1)?.flow;
    if (last) {
      const after = this.trips.between(last.flow.to.holder, last.order, null);
      events.push(...after.map(({ order }) => order.ref));
    }
    const weak = weakest(steps.filter(({ missing, flow }) => missing !== null && flow !== null));
    const doubt =
      weak?.missing && weak.flow ? { missing: weak.missing, event: weak.flow.order.ref } : null;
    return { events: [...new Set(events)], doubt };
  }
}

/** The first doubt; but a time that would spare goods from contact can be put on record, and contact hardly. */
function weakest(doubtful: readonly Step[]): Step | undefined {
  const [first] = doubtful;
  if (first?.missing !== 'contact') return first;
  return doubtful.find(({ missing }) => missing === 'time') ?? first;
}

function contactSteps({ line, into, missing }: Contact): Step[] {
  const isSure = missing === null;
  const pool = `pool:${poolOf(line)?.key}`;
  return [
    { from: entry, to: lineId(line), flow: into, isSure, missing },
    { from: lineId(line), to: pool, flow: null, isSure: true, missing: null },
  ];
}

/** Goods that nobody is recorded to have brought are of their batch all the same: whoever used them named it. */
function nameStep({ flow: { from } }: GraphFlow, { suspicion }: Judgement): Step[] {
  if (isAccount(from) || from.book !== 'goods' || !suspicion.isSuspect(from.batch)) return [];
  const ends = { from: batchNode(from.batch).id, to: lineId(from) };
  return [{ ...ends, flow: null, isSure: suspicion.isSure(from.batch), missing: null }];
}

function stepsOf(each: GraphFlow, judgement: Judgement, origins: ReadonlySet<string>): Step[] {
  const { suspicion, carried } = judgement;
  const { from, to } = each.flow;
  const { ref } = each.order;
  const found = carried.get(flowId(each));
  const isSuspect = suspicion.isSuspect(to.batch);
  const sure = { isSure: true, missing: null };
  const steps: Step[] = [];
  if (isAccount(from)) {
    if (to.batch !== null && origins.has(to.batch)) {
      steps.push({ from: batchNode(to.batch).id, to: lineId(to), flow: each, ...sure });
    } else if (isOutput(each) && (found || isSuspect)) {
      const isSure = to.batch !== null && isSuspect && suspicion.isSure(to.batch);
      const doubt = { isSure: isSure || found?.lump.isSure === true, missing: null };
      steps.push({ from: `event:${ref}`, to: lineId(to), flow: each, ...doubt });
      if (to.batch !== null && isSuspect) {
        const batch = batchNode(to.batch).id;
        steps.push({ from: `event:${ref}`, to: batch, flow: null, ...doubt });
        // Made elsewhere of other goods, it is of the suspect batch all the same.
        steps.push({ from: batch, to: lineId(to), flow: each, ...sure });
      }
    } else if (to.batch !== null && isSuspect) {
      steps.push({ from: batchNode(to.batch).id, to: lineId(to), flow: each, ...sure });
    }
  } else if (found) {
    const { lump, missing } = found;
    const isNamed = suspicion.isSuspect(from.batch);
    const source = from.book !== 'goods' ? `pool:${poolOf(from)?.key}` : lineId(from);
    const target = isInput(each)
      ? `event:${ref}`
      : isAccount(to)
        ? `gone:${flowId(each)}`
        : lineId(to);
    const isSure = lump.isSure || (isNamed && missing === null && suspicion.isSure(from.batch));
    steps.push({ from: source, to: target, flow: each, isSure, missing });
  }
  const key = poolOf(to)?.key;
  if (key !== undefined && (found || isSuspect)) {
    steps.push({ from: lineId(to), to: `pool:${key}`, flow: null, ...sure });
  }
  return steps;
}
