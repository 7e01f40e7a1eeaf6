import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { appendFeed } from '../log/index.js';
import { Clock, Database, Random } from '../platform/index.js';
import { type Answer } from './answer.js';
import { refuseUnfit } from './notice-state.js';
import { insertAnswer } from './answers.store.js';
import { noticedRecall } from './concerned-recall.js';
import { ownPartOf } from './recall.js';
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
        const { batches } = ownPartOf(await readScope(tx, recall), organisationId);
        refuseUnfit(said, batches);
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
