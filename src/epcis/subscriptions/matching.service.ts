import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { grouped } from '../../kernel/index.js';
import { FeedLoops, type NumberedFeedRow } from '../../log/index.js';
import {
  Clock,
  Database,
  isUnavailable,
  processLog,
  Random,
  type Logger,
  type Reader,
  type Tx,
} from '../../platform/index.js';
import { leaveBehind } from './behind.store.js';
import {
  eventsIn,
  followerName,
  matchedAmong,
  matchMilliseconds,
  questionOf,
  refsAfter,
  rowsAtOnce,
  type Question,
  type ToldByFeed,
} from './matching.js';
import { selectFollowed, type Followed } from './matching.store.js';
import { queueEvents } from './queueing.js';

/**
 * Makes the messages of subscriptions: follows the feed, and writes in the follower's own transaction what each is to be
 * told. However often a batch is tried, each event comes to one message of each subscription; what becomes of that is the
 * sender's. A subscription whose query fails, or takes long, is left to be matched by itself: it holds nobody up.
 */
@Injectable()
export class MatchingService implements OnModuleInit {
  constructor(
    private readonly loops: FeedLoops,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
    @Inject(processLog) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    const handle = (tx: Tx, rows: readonly NumberedFeedRow[]) => this.follow(tx, rows);
    this.loops.follow({ name: followerName, batchRows: rowsAtOnce, handle });
  }

  async follow(tx: Tx, rows: readonly NumberedFeedRow[]): Promise<void> {
    const events = eventsIn(rows);
    if (events.length === 0) return;
    const followed = await selectFollowed(tx, refsAfter(0, events));
    const ofOneQuery = grouped(followed, (each) => `${each.organisationId} ${each.queryName}`);
    for (const alike of ofOneQuery.values()) await this.tell(tx, alike, events);
  }

  /** Subscriptions to one query are matched together. */
  private async tell(
    tx: Tx,
    alike: readonly Followed[],
    events: readonly ToldByFeed[],
  ): Promise<void> {
    const matched = await this.found(tx, alike, (question) =>
      matchedAmong(this.reader, question, events),
    );
    if (matched === undefined) {
      const position = Math.min(...events.map((event) => event.position)) - 1;
      await leaveBehind(tx, alike, { position, now: this.now });
      return;
    }
    for (const subscription of alike) {
      const refs = refsAfter(subscription.beginsAfter, matched);
      await queueEvents(tx, subscription, refs, { now: this.now, random: this.random });
    }
  }

  /** Undefined where a query failed: it is whoever asked it that waits. Where the database is out of reach all do. */
  private async found<Found>(
    tx: Tx,
    [first]: readonly Followed[],
    find: (question: Question) => Promise<Found>,
  ): Promise<Found | undefined> {
    try {
      return first && (await find(questionOf(first)));
    } catch (err) {
      // A query may use up what PostgreSQL or the pool gives, and look the same: here the follower's own connection fails.
      if (isUnavailable(err)) await tx.query('SELECT');
      this.logger.warn({ err, subscriptionId: first?.id }, 'a query is matched by itself');
      return undefined;
    }
  }

  /** Beside the follower's transaction, which a statement that fails would end. */
  private get reader(): Reader {
    return this.database.as({ role: 'fold', statementMilliseconds: matchMilliseconds });
  }

  private get now(): Date {
    return new Date(this.clock.now());
  }
}
