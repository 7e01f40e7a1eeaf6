import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import type { Identifier } from '../identifiers/index.js';
import { isUuid } from '../kernel/index.js';
import { Clock, Database, type Tx } from '../platform/index.js';
import { boundsUntil, traceMilliseconds } from './bounds.js';
import { StoredGraph } from './graph.store.js';
import { isBatch, selectBatchOf } from './named-batch.store.js';
import { areInOpenCases } from './open-case.store.js';
import { selectPlaceParties } from './places.store.js';
import { futureAsOf, noSuchBatch } from './trace.problems.js';
import { traceBackward, traceForward, type BackwardTrace, type ForwardTrace } from './trace.js';

/** What one request for a trace asks. */
export interface TraceQuestion {
  readonly of: { readonly batchId: string } | { readonly thing: Identifier };
  readonly direction: 'forward' | 'backward' | 'both';
  /** What was known at this instant; null for now. */
  readonly asOf: Date | null;
}

/** Over which events: those that the asker is party to, those of whom it oversees, or all. */
export type TraceScope = 'own' | 'jurisdiction' | 'all';

/** The answer, with the parties of the places in it. Null for a direction that was not asked. */
export interface TraceAnswer {
  readonly question: TraceQuestion;
  readonly batchId: string;
  readonly view: TraceScope;
  readonly forward: ForwardTrace | null;
  readonly backward: BackwardTrace | null;
  readonly parties: ReadonlyMap<string, string>;
  /** A late record is still being worked in; of an earlier moment nothing is. */
  readonly settling: boolean;
}

@Injectable()
export class TraceService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Over the events that the asker may see; of a batch that an open case stops, its regulators over all. */
  async trace(actor: Actor, question: TraceQuestion): Promise<TraceAnswer> {
    const { organisationId } = actor;
    const { of, asOf } = question;
    if (asOf && asOf.getTime() > this.clock.now()) throw futureAsOf();
    const directory = this.database.as({ role: 'trace' });
    const batchId = 'thing' in of ? await selectBatchOf(directory, of.thing) : of.batchId;
    if (batchId === undefined) throw noSuchBatch();
    return this.database.transaction((tx) => this.answer(tx, actor, batchId, question), {
      organisationId,
      snapshot: true,
    });
  }

  private async answer(
    tx: Tx,
    actor: Actor,
    batchId: string,
    question: TraceQuestion,
  ): Promise<TraceAnswer> {
    const { direction, asOf } = question;
    const { partyId } = actor;
    const isCase = actor.oversees !== undefined && (await areInOpenCases(tx, actor, [batchId]));
    // That there is a case was asked through its own eyes; what it reaches lies beyond.
    if (isCase) tx.become('trace');
    const view = isCase ? 'all' : scopeOf(actor);
    const graph = new StoredGraph(tx, { eyes: view === 'all' ? null : actor, asOf });
    const isSettling = async () =>
      asOf === null && (await graph.isSettling(view === 'own' ? partyId : null));
    if ((await graph.flowsOfBatches([batchId], 1)).length === 0) {
      const isPending = (await isSettling()) && (await isBatch(tx, batchId));
      if (!isPending) throw noSuchBatch();
    }
    if (view === 'all') tx.become('trace');
    const forward =
      direction === 'backward' ? null : await traceForward(graph, [batchId], this.bounds());
    const target = { kind: 'batch' as const, batch: batchId };
    const backward =
      direction === 'forward' ? null : await traceBackward(graph, target, this.bounds());
    const seen = forward && view !== 'all' ? unclear(forward) : forward;
    // Of a jurisdiction, what is still being worked in is asked through its own eyes.
    const isUnsettled = view === 'jurisdiction' && (await isSettling());
    // Whose places these are, and what else is being worked in, is known beyond one's own.
    tx.become('trace');
    const parties = await selectPlaceParties(tx, placesIn(seen, backward));
    const settling = view === 'jurisdiction' ? isUnsettled : await isSettling();
    return { question, batchId, view, forward: seen, backward, parties, settling };
  }

  private bounds() {
    return boundsUntil(this.clock, traceMilliseconds);
  }
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
