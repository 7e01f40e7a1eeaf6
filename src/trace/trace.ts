import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Holder } from '../holdings/index.js';
import type { Cut, TraceBounds } from './books/bounds.js';
import { Evidence, type Path } from './verdict/evidence.js';
import type { BatchFinding, GoneFinding, HoldingFinding } from './verdict/finding.js';
import { Findings } from './verdict/findings.js';
import { Exposures } from './entry/exposures.js';
import { gather, type Gathered } from './books/gather.js';
import { isAccount, type TraceGraph } from './books/graph.js';
import { judge, type Hazard } from './verdict/judge.js';
import { linksAmong, type LinkFinding } from './verdict/links.js';
import type { Range } from './verdict/lump.js';
import { batchNode, nodeOf, type Node } from './books/node.js';
import { sparedIn } from './verdict/spared.js';
import { UnitTrips } from './books/unit-trips.js';

/** Findings alone, or with how they hang together. */
export type Form = 'table' | 'graph';

/** Where a hazard has come to. */
export interface ForwardTrace {
  readonly batches: readonly BatchFinding[];
  readonly holdings: readonly HoldingFinding[];
  readonly gone: readonly GoneFinding[];
  /** How they hang together, where that was asked; one more than `linksMax` where there are more. */
  readonly links: readonly LinkFinding[];
  /** The unit that doses are counted in: that of the traced goods; null where nothing is on record. */
  readonly doseUom: string | null;
  readonly cut: Cut | null;
}

/** What is asked back from: a batch wherever it is, or the goods on one line of the books. */
export type Target =
  | { readonly kind: 'batch'; readonly batch: string }
  | {
      readonly kind: 'holding';
      readonly holder: Holder;
      readonly product: string;
      readonly uom: string;
      readonly batch: string | null;
    };

/** A batch that is in what was asked about, or may be. */
export interface SourceFinding {
  readonly batch: string;
  /** What it is in. */
  readonly target: Target;
  readonly verdict: 'certain' | 'possible';
  /** How much of the source, in its own unit, is in all of the target. */
  readonly dose: Range;
  readonly doseUom: string | null;
  /** How much of the goods that were asked about is of it, in their unit; null where a batch was asked about. */
  readonly part: Part | null;
  readonly makings: readonly Making[];
  readonly path: Path;
}

/** Which part of some goods is of one source, and how much one would guess. */
export interface Part extends Pick<HoldingFinding, 'suspect' | 'guess' | 'amount' | 'uom'> {
  /** Of one pack of them: certain only if all of them are of it. */
  readonly onePack: 'certain' | 'possible';
}

/** Where and in which event a source appears in the books for the first time. */
export interface Making {
  readonly event: string;
  readonly author: string;
  readonly holder: Holder;
}

export interface BackwardTrace {
  readonly sources: readonly SourceFinding[];
  readonly cut: Cut | null;
}

/** Follows a hazard from batches to everything made of them and everywhere they went. */
export async function traceForward(
  graph: TraceGraph,
  batches: readonly string[],
  bounds: TraceBounds,
  form: Form = 'table',
): Promise<ForwardTrace> {
  const gathered = await gather(graph, batches.map(batchNode), 'forward', bounds);
  const trips = await tripsIn(graph, gathered);
  return forwardIn(gathered, madeWith(batches), trips, form);
}

/**
 * Asks which batches are in a batch or holding. A source is, by definition, a batch from which a forward
 * trace comes to the target; so both directions agree, and share their rules.
 */
export async function traceBackward(
  graph: TraceGraph,
  target: Target,
  bounds: TraceBounds,
): Promise<BackwardTrace> {
  return traceSources(graph, [target], bounds);
}

/** The same of several targets, each with its own sources, in one walk. */
export async function traceSources(
  graph: TraceGraph,
  targets: readonly Target[],
  bounds: TraceBounds,
): Promise<BackwardTrace> {
  const gathered = await gather(graph, targets.map(startOf), 'backward', bounds);
  const trips = await tripsIn(graph, gathered);
  const sources: SourceFinding[] = [];
  for (const node of [...gathered.nodes.values()].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    if (node.kind !== 'batch') continue;
    const others = targets.filter((target) => node.id !== batchOf(target));
    if (others.length === 0) continue;
    if (bounds.isTimeUp()) return { sources, cut: { by: 'time', at: sources.length } };
    sources.push(...(await sourcesIn(gathered, node.batch, others, trips)));
  }
  return { sources, cut: gathered.cut };
}

