import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { Problem } from '../kernel/index.js';
import { Clock, Database, Random, type Tx } from '../platform/index.js';
import { RulePacks } from '../rules/index.js';
import { grantedUntil, type Extension } from './course/extension.js';
import { selectExtensions } from './course/extensions.store.js';
import { openRecallOf } from './course/open-recall.js';
import { ScopeChangesService } from './course/scope-changes.service.js';
import { CaseLogService } from './case-log.service.js';
import { publicNoticeMoment } from './case-moments.js';
import { RecallOpening } from './opening/recall-opening.service.js';
import { wordsOf, type RecallOrder } from './opening/recall-words.js';
import { selectSignatures, type SeenSignature } from './opening/signatures.store.js';
import { SigningService } from './opening/signing.service.js';
import { maySeeAll, ownPartOf, type RecallScope } from './recall.js';
import { recallClock, type RecallClock } from './recall-clock.js';
import { publicNoticeMade, unknownRecall } from './recalls.problems.js';
import {
  acknowledge,
  selectKnownAt,
  selectSeenRecall,
  updatePublicNotice,
} from './recalls.store.js';
import { reconcile, type Reconciliation } from './reconciliation.js';
import { readScope } from './scope.js';
import { selectMovements } from './scope.store.js';

/** A recall as one organisation may see it. Only its owner and regulators see where all goods went, and its clock. */
export interface SeenRecall extends RecallScope {
  /** Null for those who were only told of the recall. */
  readonly clock: RecallClock | null;
  /** Empty for those who were only told of the recall. */
  readonly signatures: readonly SeenSignature[];
  /** Empty for those who were only told of the recall. */
  readonly extensions: readonly Extension[];
  readonly reconciliations: readonly Reconciliation[];
}

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
    if (!maySeeAll(actor, recall)) {
      const nothing = { clock: null, signatures: [], extensions: [], reconciliations: [] };
      return { ...ownPartOf(scope, organisationId), ...nothing };
    }
    const named = scope.batches.filter(({ why }) => why === 'named').map(({ batchId }) => batchId);
    const movements = await selectMovements(reader, named, recall);
    const reconciliations = named.flatMap((batchId) => reconcile(batchId, movements) ?? []);
    const knownAt = await selectKnownAt(reader, id);
    const own = this.database.as({ organisationId });
    const extensions = await selectExtensions(own, [id]);
    const extendedTo = grantedUntil(extensions);
    const clock = recallClock({ ...recall, knownAt }, this.rules, {
      now: this.clock.now(),
      extendedTo,
    });
    const signatures = await selectSignatures(own, [id]);
    return { ...scope, clock, signatures, extensions, reconciliations };
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

  /** The actor says that it heard, and stopped. */
  async acknowledge(actor: Actor, id: string): Promise<SeenRecall> {
    await this.change(actor, async (tx) => {
      const at = new Date(this.clock.now());
      const heard = await acknowledge(tx, id, actor.organisationId, at);
      if (!heard) throw unknownRecall();
      this.caseLog.note(tx, { id, organisationId: actor.organisationId }, 'recall-acknowledged');
    });
    return this.get(actor, id);
  }

  private change<Result>(actor: Actor, work: (tx: Tx) => Promise<Result>): Promise<Result> {
    const { organisationId } = actor;
    return this.database.transaction(work, { organisationId, role: 'fold' });
  }
}
