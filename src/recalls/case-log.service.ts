import { Injectable } from '@nestjs/common';
import { appendFeed } from '../log/index.js';
import { Clock, Random, type Tx } from '../platform/index.js';

interface Noted {
  readonly id: string;
  readonly organisationId: string;
  readonly leaderId?: string;
}

/** What is written of a case and when, in the feed. */
@Injectable()
export class CaseLogService {
  constructor(
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** `id` is the recall's, or that of what comes before it. Of one that was taken over, whoever leads it has a row as well. */
  note(
    tx: Tx,
    { id: subject, organisationId, leaderId }: Noted,
    kind: string,
    payload: Readonly<Record<string, string | number>> = {},
  ): void {
    const recordedAt = new Date(this.clock.now());
    const whose = new Set([organisationId, leaderId ?? organisationId]);
    const rows = [...whose].map((each) => ({
      id: this.random.uuid(),
      organisationId: each,
      ...{ kind, subject, payload, recordedAt },
    }));
    appendFeed(tx, rows);
  }
}
