import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import { freezeBatches } from '../../holdings/index.js';
import { Clock, type Tx } from '../../platform/index.js';
import { CaseLogService } from '../case-log.service.js';
import { NoticesService } from '../notices.service.js';
import type { OwnRecall } from '../recall.js';
import { recallable } from '../recallable.js';
import { insertRecall } from '../recalls.store.js';
import type { RecallWords } from './recall-words.js';
import { insertSignatures } from './signatures.store.js';
import type { Signature } from './signing.js';

/** Opens recalls, whichever way they came to it. */
@Injectable()
export class RecallOpening {
  constructor(
    private readonly notices: NoticesService,
    private readonly clock: Clock,
    private readonly caseLog: CaseLogService,
  ) {}

  /**
   * Opens a recall on batches that the actor registered; a regulator may name those that came through its jurisdiction,
   * and freezes what was made of them too. When it answers, no act moves the goods any more and every holder on record has its notice.
   */
  async open(
    tx: Tx,
    actor: Actor,
    words: RecallWords & { readonly id: string },
    signatures: readonly Signature[],
  ): Promise<void> {
    const { batchIds, ...said } = words;
    const batches = await recallable(tx, actor, batchIds);
    const { organisationId } = actor;
    const recall: OwnRecall = {
      ...said,
      ...{ organisationId, leaderId: organisationId },
      ordered: actor.roles.includes('regulator'),
      openedAt: new Date(this.clock.now()),
      ...{ publicNoticeAt: null, closedAt: null, closingWord: null, reportSha256: null },
    };
    await insertRecall(tx, recall);
    await insertSignatures(tx, recall, signatures);
    const { ordered: spreads, openedAt: frozenAt } = recall;
    const freeze = { recallId: recall.id, organisationId, spreads, frozenAt, derived: false };
    await freezeBatches(tx, freeze, batches);
    const { reason } = recall;
    await this.notices.tell(tx, recall, { kind: 'opened', byId: organisationId, reason });
    this.caseLog.note(tx, recall, 'recall-opened', { signatures: given(signatures) });
  }
}

function given(signatures: readonly Signature[]): number {
  return signatures.filter(({ signed }) => signed !== null).length;
}
