import { ApiProperty } from '@nestjs/swagger';
import { defaultBounds, type Cut } from './books/bounds.js';
import type { Entry } from './entry/entry.js';
import {
  toBatch,
  toGone,
  toHolding,
  toSource,
  TracedBatchView,
  TracedGoneView,
  TracedHoldingView,
  TraceSourceView,
} from './trace-findings.dto.js';
import { toTraceGraph, TraceGraphView } from './trace-graph.dto.js';
import { toTracedParties, TracedPartyView } from './trace-parties.dto.js';
import type { Start } from './trace-question.js';
import type { TraceAnswer, TraceScope } from './trace.service.js';

/** Which bound ended a trace before it was complete. */
export class CutView {
  /** `depth`: levels of the walk. `nodes`: batches and pools. `flows`: rows of the books. `time`: it took too long. */
  by!: 'depth' | 'nodes' | 'flows' | 'time';
  /** The level at which the walk ended, from 0; sources told by then, where time ended between two of them. */
  at!: number;
}

/** Said in the same words with every trace, so that nobody takes silence for safety. */
export const coverage: Readonly<Record<TraceScope, string>> = {
  own: 'This trace covers only the events that your organisation recorded or is a party to.',
  jurisdiction:
    'This trace covers only the events that organisations of your jurisdiction recorded or are a party to.',
  all: 'This trace covers all events that are recorded here.',
};

/** Where and when a hazard entered, as it was asked. */
export class EntryView {
  /** Our id of the place. */
  placeId!: string;
  /** RFC 3339 in UTC: the first moment at which it may have entered. */
  from!: string;
  /** RFC 3339 in UTC: the last moment at which it may have entered. */
  until!: string;
}

/** A logistic unit that was asked about. */
export class TracedUnitView {
  /** Canonical key of the unit. */
  unit!: string;
  /** RFC 3339 in UTC: what it held from then on was traced; absent: all that it ever held. */
  from?: string;
}

/** Goods without a batch that were asked about. */
export class TracedGoodsView {
  /** Our id of the product. */
  productId!: string;
  /** Our id of the place. */
  placeId!: string;
}

/** How far the trace may have gone. */
export class TraceBoundsView {
  /** Levels of the walk. */
  depth!: number;
  /** Batches and pools visited in all. */
  nodes!: number;
}

/** Where batches went, and what is in them; or where a hazard went that entered at a place or in a logistic unit. */
export class TraceView {
  /** Our id of the batch that was traced; absent where it was not exactly one, or a logistic unit was asked about. */
  batchId?: string;
  /**
   * Our ids of the batches that were traced, all as one hazard; of a logistic unit, those of which it holds or held any. Empty
   * where a place or goods without a batch were asked about.
   */
  batchIds!: string[];
  /**
   * Our ids of batches of the product that are not traced, since a day that was asked for is not on record of them: they may be
   * meant. Ask for them by id. 100 at most.
   */
  undatedBatchIds?: string[];
  /** The logistic unit; absent where none was asked about. */
  unit?: TracedUnitView;
  /** The goods without a batch; absent where none were asked about. */
  goods?: TracedGoodsView;
  /** Where and when the hazard entered; absent where no place was asked about. */
  entry?: EntryView;
  /** Which way was asked. `forward`: where it went. `backward`: what is in it. */
  direction!: 'forward' | 'backward' | 'both';
  /** The moment whose knowledge was asked for, RFC 3339 in UTC; absent: now. */
  asOf?: string;
  /** Only what had happened by then counts, RFC 3339 in UTC; absent: all. */
  until?: string;
  /** Bounds of depth and nodes, which the question may lower. */
  bounds!: TraceBoundsView;
  /**
   * `own`: over the events you may see; `jurisdiction`: over those of whom you oversee; then nothing is cleared. `all`:
   * over everything recorded.
   */
  @ApiProperty({ enum: ['own', 'jurisdiction', 'all'] })
  view!: TraceScope;
  /** What `view` means, in words; always the same words. */
  covers!: string;
  /**
   * Batches that a hazard of it is in as a whole, or may be, the surest first; of a place, those made of what stood
   * there. Empty if only `backward` was asked.
   */
  batches!: TracedBatchView[];
  /** Where goods connected with it are or were, the surest first. Empty if only `backward` was asked. */
  holdings!: TracedHoldingView[];
  /** Goods connected with it that left the books. Empty if only `backward` was asked. */
  gone!: TracedGoneView[];
  /** Batches that are in it, or may be. Empty if only `forward` was asked. */
  sources!: TraceSourceView[];
  /** How the findings hang together; present where `form=graph` was asked. */
  graph?: TraceGraphView;
  /** Whoever is named above, in the order of their ids, and how to reach those of whom you may know it. */
  parties!: TracedPartyView[];
  /** Present where the answer forward is incomplete. */
  cutForward?: CutView;
  /** Present where the answer backward is incomplete. */
  cutBackward?: CutView;
  /** Present while a late record is still being worked in: the answer may yet change. */
  settling?: true;
}

