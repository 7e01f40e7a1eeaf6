import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import type { Identifier } from '../identifiers/index.js';
import { isUuid } from '../kernel/index.js';
import { Clock, Database, type Tx } from '../platform/index.js';
import { boundsUntil, traceMilliseconds } from './bounds.js';
import { StoredGraph } from './graph.store.js';
import { isBatch, selectBatchOf } from './named-batch.store.js';
import { holdersOf, type Entry } from './entry.js';
import { GoodsAlone } from './goods-alone.js';
import { flowId, isInput, isOutput, type GraphFlow } from './graph.js';
import { areInOpenRecalls } from './open-recall.store.js';
import { selectPlaceParties } from './places.store.js';
import { futureAsOf, futureEntry, noSuchBatch, noSuchPlace } from './trace.problems.js';
import { traceEntry } from './trace-entry.js';
import { traceBackward, traceForward, type BackwardTrace, type ForwardTrace } from './trace.js';

/** What one request for a trace asks. */
export interface TraceQuestion {
  readonly of:
    { readonly batchId: string } | { readonly thing: Identifier } | { readonly entry: Entry };
  readonly direction: 'forward' | 'backward' | 'both';
  /** What was known at this instant; null for now. */
  readonly asOf: Date | null;
}

/** Over which events: those that the asker is party to, those of whom it oversees, or all. */
export type TraceScope = 'own' | 'jurisdiction' | 'all';

/** The answer, with the parties of the places in it. Null for a direction that was not asked. */
export interface TraceAnswer {
  readonly question: TraceQuestion;
  /** Null where the hazard entered at a place. */
  readonly batchId: string | null;
  readonly view: TraceScope;
  readonly forward: ForwardTrace | null;
  readonly backward: BackwardTrace | null;
  readonly parties: ReadonlyMap<string, string>;
  /** A late record is still being worked in; of an earlier moment nothing is. */
  readonly settling: boolean;
}

/** Where the goods of one batch are and went, with what was made of it left out. */
export interface BatchBooks {
  readonly view: TraceScope;
  /** The rows of the books that name the batch, and both sides of the transformations among them. */
  readonly flows: readonly GraphFlow[];
  readonly whereabouts: ForwardTrace;
  readonly settling: boolean;
}

/** An answer before its places have their parties. */
interface Found extends Omit<TraceAnswer, 'backward' | 'parties' | 'settling'> {
  readonly actor: Actor;
  readonly backward?: BackwardTrace | null;
}

