import { Injectable } from '@nestjs/common';
import { selectOverseers, type Actor } from '../access/index.js';
import { keepFromClosing } from '../holdings/index.js';
import { faultyRequest, Problem } from '../kernel/index.js';
import { appendFeed } from '../log/index.js';
import { Clock, Database, Random, type Tx } from '../platform/index.js';
import { concernedRecall, refuseClosed } from './concerned-recall.js';
import {
  doneAmount,
  doneMoment,
  plannedMoment,
  refuseBeyond,
  type DisposalKind,
  type Measured,
} from './disposals.js';
import {
  insertDisposal,
  selectDisposals,
  selectOwnRelabelling,
  updateDone,
} from './disposals.store.js';
import { ownPartOf, type Recall } from './recall.js';
import { disposalDone, unknownRecall } from './recalls.problems.js';
import { readScope } from './scope.js';

/** What is to be done with goods, where and when. */
export interface DisposalPlan extends Measured {
  readonly batchId: string;
  readonly what: DisposalKind;
  readonly place: string;
  /** RFC 3339 with offset. */
  readonly at: string;
}

/** Takes reports of destructions and relabellings of recalled goods, which go before them. */
@Injectable()
export class DisposalsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** The owner of an open recall or a holder reports what it is going to do; its regulators hear of it through the feed. */
  async report(actor: Actor, recallId: string, { at, ...plan }: DisposalPlan): Promise<void> {
    await this.change(actor, async (tx) => {
      const recall = await concernedRecall(tx, actor, recallId);
      const reportedAt = new Date(this.clock.now());
      const plannedAt = plannedMoment(at, reportedAt);
      await refuseStrange(tx, actor, recall, plan);
      const { organisationId } = actor;
      const id = this.random.uuid();
      const open = { doneAt: null, doneAmount: null };
      const disposal = { ...plan, ...open, id, organisationId, plannedAt, reportedAt };
      await insertDisposal(tx, recallId, disposal);
      const of = { recallId, ownerId: recall.organisationId };
      await this.log(tx, actor, 'recall-disposal-reported', of);
    });
  }

  /** Who reported a relabelling says that it is done, with how much. Any other is told as one that does not exist. */
  async complete(
    actor: Actor,
    named: { readonly recallId: string; readonly disposalId: string },
    { at, ...relabelled }: Measured & { readonly at: string | undefined },
  ): Promise<void> {
    const { recallId } = named;
    await this.change(actor, async (tx) => {
      await keepFromClosing(tx, [recallId]);
      const found = await selectOwnRelabelling(tx, named, actor.organisationId);
      if (found === undefined) throw unknownRecall();
      const { report, recall } = found;
      refuseClosed(recall);
      const doneAt = doneMoment(at, report, new Date(this.clock.now()));
      const done = { id: report.id, doneAt, doneAmount: doneAmount(relabelled, report) };
      if (!(await updateDone(tx, recallId, done))) {
        throw new Problem(disposalDone, 'It stands as it was told first.');
      }
      await this.log(tx, actor, 'recall-relabelled', { recallId, ownerId: recall.organisationId });
    });
  }

  private async change(actor: Actor, work: (tx: Tx) => Promise<void>): Promise<void> {
    const { organisationId } = actor;
    await this.database.transaction(work, { organisationId, role: 'fold' });
  }

  /** Whoever did it, whose recall it is, and who oversees whoever did it. */
  private async log(
    tx: Tx,
    { organisationId, partyId }: Actor,
    kind: string,
    { recallId, ownerId }: { readonly recallId: string; readonly ownerId: string },
  ): Promise<void> {
    const overseers = await selectOverseers(tx, { organisationId, partyId });
    const heard = new Set([organisationId, ownerId, ...overseers]);
    const recordedAt = new Date(this.clock.now());
    const rows = [...heard].map((each) => ({
      ...{ id: this.random.uuid(), organisationId: each, kind, subject: recallId },
      ...{ payload: {}, recordedAt },
    }));
    appendFeed(tx, rows);
  }
}

/** The owner may name any batch in scope, a holder those of its own part; nobody relabels more than it has. */
async function refuseStrange(
  tx: Tx,
  { organisationId }: Actor,
  recall: Recall,
  plan: Omit<DisposalPlan, 'at'>,
): Promise<void> {
  if (plan.amount === 0n) {
    throw faultyRequest([{ pointer: '/quantity/value', detail: 'is nothing; say how much' }]);
  }
  const scope = await readScope(tx, recall);
  const isOwner = recall.organisationId === organisationId;
  const { batches } = isOwner ? scope : ownPartOf(scope, organisationId);
  if (!batches.some(({ batchId }) => batchId === plan.batchId)) {
    throw faultyRequest([{ pointer: '/batchId', detail: 'is not in your part of this recall' }]);
  }
  if (plan.what !== 'relabel') return;
  const isOwn = (each: { readonly organisationId: string | null }) =>
    each.organisationId === organisationId;
  const others = (await selectDisposals(tx, recall.id)).filter(isOwn);
  refuseBeyond(plan, scope.holdings.filter(isOwn), others);
}
