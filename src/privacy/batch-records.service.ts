import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { notFound, Problem } from '../kernel/index.js';
import { Clock, Database } from '../platform/index.js';
import { dayOf, RulePacks, type Citation } from '../rules/index.js';
import { legalMinimum, recordsRule, type LegalMinimum } from './batch-records.js';
import {
  selectBatchRecords,
  selectStopped,
  type StoredBatchRecords,
} from './batch-records.store.js';
import { isMadeOf } from './recalled-batch.js';

/** Until when the law asks for the records of a batch, and which law. */
export interface KnownMinimum extends Partial<LegalMinimum> {
  readonly isInOpenRecall: boolean;
  /** Left out where no rule is known. */
  readonly rule?: Citation;
}

/** How long the records of a batch have to be kept. */
@Injectable()
export class BatchRecordsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rules: RulePacks,
  ) {}

  async of({ organisationId }: Actor, batchId: string): Promise<KnownMinimum> {
    const stored = await this.stored(organisationId, batchId);
    if (stored === undefined) throw new Problem(notFound, 'You have no such batch.');
    const { bestBefore, lastEventAt, isInOpenRecall } = stored;
    const rule = recordsRule(this.rules, this.clock.now());
    if (rule === undefined) return { isInOpenRecall };
    const lastEventOn = lastEventAt && dayOf(lastEventAt.getTime());
    const minimum = legalMinimum({ bestBefore, lastEventOn, isInOpenRecall }, rule.values);
    return { ...minimum, isInOpenRecall, rule: rule.citation };
  }

  private async stored(
    organisationId: string,
    batchId: string,
  ): Promise<StoredBatchRecords | undefined> {
    return this.database.transaction(
      async (tx) => {
        const own = await selectBatchRecords(tx, organisationId, batchId);
        if (own === undefined || own.isInOpenRecall) return own;
        const stopped = await selectStopped(tx, organisationId);
        if (stopped.length === 0) return own;
        // Which recalls it is told of was asked through its own eyes; what they reach lies beyond.
        tx.become('trace');
        return { ...own, isInOpenRecall: await isMadeOf(tx, stopped, batchId) };
      },
      { organisationId, snapshot: true },
    );
  }
}