@Injectable()
export class TraceService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Over the events that the asker may see; of a batch that an open case stops, its regulators over all. */
  async trace(actor: Actor, question: TraceQuestion): Promise<TraceAnswer> {
    const { of, asOf } = question;
    if (asOf && asOf.getTime() > this.clock.now()) throw futureAsOf();
    const snapshot = { organisationId: actor.organisationId, snapshot: true };
    if ('entry' in of) {
      const { entry } = of;
      if (entry.from > this.clock.now()) throw futureEntry();
      return this.database.transaction((tx) => this.ofEntry(tx, actor, entry, question), snapshot);
    }
    const directory = this.database.as({ role: 'trace' });
    const batchId = 'thing' in of ? await selectBatchOf(directory, of.thing) : of.batchId;
    if (batchId === undefined) throw noSuchBatch();
    return this.database.transaction((tx) => this.answer(tx, actor, batchId, question), snapshot);
  }

  /** What the books that the asker may see, as in a trace, say of the goods of a batch. */
  async booksOf(actor: Actor, batchId: string, asOf: Date | null): Promise<BatchBooks> {
    if (asOf && asOf.getTime() > this.clock.now()) throw futureAsOf();
    const read = async (tx: Tx): Promise<BatchBooks> => {
      const { view, graph } = await this.openGraph(tx, actor, batchId, asOf);
      const bounds = this.bounds();
      const whereabouts = await traceForward(new GoodsAlone(graph), [batchId], bounds);
      const named = await graph.flowsOfBatches([batchId], bounds.flowsHeldMax);
      const making = named.filter((each) => isInput(each) || isOutput(each));
      const refs = [...new Set(making.map(({ order }) => order.ref))];
      const sides = await graph.flowsOfEvents(refs, bounds.flowsHeldMax);
      const flows = new Map([...named, ...sides].map((each) => [flowId(each), each]));
      if (view !== 'jurisdiction') tx.become('trace');
      const settling = asOf === null && (await graph.isSettling(partyIn(view, actor)));
      return { view, flows: [...flows.values()], whereabouts, settling };
    };
    return this.database.transaction(read, {
      organisationId: actor.organisationId,
      snapshot: true,
    });
  }

  /** Over the events that the asker may see: no open case stops a place. */
  private async ofEntry(
    tx: Tx,
    actor: Actor,
    entry: Entry,
    question: TraceQuestion,
  ): Promise<TraceAnswer> {
    const view = scopeOf(actor);
    if (view === 'all') tx.become('trace');
    const graph = new StoredGraph(tx, { eyes: view === 'all' ? null : actor, asOf: question.asOf });
    if (!(await isSeenPlace(graph, entry.placeId))) throw noSuchPlace();
    const forward = await traceEntry(graph, entry, this.bounds());
    const seen = view === 'all' ? forward : unclear(forward);
    return this.withWords(tx, graph, { actor, question, batchId: null, view, forward: seen });
  }

  private async answer(
    tx: Tx,
    actor: Actor,
    batchId: string,
    question: TraceQuestion,
  ): Promise<TraceAnswer> {
    const { direction, asOf } = question;
    const { view, graph } = await this.openGraph(tx, actor, batchId, asOf);
    const forward =
      direction === 'backward' ? null : await traceForward(graph, [batchId], this.bounds());
    const target = { kind: 'batch' as const, batch: batchId };
    const backward =
      direction === 'forward' ? null : await traceBackward(graph, target, this.bounds());
    const seen = forward && view !== 'all' ? unclear(forward) : forward;
    return this.withWords(tx, graph, { actor, question, batchId, view, forward: seen, backward });
  }

  /** The books of a batch as the asker may see them, or as along an open case that stops it. */
  private async openGraph(
    tx: Tx,
    actor: Actor,
    batchId: string,
    asOf: Date | null,
  ): Promise<{ readonly view: TraceScope; readonly graph: StoredGraph }> {
    const isAlong = actor.oversees !== undefined && (await areInOpenRecalls(tx, actor, [batchId]));
    // That there is a case was asked through its own eyes; what it reaches lies beyond.
    if (isAlong) tx.become('trace');
    const view = isAlong ? 'all' : scopeOf(actor);
    const graph = new StoredGraph(tx, { eyes: view === 'all' ? null : actor, asOf });
    if ((await graph.flowsOfBatches([batchId], 1)).length === 0) {
      const isPending =
        asOf === null &&
        (await graph.isSettling(partyIn(view, actor))) &&
        (await isBatch(tx, batchId));
      if (!isPending) throw noSuchBatch();
    }
    if (view === 'all') tx.become('trace');
    return { view, graph };
  }

  /** Adds what is known beyond one's own: whose places these are, and what else is being worked in. */
  private async withWords(
    tx: Tx,
    graph: StoredGraph,
    { actor, backward = null, ...found }: Found,
  ): Promise<TraceAnswer> {
    const asked = { actor, question: found.question, view: found.view };
    // Of a jurisdiction, what is still being worked in is asked through its own eyes.
    const isUnsettled = found.view === 'jurisdiction' && (await isSettling(graph, asked));
    tx.become('trace');
    const parties = await selectPlaceParties(tx, placesIn(found.forward, backward));
    const settling = found.view === 'jurisdiction' ? isUnsettled : await isSettling(graph, asked);
    return { ...found, backward, parties, settling };
  }

  private bounds() {
    return boundsUntil(this.clock, traceMilliseconds);
  }
}

/** Whether a late record is still being worked in; of an earlier moment nothing is. */
async function isSettling(
  graph: StoredGraph,
  { actor, question, view }: Pick<Found, 'actor' | 'question' | 'view'>,
): Promise<boolean> {
  return question.asOf === null && graph.isSettling(partyIn(view, actor));
}

/** Whose part in what is pending counts; null for those who may see more than their own. */
function partyIn(view: TraceScope, { partyId }: Pick<Actor, 'partyId'>): string | null {
  return view === 'own' ? partyId : null;
}

/** Whether anything that the asker may see ever stood at this place, loose or in a logistic unit. */
async function isSeenPlace(graph: StoredGraph, placeId: string): Promise<boolean> {
  if ((await graph.linesAt(holdersOf(placeId), null, 1)).length > 0) return true;
  return (await graph.movesInto('place', [placeId], 1)).length > 0;
}

/** What organisations see beyond open cases. */
export function scopeOf({ oversees }: Actor): TraceScope {
  if (oversees === undefined) return 'own';
  return oversees === '' ? 'all' : 'jurisdiction';
}

/** Whoever sees only its own part of a chain cannot exclude anything for certain. */
function unclear(forward: ForwardTrace): ForwardTrace {
  const holdings = forward.holdings.map((each) =>
    each.verdict === 'cleared' ? { ...each, verdict: 'possible' as const } : each,
  );
  return { ...forward, holdings };
}

function placesIn(forward: ForwardTrace | null, backward: BackwardTrace | null): string[] {
  const ids = [
    ...(forward?.holdings ?? []).map(({ where }) => where?.id),
    ...(forward?.gone ?? []).map(({ from }) => from.id),
    ...(backward?.sources ?? []).flatMap(({ makings }) => makings.map(({ holder }) => holder.id)),
  ];
  return [...new Set(ids)].filter((id): id is string => typeof id === 'string' && isUuid(id));
}
