import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { releaseAll, releaseFreezes } from '../holdings/index.js';
import { faultyRequest, notFound, Problem } from '../kernel/index.js';
import { Clock, Database, Random, type Tx } from '../platform/index.js';
import { RulePacks } from '../rules/index.js';
import { CaseLogService } from './case-log.service.js';
import { publicNoticeMoment } from './case-moments.js';
import { RecallOpening } from './opening/recall-opening.service.js';
import { wordsOf, type RecallOrder } from './opening/recall-words.js';
import { selectSignatures, type SeenSignature } from './opening/signatures.store.js';
import { SigningService } from './opening/signing.service.js';
import { maySeeAll, ownPartOf, type OwnRecall, type RecallScope } from './recall.js';
import { recallClock, type RecallClock } from './recall-clock.js';
import { publicNoticeMade, recallClosed } from './recalls.problems.js';
import {
  acknowledge,
  closeRecall,
  lockRecall,
  selectKnownAt,
  selectRecall,
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
  readonly reconciliations: readonly Reconciliation[];
}

/** Opens, shows, releases and closes recalls. */
@Injectable()
export class RecallsService {
  constructor(
    private readonly database: Database,
    private readonly opening: RecallOpening,
    private readonly signing: SigningService,
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
    if (recall === undefined) throw unknown();
    // How far it reaches is known beyond one's own; what of it is told is chosen below.
    const reader = this.database.as({ role: 'trace' });
    const scope = await readScope(reader, recall);
    if (!maySeeAll(actor, recall)) {
      const nothing = { clock: null, signatures: [], reconciliations: [] };
      return { ...ownPartOf(scope, organisationId), ...nothing };
    }
    const named = scope.batches.filter(({ why }) => why === 'named').map(({ batchId }) => batchId);
    const movements = await selectMovements(reader, named, recall);
    const reconciliations = named.flatMap((batchId) => reconcile(batchId, movements) ?? []);
    const knownAt = await selectKnownAt(reader, id);
    const clock = recallClock({ ...recall, knownAt }, this.rules, this.clock.now());
    const signatures = await selectSignatures(this.database.as({ organisationId }), [id]);
    return { ...scope, clock, signatures, reconciliations };
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
      this.caseLog.note(tx, recall, 'recall-released');
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

  /** Ends a recall and lets go of all it had stopped. `word` says what became of the goods that were not found. */
  async close(actor: Actor, id: string, word: string): Promise<SeenRecall> {
    await this.change(actor, async (tx) => {
      const recall = await openRecallOf(tx, actor, id);
      await this.signing.refuseUnsigned(tx, recall.id);
      const at = new Date(this.clock.now());
      await closeRecall(tx, recall.id, at, word);
      await releaseAll(tx, recall.id, at);
      this.caseLog.note(tx, recall, 'recall-closed');
    });
    return this.get(actor, id);
  }

  /** The actor says that it heard, and stopped. */
  async acknowledge(actor: Actor, id: string): Promise<SeenRecall> {
    await this.change(actor, async (tx) => {
      const at = new Date(this.clock.now());
      const heard = await acknowledge(tx, id, actor.organisationId, at);
      const recall = heard ? await selectRecall(tx, id) : undefined;
      if (recall === undefined) throw unknown();
      this.caseLog.note(
        tx,
        { ...recall, organisationId: actor.organisationId },
        'recall-acknowledged',
      );
    });
    return this.get(actor, id);
  }

  private change<Result>(actor: Actor, work: (tx: Tx) => Promise<Result>): Promise<Result> {
    const { organisationId } = actor;
    return this.database.transaction(work, { organisationId, role: 'fold' });
  }
}

/** The actor's own open recall, locked; anybody else's answers as one that does not exist. */
async function openRecallOf(tx: Tx, actor: Actor, id: string): Promise<OwnRecall> {
  const recall = await lockRecall(tx, id);
  if (recall?.organisationId !== actor.organisationId) throw unknown();
  if (recall.closedAt !== null) {
    throw new Problem(recallClosed, `It was closed at ${recall.closedAt.toISOString()}.`);
  }
  return recall;
}

function unknown(): Problem {
  return new Problem(notFound, 'There is no such recall that concerns you.');
}
