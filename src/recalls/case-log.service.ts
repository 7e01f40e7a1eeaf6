import { Injectable } from '@nestjs/common';
import { appendFeed } from '../log/index.js';
import { Clock, Random, type Tx } from '../platform/index.js';

/** What is written of a case and when, in the feed. */
@Injectable()
export class CaseLogService {
  constructor(
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** `id` is the recall's, or that of what comes before it. */
  note(
    tx: Tx,
    { id: subject, organisationId }: { readonly id: string; readonly organisationId: string },
    kind: string,
    payload: Readonly<Record<string, string | number>> = {},
  ): void {
    const recordedAt = new Date(this.clock.now());
    const id = this.random.uuid();
    appendFeed(tx, [{ id, organisationId, kind, subject, payload, recordedAt }]);
  }
}
