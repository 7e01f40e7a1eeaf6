import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { present } from '../kernel/index.js';
import { Clock, Database, type Tx } from '../platform/index.js';
import {
  boundsUntil,
  makingsOf,
  noSuchBatch,
  StoredGraph,
  traceBackward,
  traceForward,
  traceMilliseconds,
} from '../trace/index.js';
import { aliasOf } from './alias.js';
import { refsOnTheWay, stepsMax, type Way } from './chain.js';
import {
  isMaker,
  selectAliasKey,
  selectPartners,
  selectSteps,
  type StepRow,
} from './chain.store.js';

/** A step, and who took it as the viewer may know: by name, or by an alias of the viewer's own. */
export interface ToldStep extends StepRow {
  readonly way: Way;
  readonly alias: string | undefined;
}

export interface Chain {
  readonly batchId: string;
  readonly steps: readonly ToldStep[];
  /** A bound ended it before all was told. */
  readonly isCut: boolean;
}

/**
 * What befell a batch beyond its partners: where it came from, told to whoever has or had some, and where it went, told to its
 * maker. Nothing of it is listed or kept; each answer is a bounded trace, begun with what the viewer sees itself.
 */
@Injectable()
export class ChainService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async of(actor: Actor, batchId: string): Promise<Chain> {
    const { organisationId } = actor;
    return this.database.transaction((tx) => this.tell(tx, actor, batchId), {
      organisationId,
      snapshot: true,
    });
  }

  private async tell(tx: Tx, actor: Actor, batchId: string): Promise<Chain> {
    const { organisationId } = actor;
    const own = new StoredGraph(tx, { eyes: actor, asOf: null });
    const seen = await own.flowsOfBatches([batchId], dealingsMax);
    if (seen.length === 0) throw noSuchBatch();
    const partners = await selectPartners(tx, [...new Set(seen.map(({ order }) => order.ref))]);
    const isOwn = await isMaker(tx, organisationId, batchId);
    const key = present(await selectAliasKey(tx, organisationId), 'the viewer');
    tx.become('trace');
    const graph = new StoredGraph(tx, { eyes: null, asOf: null });
    const bounds = boundsUntil(this.clock, traceMilliseconds);
    const makings = await makingsOf(graph, batchId);
    const backward = await traceBackward(graph, { kind: 'batch', batch: batchId }, bounds);
    const forward = isOwn ? await traceForward(graph, [batchId], bounds) : null;
    const ways = refsOnTheWay(makings, backward, forward);
    const rows = await selectSteps(tx, [...ways.keys()].slice(0, stepsMax));
    const steps = rows.map((row): ToldStep => {
      const isKnown = actor.oversees === '' || partners.has(row.organisationId);
      const alias = isKnown ? undefined : aliasOf(key, row.partyId);
      return { ...row, way: ways.get(row.ref) ?? 'before', alias };
    });
    const isCut = backward.cut !== null || (forward?.cut ?? null) !== null || ways.size > stepsMax;
    return { batchId, steps, isCut };
  }
}

/** Rows of the books in which those are looked for whom a viewer dealt with about a batch. */
const dealingsMax = 1_000;
