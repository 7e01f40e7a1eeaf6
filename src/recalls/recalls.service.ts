import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { freezeBatches, releaseAll, releaseFreezes, type BatchOf } from '../holdings/index.js';
import { faultyRequest, Problem } from '../kernel/index.js';
import { appendFeed } from '../log/index.js';
import { Clock, Database, Random, type Tx } from '../platform/index.js';
import { RulePacks } from '../rules/index.js';
import { knownMoment, publicNoticeMoment } from './case-moments.js';
import { openRecallOf } from './concerned-recall.js';
import { ownDoingsOf, readDoings } from './doings.js';
import { NoticesService } from './notices.service.js';
import { ownPartOf, type OwnRecall, type Recall, type RecallGrade } from './recall.js';
import { recallClock } from './recall-clock.js';
import { publicNoticeMade, recallOpen, unknownRecall } from './recalls.problems.js';
import {
  closeRecall,
  insertRecall,
  selectKnownAt,
  selectSeenRecall,
  selectSeenRecalls,
  selectWholeRecall,
  updatePublicNotice,
  updateReportDigest,
} from './recalls.store.js';
import { readReport, type RecallReport } from './report.js';
import { reportDigest } from './report-text.js';
import { readScope } from './scope.js';
import type { SeenRecall } from './seen-recall.js';
import { selectRecallable } from './recallable.store.js';

/** What a recall is opened with. */
export interface RecallOrder {
  readonly batchIds: readonly string[];
  readonly grade: RecallGrade;
  readonly reason: string;
  readonly advice?: string;
  readonly refund?: string;
  readonly contact?: string;
  /** RFC 3339 time with offset. */
  readonly knownAt?: string;
}

/** Opens, shows, releases and closes recalls. */
@Injectable()
export class RecallsService {
  constructor(
    private readonly database: Database,
    private readonly notices: NoticesService,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly rules: RulePacks,
  ) {}

  /**
   * Opens a recall on batches that the actor registered; a regulator may name those that came through its jurisdiction,
   * and freezes what was made of them too. When it answers, no act moves the goods any more and every holder on record has its notice.
   */
  async open(actor: Actor, order: RecallOrder): Promise<SeenRecall> {
    const recall = this.recallOf(actor, order);
    const id = await this.change(actor, async (tx) => {
      const batches = await recallable(tx, actor, order.batchIds);
      await insertRecall(tx, recall);
      const { ordered: spreads, openedAt: frozenAt, organisationId } = recall;
      const freeze = { recallId: recall.id, organisationId, spreads, frozenAt, derived: false };
      await freezeBatches(tx, freeze, batches);
      await this.notices.tell(tx, recall);
      this.log(tx, recall, 'recall-opened');
      return recall.id;
    });
    return this.get(actor, id);
  }

  /** What the actor may see of a recall; one it was not told of answers as one that does not exist. */
  async get(actor: Actor, id: string): Promise<SeenRecall> {
    const { organisationId } = actor;
    const recall = await selectSeenRecall(this.database.as({ organisationId }), actor, id);
    if (recall === undefined) throw unknownRecall();
    // How far it reaches is known beyond one's own; what of it is told is chosen below.
    const reader = this.database.as({ role: 'trace' });
    const scope = await readScope(reader, recall);
    const doings = await readDoings(reader, scope);
    if (!maySeeAll(actor, recall)) {
      const own = ownDoingsOf(doings, organisationId);
      return { ...ownPartOf(scope, organisationId), ...own, clock: null };
    }
    const knownAt = await selectKnownAt(reader, id);
    const clock = recallClock({ ...recall, knownAt }, this.rules, this.clock.now());
    return { ...scope, ...doings, clock };
  }

  /** Recalls that the actor opened or was told of, newest first; a regulator's are those of its jurisdiction, too. */
  async list(
    actor: Actor,
    page: { readonly before: string | undefined; readonly limit: number },
  ): Promise<Recall[]> {
    const { organisationId } = actor;
    return selectSeenRecalls(this.database.as({ organisationId }), actor, page);
  }

