import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { present } from '../kernel/index.js';
import { Clock, Database, Turns, type Tx } from '../platform/index.js';
import {
  boundsUntil,
  noSuchBatch,
  StoredGraph,
  traceBackward,
  traceForward,
  traceMilliseconds,
} from '../trace/index.js';
import { aliasOf } from './alias.js';
import { makingsIn, refsOnTheWay, stepsMax, type Way } from './chain.js';
import {
  isMaker,
  isOpen,
  selectMakers,
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
 * maker; steps whose author shares them are told in full, and to anybody where they are open and so is the batch. Nothing of it
 * is listed or kept; each answer is a bounded trace, begun with what the viewer sees itself.
 */
@Injectable()
export class ChainService {
  /** Each may read and judge thousands of events: however many ask, others keep connections and the processor. */
  private readonly turns = new Turns({ places: 1, waitMilliseconds: 2 * traceMilliseconds });

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async of(actor: Actor, batchId: string): Promise<Chain> {
    const { organisationId } = actor;
    const sight = { organisationId, snapshot: true };
    const telling = () => this.database.transaction((tx) => this.tell(tx, actor, batchId), sight);
    return this.turns.take(telling, actor.agentId ?? organisationId);
  }

  private async tell(tx: Tx, actor: Actor, batchId: string): Promise<Chain> {
    const { organisationId, partyId } = actor;
    const isOwn = await isMaker(tx, organisationId, batchId);
    const partners = await selectPartners(tx, organisationId, batchId);
    const isLinked = isOwn || partners.size > 0;
    tx.become('trace');
    if (!isLinked && !(await isOpen(tx, { batchId, partyId }))) throw noSuchBatch();
    const key = present(await selectAliasKey(tx, organisationId), 'the viewer');
    const graph = new StoredGraph(tx, { eyes: null, asOf: null });
    const bounds = boundsUntil(this.clock, traceMilliseconds);
    const backward = await traceBackward(graph, { kind: 'batch', batch: batchId }, bounds);
    const forward = isOwn ? await traceForward(graph, [batchId], bounds) : null;
    const before = [batchId, ...backward.sources.map(({ batch }) => batch)];
    const makers = await selectMakers(tx, before);
    const makings = makingsIn(await graph.flowsOfBatches(before, bounds.flows), makers);
    const ways = refsOnTheWay(makings, backward, forward);
    const after = (forward?.batches ?? []).map(({ batch }) => batch);
    // Of those who are not in the chain only what is open counts, or it would tell how much is not.
    const refs = isLinked ? [...ways.keys()].slice(0, stepsMax) : [...ways.keys()];
    const batchIds = [...before, ...after];
    const rows = await selectSteps(tx, { refs, batchIds }, { partyId, isLinked });
    const told = rows
      .filter(({ isShared }) => isLinked || isShared)
      .map((row): ToldStep => {
        const isNamed =
          row.isShared || row.organisationId === organisationId || partners.has(row.organisationId);
        const alias = isNamed ? undefined : aliasOf(key, { partyId: row.partyId, batchId });
        return { ...row, way: ways.get(row.ref) ?? 'before', alias };
      });
    const steps = told.slice(0, stepsMax);
    const isMore = isLinked ? ways.size > stepsMax : told.length > stepsMax;
    const isCut = backward.cut !== null || (forward?.cut ?? null) !== null || isMore;
    return { batchId, steps, isCut };
  }
}
