import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { Clock, Database, type Tx } from '../platform/index.js';
import { boundsUntil, traceMilliseconds } from './books/bounds.js';
import { GoodsAlone } from './books/goods-alone.js';
import { rowsOfBatch } from './books/batch-rows.js';
import type { GraphFlow } from './books/graph.js';
import { StoredGraph } from './books/graph.store.js';
import { isBatch } from './books/named-batch.store.js';
import { areInOpenRecalls } from './open-recall.store.js';
import { futureAsOf, noSuchBatch } from './trace.problems.js';
import { scopeOf, type TraceScope } from './trace.service.js';
import { traceForward, type ForwardTrace } from './trace.js';

/** Where the goods of one batch are and went, with what was made of it left out. */
export interface BatchBooks {
  readonly view: TraceScope;
  /**
   * The rows of the books that name the batch, and both sides of the transformations among them; where there were too many,
   * `whereabouts` says that it was cut.
   */
  readonly flows: readonly GraphFlow[];
  readonly whereabouts: ForwardTrace;
  readonly settling: boolean;
}

@Injectable()
export class BatchBooksService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** What the books that the asker may see, as in a trace, say of the goods of a batch; along an open case that stops it, all. */
  async booksOf(actor: Actor, batchId: string, asOf: Date | null): Promise<BatchBooks> {
    if (asOf && asOf.getTime() > this.clock.now()) throw futureAsOf();
    const { organisationId } = actor;
    return this.database.transaction((tx) => this.read(tx, actor, batchId, asOf), {
      ...{ organisationId, snapshot: true },
    });
  }

  private async read(
    tx: Tx,
    actor: Actor,
    batchId: string,
    asOf: Date | null,
  ): Promise<BatchBooks> {
    const isAlong = actor.oversees !== undefined && (await areInOpenRecalls(tx, actor, [batchId]));
    // That there is a case was asked through its own eyes; what it reaches lies beyond.
    if (isAlong) tx.become('trace');
    const view = isAlong ? 'all' : scopeOf(actor);
    const party = view === 'own' ? actor.partyId : null;
    const graph = new StoredGraph(tx, { eyes: view === 'all' ? null : actor, asOf });
    if ((await graph.flowsOfBatches([batchId], 1)).length === 0) {
      const isPending = asOf === null && (await graph.isSettling(party));
      if (!isPending || !(await isBatch(tx, batchId))) throw noSuchBatch();
    }
    if (view === 'all') tx.become('trace');
    const bounds = boundsUntil(this.clock, traceMilliseconds);
    const whereabouts = await traceForward(new GoodsAlone(graph), [batchId], bounds);
    const { flows, cut } = await rowsOfBatch(graph, batchId, bounds.flowsHeldMax);
    if (view !== 'jurisdiction') tx.become('trace');
    const settling = asOf === null && (await graph.isSettling(party));
    const known = { ...whereabouts, cut: whereabouts.cut ?? cut };
    return { view, flows, whereabouts: known, settling };
  }
}
