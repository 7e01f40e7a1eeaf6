import { Injectable, type OnModuleInit } from '@nestjs/common';
import { appendFeed, FeedLoops, type FeedRow } from '../log/index.js';
import { Clock, Random, type Tx } from '../platform/index.js';
import type { Recall } from './recall.js';
import { insertNotices, selectOpenRecalls } from './recalls.store.js';
import { organisationsToTell, readScope } from './scope.js';

/**
 * Tells every organisation that holds something in scope of a recall, or is being sent some, once. At the opening
 * in its transaction; of goods that later records bring into scope, by following the feed.
 */
@Injectable()
export class NoticesService implements OnModuleInit {
  constructor(
    private readonly loops: FeedLoops,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  onModuleInit(): void {
    this.loops.follow({ name: 'recall-notices', handle: (tx, rows) => this.lookAgain(tx, rows) });
  }

  /** Goods come into scope with an event, or when one that was captured before is worked in. */
  async lookAgain(tx: Tx, rows: readonly Pick<FeedRow, 'kind'>[]): Promise<void> {
    if (!rows.some(({ kind }) => kind === 'event-captured' || kind === 'event-settled')) return;
    for (const recall of await selectOpenRecalls(tx)) await this.tell(tx, recall);
  }

  async tell(tx: Tx, recall: Recall): Promise<void> {
    const others = await organisationsToTell(tx, await readScope(tx, recall));
    const recordedAt = new Date(this.clock.now());
    const told = await insertNotices(tx, recall.id, others, recordedAt);
    if (told.length === 0) return;
    appendFeed(
      tx,
      told.map((organisationId) => ({
        id: this.random.uuid(),
        organisationId,
        kind: 'recall-noticed',
        subject: recall.id,
        payload: { grade: recall.grade },
        recordedAt,
      })),
    );
  }
}
