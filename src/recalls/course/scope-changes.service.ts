import { Injectable } from '@nestjs/common';
import { eyesOf, selectOrganisation, type Actor } from '../../access/index.js';
import { freezeBatches, releaseAll, releaseFreezes } from '../../holdings/index.js';
import { faultyRequest, present } from '../../kernel/index.js';
import { Clock, Database, type Tx } from '../../platform/index.js';
import { RulePacks } from '../../rules/index.js';
import { CaseLogService } from '../case-log.service.js';
import { NoticesService } from '../notices.service.js';
import { SigningService } from '../opening/signing.service.js';
import { recallable } from '../recallable.js';
import { selectRecallable } from '../recallable.store.js';
import type { OwnRecall } from '../recall.js';
import { readReport } from '../report.js';
import { reportDigest, reportText } from '../report-text.js';
import { closeRecall, updateLeader, updateReportDigest } from '../recalls.store.js';
import { readScope } from '../scope.js';
import { selectFrozen } from '../scope.store.js';
import { HistoryService } from './history.service.js';
import { openRecallLedBy, openRecallUnder } from './open-recall.js';

/** What is decided about the scope of an open recall, by whoever leads it, and who that is. */
@Injectable()
export class ScopeChangesService {
  constructor(
    private readonly database: Database,
    private readonly notices: NoticesService,
    private readonly signing: SigningService,
    private readonly history: HistoryService,
    private readonly clock: Clock,
    private readonly caseLog: CaseLogService,
    private readonly rules: RulePacks,
  ) {}

  /** Names further batches, whose goods are frozen as those named at the opening; an authority's freeze spreads. */
  async widen(
    actor: Actor,
    id: string,
    { batchIds, reason }: { readonly batchIds: readonly string[]; readonly reason: string },
  ): Promise<void> {
    await this.change(actor, async (tx) => {
      const recall = await openRecallLedBy(tx, actor, id);
      const batches = await recallable(tx, actor, batchIds);
      await refuseBeyondOwner(tx, recall, batchIds);
      const { organisationId, ordered } = recall;
      const spreads = ordered || actor.organisationId !== organisationId;
      await refuseFrozen(tx, recall, { batchIds, spreads });
      const frozenAt = new Date(this.clock.now());
      const freeze = { recallId: id, organisationId, spreads, frozenAt, derived: false };
      await freezeBatches(tx, freeze, batches);
      await this.notices.tell(tx, recall, { kind: 'widened', byId: actor.organisationId, reason });
      this.caseLog.note(tx, recall, 'recall-widened');
    });
  }

  /** Lets go of some batches in scope: their goods may move again, and later records change nothing about it. */
  async release(
    actor: Actor,
    id: string,
    { batchIds, reason }: { readonly batchIds: readonly string[]; readonly reason?: string },
  ): Promise<void> {
    await this.change(actor, async (tx) => {
      const recall = await openRecallLedBy(tx, actor, id);
      await this.refuseUnsigned(tx, recall);
      const { batches } = await readScope(tx, recall);
      const inScope = new Map(batches.map((batch) => [batch.batchId, batch]));
      const released = batchIds.map((batchId, i) => {
        const batch = inScope.get(batchId);
        if (batch !== undefined) return batch;
        throw faultyRequest([
          { pointer: `/batchIds/${i}`, detail: 'is not in the scope of this recall' },
        ]);
      });
      const at = new Date(this.clock.now());
      const { organisationId } = recall;
      await releaseFreezes(tx, released, { recallId: recall.id, organisationId, at });
      const change = {
        kind: 'released',
        byId: actor.organisationId,
        reason: reason ?? null,
      } as const;
      await this.history.noteRelease(tx, id, batchIds, change);
      this.caseLog.note(tx, recall, 'recall-released');
    });
  }

  /** Ends a recall and lets go of all it had stopped. `word` says what became of the goods that were not found. */
  async close(actor: Actor, id: string, word: string): Promise<void> {
    await this.change(actor, async (tx) => {
      const recall = await openRecallLedBy(tx, actor, id);
      await this.refuseUnsigned(tx, recall);
      const at = new Date(this.clock.now());
      await closeRecall(tx, recall.id, at, word);
      await releaseAll(tx, recall.id, at);
      const closed = { ...recall, closedAt: at, closingWord: word };
      const digest = reportDigest(reportText(await readReport(tx, closed, this.rules)));
      await updateReportDigest(tx, recall.id, digest.toString('hex'));
      await this.history.note(tx, id, { kind: 'closed', byId: actor.organisationId, reason: word });
      this.caseLog.note(tx, recall, 'recall-closed');
    });
  }

  /** An authority decides about the scope from now on. What is frozen stays so, and the duties stay the owner's. */
  async takeOver(actor: Actor, id: string, reason: string): Promise<void> {
    await this.change(actor, async (tx) => {
      const recall = await openRecallUnder(tx, actor, id, ({ leaderId }) => leaderId);
      const { organisationId: byId } = actor;
      await updateLeader(tx, id, byId);
      await this.history.note(tx, id, { kind: 'taken-over', byId, reason });
      for (const each of new Set([recall.organisationId, recall.leaderId, byId])) {
        this.caseLog.note(tx, { id, organisationId: each }, 'recall-taken-over');
      }
    });
  }

  /** An authority that took the recall over signs nothing, and answers for what it lets go. */
  private async refuseUnsigned(tx: Tx, { id, organisationId, leaderId }: OwnRecall): Promise<void> {
    if (leaderId === organisationId) await this.signing.refuseUnsigned(tx, id);
  }

  private change(actor: Actor, work: (tx: Tx) => Promise<void>): Promise<void> {
    const { organisationId } = actor;
    return this.database.transaction(work, { organisationId, role: 'fold' });
  }
}

/**
 * The owner of a recall sees all of it, whoever leads it: an authority that took it over brings in no batch that the owner
 * could not have recalled, or the owner would see another firm's customers and stock.
 */
async function refuseBeyondOwner(
  tx: Tx,
  { organisationId, leaderId }: OwnRecall,
  batchIds: readonly string[],
): Promise<void> {
  if (leaderId === organisationId) return;
  const owner = present(await selectOrganisation(tx, organisationId), 'the owner of a recall');
  const eyes = eyesOf({ organisationId, oversees: owner.oversees });
  const found = await selectRecallable(tx, eyes, batchIds);
  const within = new Set(found.map(({ batchId }) => batchId));
  const detail = 'is none that the owner of this recall may recall; open another recall for it';
  const faults = batchIds.flatMap((batchId, i) =>
    within.has(batchId) ? [] : [{ pointer: `/batchIds/${i}`, detail }],
  );
  if (faults.length > 0) throw faultyRequest(faults);
}

/** What a recall let go it stops no more; what it stops it need not be widened to, unless that comes to spread by it. */
async function refuseFrozen(
  tx: Tx,
  recall: OwnRecall,
  { batchIds, spreads }: { readonly batchIds: readonly string[]; readonly spreads: boolean },
): Promise<void> {
  const frozen = await selectFrozen(tx, recall.id);
  const known = new Map(frozen.map((batch) => [batch.batchId, batch]));
  const faults = batchIds.flatMap((batchId, i) => {
    const batch = known.get(batchId);
    if (batch === undefined) return [];
    if (batch.releasedAt === null && spreads && !batch.spreads) return [];
    const detail =
      batch.releasedAt === null
        ? 'is stopped by this recall already'
        : 'was let go by this recall, which is for good; open another one';
    return [{ pointer: `/batchIds/${i}`, detail }];
  });
  if (faults.length > 0) throw faultyRequest(faults);
}
