import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { appendFeed } from '../log/index.js';
import { Clock, Database, Random, type Tx } from '../platform/index.js';
import { type Answer } from './answer.js';
import { refuseUnfit } from './notice-state.js';
import { insertAnswer, selectHandled } from './answers.store.js';
import { noticedRecall } from './concerned-recall.js';
import type { Recall } from './recall.js';
import { readScope } from './scope.js';

/** Takes what organisations that were told of a recall say to it. */
@Injectable()
export class AnswersService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** The actor's answer to the notice of an open recall; its owner has none. It may answer again: the last answer counts, and all are kept. */
  async answer(actor: Actor, recallId: string, said: Omit<Answer, 'at'>): Promise<void> {
    const { organisationId } = actor;
    await this.database.transaction(
      async (tx) => {
        const recall = await noticedRecall(tx, actor, recallId);
        // The scope is dear to read, and most answers name no batch.
        const own = said.outcomes.length > 0 ? await ownBatches(tx, recall, organisationId) : [];
        refuseUnfit(said, own);
        const at = new Date(this.clock.now());
        const id = this.random.uuid();
        await insertAnswer(tx, { recallId, organisationId, id }, { ...said, at });
        const row = { organisationId, kind: `recall-${said.kind}`, subject: recallId, payload: {} };
        appendFeed(tx, [{ id, recordedAt: at, ...row }]);
      },
      { organisationId, role: 'fold' },
    );
  }
}

/** Batches in scope of which a holder may say what it did: those named, and those that it has or had before it was done. */
async function ownBatches(tx: Tx, recall: Recall, organisationId: string): Promise<string[]> {
  const { batches, holdings } = await readScope(tx, recall);
  const ids = batches.map(({ batchId }) => batchId);
  const held = holdings.filter((holding) => holding.organisationId === organisationId);
  const handled = await selectHandled(tx, ids, organisationId);
  const own = new Set([...held.map(({ batchId }) => batchId), ...handled]);
  const mayTell = batches.filter(({ batchId, why }) => why === 'named' || own.has(batchId));
  return mayTell.map(({ batchId }) => batchId);
}
