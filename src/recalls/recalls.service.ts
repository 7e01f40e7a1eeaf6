import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { Problem } from '../kernel/index.js';
import { Clock, Database, Random, type Tx } from '../platform/index.js';
import { RulePacks } from '../rules/index.js';
import { grantedUntil } from './course/extension.js';
import { selectExtensions } from './course/extensions.store.js';
import { openRecallOf } from './course/open-recall.js';
import { ScopeChangesService } from './course/scope-changes.service.js';
import { CaseLogService } from './case-log.service.js';
import { publicNoticeMoment } from './case-moments.js';
import { ownDoingsOf, readDoings } from './doings.js';
import { RecallOpening } from './opening/recall-opening.service.js';
import { wordsOf, type RecallOrder } from './opening/recall-words.js';
import { selectSignatures } from './opening/signatures.store.js';
import { SigningService } from './opening/signing.service.js';
import { maySeeAll, ownPartOf } from './recall.js';
import { recallClock } from './recall-clock.js';
import { publicNoticeMade, recallOpen, unknownRecall } from './recalls.problems.js';
import {
  selectKnownAt,
  selectSeenRecall,
  selectWholeRecall,
  updatePublicNotice,
} from './recalls.store.js';
import { readReport, type RecallReport } from './report.js';
import type { SeenRecall } from './seen-recall.js';
import { readScope } from './scope.js';

/** Opens and shows recalls, and what is done in them. */
@Injectable()
export class RecallsService {
  constructor(
    private readonly database: Database,
    private readonly opening: RecallOpening,
    private readonly signing: SigningService,
    private readonly changes: ScopeChangesService,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly rules: RulePacks,
    private readonly caseLog: CaseLogService,
  ) {}

  /** Opens a recall by one person: where the organisation asks for two, in an emergency only. */
  async open(actor: Actor, order: RecallOrder, isEmergency = false): Promise<SeenRecall> {
    const words = { ...wordsOf(order, new Date(this.clock.now())), id: this.random.uuid() };
    await this.change(actor, async (tx) => {
      const signatures = await this.signing.alone(tx, actor, isEmergency);
      await this.opening.open(tx, actor, words, signatures);
    });
    return this.get(actor, words.id);
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
      const nothing = { clock: null, signatures: [], extensions: [] };
      const done = ownDoingsOf(doings, organisationId);
      return { ...ownPartOf(scope, organisationId), ...done, ...nothing };
    }
    const knownAt = await selectKnownAt(reader, id);
    const own = this.database.as({ organisationId });
    const extensions = await selectExtensions(own, [id]);
    const extendedTo = grantedUntil(extensions);
    const clock = recallClock({ ...recall, knownAt }, this.rules, {
      now: this.clock.now(),
      extendedTo,
    });
    const signatures = await selectSignatures(own, [id]);
    return { ...scope, ...doings, clock, signatures, extensions };
  }

  async widen(actor: Actor, id: string, more: Parameters<ScopeChangesService['widen']>[2]) {
    await this.changes.widen(actor, id, more);
    return this.get(actor, id);
  }

  async release(actor: Actor, id: string, some: Parameters<ScopeChangesService['release']>[2]) {
    await this.changes.release(actor, id, some);
    return this.get(actor, id);
  }

  async takeOver(actor: Actor, id: string, reason: string): Promise<SeenRecall> {
    await this.changes.takeOver(actor, id, reason);
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
      this.caseLog.note(tx, recall, 'recall-public-notice');
    });
    return this.get(actor, id);
  }

  /** Another person signs what one opened in an emergency. */
  async sign(actor: Actor, id: string): Promise<SeenRecall> {
    await this.change(actor, async (tx) => {
      const recall = await openRecallOf(tx, actor, id);
      await this.signing.signSecond(tx, actor, recall.id);
      this.caseLog.note(tx, recall, 'recall-signed', { place: 2 });
    });
    return this.get(actor, id);
  }

  async close(actor: Actor, id: string, word: string): Promise<SeenRecall> {
    await this.changes.close(actor, id, word);
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
    // As the closing read it: whoever reads the report, it is the same.
    const reader = this.database.as({ role: 'fold' });
    const knownAt = await selectKnownAt(reader, id);
    return readReport(reader, { ...recall, knownAt }, this.rules);
  }

  private change<Result>(actor: Actor, work: (tx: Tx) => Promise<Result>): Promise<Result> {
    const { organisationId } = actor;
    return this.database.transaction(work, { organisationId, role: 'fold' });
  }
}