export function toTraceView(answer: TraceAnswer): TraceView {
  const { question, start, forward, backward, parties } = answer;
  const uom = forward?.doseUom ?? null;
  return {
    ...toTraceHead(answer),
    batches: (forward?.batches ?? []).map((each) => toBatch(each, uom)),
    holdings: (forward?.holdings ?? []).map((each) => toHolding(each, parties)),
    gone: (forward?.gone ?? []).map((each) => toGone(each, parties)),
    sources: (backward?.sources ?? []).map((each) => toSource(each, parties)),
    ...(question.form === 'graph' && { graph: toTraceGraph(forward, backward, start.batchIds) }),
    parties: toTracedParties(answer.holders, answer.contacts),
    ...toTraceEnd(answer),
  };
}

/** What was asked, and over whose events it is answered. */
export function toTraceHead(answer: TraceAnswer) {
  const { question, view } = answer;
  const { direction, asOf, until, bounds } = question;
  const { depth, nodes } = { ...defaultBounds, ...bounds };
  return {
    ...startOf(answer),
    direction,
    ...(asOf && { asOf: asOf.toISOString() }),
    ...(until !== null && { until: textOf(until) }),
    bounds: { depth, nodes },
    view,
    covers: coverage[view],
  };
}

/** Whether it is all, and final. */
export function toTraceEnd({ forward, backward, settling }: TraceAnswer) {
  return {
    ...cutOf('cutForward', forward?.cut),
    ...cutOf('cutBackward', backward?.cut),
    ...(settling && { settling }),
  };
}

type StartView = Pick<
  TraceView,
  'batchId' | 'batchIds' | 'undatedBatchIds' | 'unit' | 'goods' | 'entry'
>;

function startOf({ question: { of }, start }: TraceAnswer): StartView {
  const { batchIds, undated, unit } = start;
  const [only] = batchIds;
  return {
    ...(batchIds.length === 1 && unit === null && only !== undefined && { batchId: only }),
    batchIds: [...batchIds],
    ...(undated.length > 0 && { undatedBatchIds: [...undated] }),
    ...(unit !== null && { unit: { unit, ...fromOf(of) } }),
    ...(of.kind === 'goods' && { goods: { ...of.goods } }),
    ...(of.kind === 'entry' && { entry: entryOf(of.entry) }),
  };
}

function fromOf(of: Start): { from?: string } {
  return of.kind === 'label' && of.from !== null ? { from: textOf(of.from) } : {};
}

function entryOf({ placeId, from, until }: Entry): EntryView {
  return { placeId, from: textOf(from), until: textOf(until) };
}

function textOf(instant: number): string {
  return new Date(instant).toISOString();
}

function cutOf(name: 'cutForward' | 'cutBackward', cut: Cut | null | undefined) {
  return cut ? { [name]: { ...cut } } : {};
}