/** A hazard that entered whole batches with their making. */
export function madeWith(batches: readonly string[]): Hazard {
  return { origins: new Set(batches), exposures: Exposures.none };
}

/** Judges what was read, and puts it into words. */
export async function forwardIn(
  gathered: Gathered,
  hazard: Hazard,
  trips: UnitTrips,
  form: Form = 'table',
): Promise<ForwardTrace> {
  const { flows, cut } = gathered;
  const judgement = judge(gathered, hazard);
  await nextTurn(); // A trace near its bounds takes long: others are served in between.
  const evidence = new Evidence(flows, judgement, hazard.origins, trips);
  await nextTurn();
  const findings = new Findings(
    flows,
    judgement,
    evidence,
    trips,
    sparedIn(gathered, hazard.exposures),
  );
  const [batches, holdings] = [findings.batches(), findings.holdings()];
  return {
    batches,
    // What was not read may connect: a trace that was cut clears nothing.
    holdings: cut ? holdings.map(inDoubtIfCleared) : holdings,
    gone: findings.gone(),
    links: form === 'graph' ? linksAmong(flows, judgement, { batches, holdings }) : [],
    doseUom: judgement.suspicion.doseUom,
    cut,
  };
}

function inDoubtIfCleared(finding: HoldingFinding): HoldingFinding {
  return finding.verdict === 'cleared' ? { ...finding, verdict: 'possible' } : finding;
}

async function sourcesIn(
  gathered: Gathered,
  batch: string,
  targets: readonly Target[],
  trips: UnitTrips,
): Promise<SourceFinding[]> {
  const forward = await forwardIn(gathered, madeWith([batch]), trips);
  const made = gathered.flows.filter(({ flow }) => isAccount(flow.from) && flow.to.batch === batch);
  const makings = made.map(({ order, flow }) => ({
    event: order.ref,
    author: order.author,
    holder: flow.to.holder,
  }));
  return targets.flatMap((target) => {
    const found = findingOf(forward, target);
    if (!found || found.verdict === 'cleared') return [];
    const { verdict, dose, path } = found;
    const part = 'suspect' in found ? partOf(found) : null;
    return [{ batch, target, verdict, dose, doseUom: forward.doseUom, part, makings, path }];
  });
}

function partOf({ suspect, guess, amount, uom }: HoldingFinding): Part {
  const isAll = amount > 0n && suspect.least >= amount;
  return { suspect, guess, amount, uom, onePack: isAll ? 'certain' : 'possible' };
}

/** What a trace forward says of a target. */
export function findingOf(
  forward: ForwardTrace,
  target: Target,
): BatchFinding | HoldingFinding | undefined {
  return target.kind === 'batch'
    ? forward.batches.find((each) => each.batch === target.batch)
    : forward.holdings.find((each) => isTarget(each, target));
}

function isTarget(finding: HoldingFinding, target: Extract<Target, { kind: 'holding' }>): boolean {
  return (
    finding.holder.kind === target.holder.kind &&
    finding.holder.id === target.holder.id &&
    finding.product === target.product &&
    finding.uom === target.uom &&
    finding.batch === target.batch
  );
}

/** The node that a walk from a target begins at. */
export function startOf(target: Target): Node {
  if (target.kind === 'batch') return batchNode(target.batch);
  const node = nodeOf({ ...target, owner: null, book: 'goods' });
  if (!node) throw new Error('an account is no target of a trace');
  return node;
}

function batchOf(target: Target): string | null {
  return target.batch === null ? null : batchNode(target.batch).id;
}

/** The ways of all logistic units that goods were in. */
export async function tripsIn(graph: TraceGraph, { flows }: Gathered): Promise<UnitTrips> {
  const holders = flows.flatMap(({ flow }) => [flow.from.holder, flow.to.holder]);
  const units = holders.filter(({ kind }) => kind === 'unit').map(({ id }) => id);
  return UnitTrips.read(graph, units);
}