  /** Lets go of some batches in scope: their goods may move again, and later records change nothing about it. */
  async release(actor: Actor, id: string, batchIds: readonly string[]): Promise<SeenRecall> {
    await this.change(actor, async (tx) => {
      const recall = await openRecallOf(tx, actor, id);
      const { batches } = await readScope(tx, recall);
      const inScope = new Map(batches.map((batch) => [batch.batchId, batch]));
      const released = batchIds.map((batchId, i) => {
        const batch = inScope.get(batchId);
        if (batch === undefined)
          throw faultyRequest([
            { pointer: `/batchIds/${i}`, detail: 'is not in the scope of this recall' },
          ]);
        return batch;
      });
      const at = new Date(this.clock.now());
      const { organisationId } = recall;
      await releaseFreezes(tx, released, { recallId: recall.id, organisationId, at });
      this.log(tx, recall, 'recall-released');
    });
    return this.get(actor, id);
  }

  /** The owner says, once, when the public was told: from the day after it the recall has to be completed. */
  async tellOfPublicNotice(actor: Actor, id: string, at: string | undefined): Promise<SeenRecall> {
    await this.change(actor, async (tx) => {
      const recall = await openRecallOf(tx, actor, id);
      if (recall.publicNoticeAt !== null) {
        throw new Problem(publicNoticeMade, `It was of ${recall.publicNoticeAt.toISOString()}.`);
      }
      const now = new Date(this.clock.now());
      await updatePublicNotice(tx, recall.id, publicNoticeMoment(at, recall, now));
      this.log(tx, recall, 'recall-public-notice');
    });
    return this.get(actor, id);
  }

  /** The report of a closed recall, computed as of its closing, for its owner and regulators. */
  async report(actor: Actor, id: string): Promise<RecallReport> {
    const { organisationId } = actor;
    const recall = await selectWholeRecall(this.database.as({ organisationId }), actor, id);
    if (recall === undefined) throw unknownRecall();
    if (recall.closedAt === null) {
      throw new Problem(recallOpen, 'Its report is made as of the closing: close it first.');
    }
    const reader = this.database.as({ role: 'trace' });
    const knownAt = await selectKnownAt(reader, id);
    return readReport(reader, { ...recall, knownAt }, this.rules);
  }

  /** Ends a recall and lets go of all it had stopped. `word` says what became of the goods that were not found. */
  async close(actor: Actor, id: string, word: string): Promise<SeenRecall> {
    await this.change(actor, async (tx) => {
      const recall = await openRecallOf(tx, actor, id);
      const at = new Date(this.clock.now());
      await closeRecall(tx, recall.id, at, word);
      await releaseAll(tx, recall.id, at);
      const report = await readReport(
        tx,
        { ...recall, closedAt: at, closingWord: word },
        this.rules,
      );
      await updateReportDigest(tx, recall.id, reportDigest(report).toString('hex'));
      this.log(tx, recall, 'recall-closed');
    });
    return this.get(actor, id);
  }

  private change<Result>(actor: Actor, work: (tx: Tx) => Promise<Result>): Promise<Result> {
    const { organisationId } = actor;
    return this.database.transaction(work, { organisationId, role: 'fold' });
  }

  private recallOf(actor: Actor, order: RecallOrder): OwnRecall {
    const { grade, reason, advice = null, refund = null, contact = null } = order;
    const openedAt = new Date(this.clock.now());
    return {
      id: this.random.uuid(),
      organisationId: actor.organisationId,
      ordered: isRegulator(actor),
      grade,
      reason,
      advice,
      refund,
      contact,
      knownAt: knownMoment(order.knownAt, openedAt),
      openedAt,
      publicNoticeAt: null,
      closedAt: null,
      closingWord: null,
      reportSha256: null,
    };
  }

  private log(tx: Tx, recall: Recall, kind: string): void {
    const { id: subject, organisationId } = recall;
    const recordedAt = new Date(this.clock.now());
    const id = this.random.uuid();
    appendFeed(tx, [{ id, organisationId, kind, subject, payload: {}, recordedAt }]);
  }
}

async function recallable(tx: Tx, actor: Actor, batchIds: readonly string[]): Promise<BatchOf[]> {
  const found = await selectRecallable(tx, actor, batchIds);
  const known = new Map(found.map((batch) => [batch.batchId, batch]));
  return batchIds.map((batchId, i) => {
    const batch = known.get(batchId);
    if (batch !== undefined) return batch;
    throw faultyRequest([{ pointer: `/batchIds/${i}`, detail: 'is no batch that you may recall' }]);
  });
}

function isRegulator(actor: Actor): boolean {
  return actor.roles.includes('regulator');
}

function maySeeAll(actor: Actor, recall: Recall): boolean {
  return recall.organisationId === actor.organisationId || actor.oversees !== undefined;
}
