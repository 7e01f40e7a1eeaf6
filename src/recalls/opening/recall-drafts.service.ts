import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import { notFound, Problem } from '../../kernel/index.js';
import { Clock, Database, Random, type Tx } from '../../platform/index.js';
import { CaseLogService } from '../case-log.service.js';
import { recallable } from '../recallable.js';
import { draftChanged } from '../recalls.problems.js';
import type { RecallDraft } from './recall-draft.js';
import {
  deleteDraft,
  insertDraft,
  lockDraft,
  selectDraft,
  selectDrafts,
  signDraft,
  updateDraft,
} from './recall-drafts.store.js';
import { RecallOpening } from './recall-opening.service.js';
import { wordsOf, type RecallOrder } from './recall-words.js';
import { SigningService } from './signing.service.js';

/** Recalls before they are opened: nothing is stopped, nobody is told, and nobody else knows. */
@Injectable()
export class RecallDraftsService {
  constructor(
    private readonly database: Database,
    private readonly opening: RecallOpening,
    private readonly signing: SigningService,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly caseLog: CaseLogService,
  ) {}

  async draft(actor: Actor, order: RecallOrder): Promise<RecallDraft> {
    const { organisationId } = actor;
    const writtenAt = new Date(this.clock.now());
    const words = wordsOf(order, writtenAt);
    const draft = { ...words, id: this.random.uuid(), organisationId, writtenAt, first: null };
    await this.change(actor, async (tx) => {
      await recallable(tx, actor, order.batchIds);
      await insertDraft(tx, draft);
      this.caseLog.note(tx, draft, 'recall-drafted');
    });
    return draft;
  }

  async get({ organisationId }: Actor, id: string): Promise<RecallDraft> {
    const draft = await selectDraft(this.database.as({ organisationId }), { id, organisationId });
    if (draft === undefined) throw unknown();
    return draft;
  }

  async list(
    { organisationId }: Actor,
    page: { readonly before: string | undefined; readonly limit: number },
  ): Promise<RecallDraft[]> {
    return selectDrafts(this.database.as({ organisationId }), organisationId, page);
  }

  /** Says all of it anew. Whoever signed what it said before has to sign again. */
  async rewrite(actor: Actor, id: string, order: RecallOrder): Promise<RecallDraft> {
    const now = this.clock.now();
    const words = wordsOf(order, new Date(now));
    return this.change(actor, async (tx) => {
      const draft = await draftOf(tx, actor, id);
      // Always another moment than before: it is by this that who signs says what they read.
      const writtenAt = new Date(Math.max(now, draft.writtenAt.getTime() + 1));
      await recallable(tx, actor, words.batchIds);
      await updateDraft(tx, id, { ...words, writtenAt });
      this.caseLog.note(tx, draft, 'recall-draft-changed');
      return { ...draft, ...words, writtenAt, first: null };
    });
  }

  async discard(actor: Actor, id: string): Promise<void> {
    await this.change(actor, async (tx) => {
      const draft = await draftOf(tx, actor, id);
      await deleteDraft(tx, id);
      this.caseLog.note(tx, draft, 'recall-draft-discarded');
    });
  }

  /** Signs a draft as it was `read`, by when that was written; with the signatures that its organisation asks for it becomes an open recall. Answers whether it did. */
  async sign(
    actor: Actor,
    id: string,
    { read, isEmergency }: { readonly read: Date; readonly isEmergency: boolean },
  ): Promise<boolean> {
    return this.change(actor, async (tx) => {
      const draft = await draftOf(tx, actor, id);
      const { first, writtenAt, ...words } = draft;
      if (writtenAt.getTime() !== read.getTime()) throw changedSince(writtenAt);
      const { signed, signatures } = await this.signing.sign(tx, actor, { first, isEmergency });
      if (signatures === undefined) {
        await signDraft(tx, id, signed);
        this.caseLog.note(tx, draft, 'recall-draft-signed');
        return false;
      }
      await deleteDraft(tx, id);
      await this.opening.open(tx, actor, words, signatures);
      return true;
    });
  }

  private change<Result>(actor: Actor, work: (tx: Tx) => Promise<Result>): Promise<Result> {
    const { organisationId } = actor;
    return this.database.transaction(work, { organisationId, role: 'fold' });
  }
}

/** A draft of the actor's, locked; anybody else's answers as one that does not exist. */
async function draftOf(tx: Tx, { organisationId }: Actor, id: string): Promise<RecallDraft> {
  const draft = await lockDraft(tx, { id, organisationId });
  if (draft === undefined) throw unknown();
  return draft;
}

function unknown(): Problem {
  return new Problem(notFound, 'Your organisation has no such draft; once opened it is a recall.');
}

/** Nobody signs words that they have not read. */
function changedSince(writtenAt: Date): Problem {
  return new Problem(
    draftChanged,
    `It was last changed at ${writtenAt.toISOString()}. Read it again, and sign with that "writtenAt".`,
  );
}
