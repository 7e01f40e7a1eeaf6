import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { notFound, Problem } from '../kernel/index.js';
import { Clock, Database } from '../platform/index.js';
import { RulePacks, type Citation } from '../rules/index.js';
import { legalMinimum, recordsRule, type LegalMinimum } from './batch-records.js';
import { selectBatchRecords } from './batch-records.store.js';
import { dayOf } from './record-classes.js';

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
    const reader = this.database.as({ organisationId });
    const stored = await selectBatchRecords(reader, organisationId, batchId);
    if (stored === undefined) throw new Problem(notFound, 'You have no such batch.');
    const { bestBefore, lastEventAt, isInOpenRecall } = stored;
    const rule = recordsRule(this.rules, this.clock.now());
    if (rule === undefined) return { isInOpenRecall };
    const lastEventOn = lastEventAt && dayOf(lastEventAt.getTime());
    const minimum = legalMinimum({ bestBefore, lastEventOn, isInOpenRecall }, rule.values);
    return { ...minimum, isInOpenRecall, rule: rule.citation };
  }
}
