import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import type { Identifier } from '../identifiers/index.js';
import { isUuid } from '../kernel/index.js';
import { Clock, Database, type Reader } from '../platform/index.js';
import { defaultBounds } from './bounds.js';
import { StoredGraph } from './graph.store.js';
import { isBatch, selectBatchOf } from './named-batch.store.js';
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

/** The answer, with the parties of the places in it. Null for a direction that was not asked. */
export interface TraceAnswer {
  readonly question: TraceQuestion;
  readonly batchId: string;
  /** `all` events, or those the asker is party to. */
  readonly view: 'own' | 'all';
  readonly forward: ForwardTrace | null;
  readonly backward: BackwardTrace | null;
  readonly parties: ReadonlyMap<string, string>;
  /** A late record is still being worked in; of an earlier moment nothing is. */
  readonly settling: boolean;
}

/** How long one trace may read and judge, each way. */
export const traceMilliseconds = 5000;

@Injectable()
export class TraceService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Regulators trace over all that is recorded, everybody else over the events that they may see. */
  async trace(actor: Actor, question: TraceQuestion): Promise<TraceAnswer> {
    const { organisationId } = actor;
    if (question.asOf && question.asOf.getTime() > this.clock.now()) throw futureAsOf();
    return this.database.transaction((reader) => this.answer(reader, actor, question), {
      organisationId,
      snapshot: true,
    });
  }

  private async answer(
    reader: Reader,
    { organisationId, partyId, roles }: Actor,
    question: TraceQuestion,
  ): Promise<TraceAnswer> {
    const { of, direction, asOf } = question;
    const batchId = 'thing' in of ? await selectBatchOf(reader, of.thing) : of.batchId;
    if (batchId === undefined) throw noSuchBatch();
    const view = roles.includes('regulator') ? 'all' : 'own';
    const sight = { organisationId: view === 'all' ? null : organisationId, asOf };
    const graph = new StoredGraph(reader, sight);
    const isSettling = async () =>
      asOf === null && (await graph.isSettling(view === 'all' ? null : partyId));
    if ((await graph.flowsOfBatches([batchId], 1)).length === 0) {
      const isPending = (await isSettling()) && (await isBatch(reader, batchId));
      if (!isPending) throw noSuchBatch();
    }
    const forward =
      direction === 'backward' ? null : await traceForward(graph, [batchId], this.bounds());
    const target = { kind: 'batch' as const, batch: batchId };
    const backward =
      direction === 'forward' ? null : await traceBackward(graph, target, this.bounds());
    const seen = forward && view === 'own' ? unclear(forward) : forward;
    const parties = await selectPlaceParties(reader, placesIn(seen, backward));
    const settling = await isSettling();
    return { question, batchId, view, forward: seen, backward, parties, settling };
  }

  private bounds() {
    const deadline = this.clock.now() + traceMilliseconds;
    return { ...defaultBounds, isTimeUp: () => this.clock.now() >= deadline };
  }
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
