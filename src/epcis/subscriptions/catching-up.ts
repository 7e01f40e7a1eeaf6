import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import {
  lockPositionIfFree,
  Loop,
  readFeed,
  type NumberedFeedRow,
  type Progress,
} from '../../log/index.js';
import {
  isUnavailable,
  type Clock,
  type Database,
  type Logger,
  type ProcessRole,
  type Random,
  type Reader,
  type Tx,
} from '../../platform/index.js';
import { goOn, takeBehind, type Behind } from './behind.store.js';
import {
  eventsIn,
  followerName,
  matchedAmong,
  matchedSince,
  questionOf,
  refsAfter,
  rowsAtOnce,
} from './matching.js';
import { queueEvents } from './queueing.js';
import { insertProblem } from './queueing.store.js';
import { retryWait } from './retrying.js';
import { toldProblem } from './told-problem.js';

/** While subscriptions are made, one is told within about this time of what it begins with. */
const pauseMs = 100;

/** Subscriptions that one process matches at once, of as many organisations: one with slow queries takes one place. */
const placesMax = 4;

/** How long a process has for a batch: a few statements, each of which may take 30 s. */
const turnMs = 120_000;

export interface CatchingUpSettings {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly roles: ReadonlySet<ProcessRole>;
  readonly publicUrl: string;
}

/**
 * Matches subscriptions that are new or were left behind, each by itself and from its own position in the feed, until it meets
 * the others: nothing is passed over. What goes on failing is told to the subscriber, and after ten tries in three days
 * passed over, which is told as well.
 */
export class CatchingUp implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: Loop;
  /** What is matched now, by organisation. */
  private readonly matching = new Map<string, Promise<void>>();

  constructor(private readonly settings: CatchingUpSettings) {
    const onFault = (err: unknown) => settings.logger.error({ err }, 'nothing was caught up with');
    this.loop = new Loop({ step: () => this.step(), pauseMs, onFault });
  }

  onApplicationBootstrap(): void {
    if (this.settings.roles.has('jobs')) this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
    await this.rest();
  }

  /** Begins to match the next batch of one of them, if there is a place. */
  async step(): Promise<Progress> {
    if (this.matching.size >= placesMax) return 'caught-up';
    const { now } = this;
    const until = new Date(now.getTime() + turnMs);
    const behind = await takeBehind(this.reader, {
      now,
      until,
      besides: [...this.matching.keys()],
    });
    if (behind === undefined) return this.matching.size > 0 ? 'caught-up' : 'nothing';
    const { organisationId } = behind;
    const { logger } = this.settings;
    const work = this.match(behind)
      .catch((err: unknown) => logger.error({ err }, 'a subscription was not caught up with'))
      .finally(() => this.matching.delete(organisationId));
    this.matching.set(organisationId, work);
    return 'more';
  }

  /** When all that was begun has ended. */
  async rest(): Promise<void> {
    await Promise.all(this.matching.values());
  }

  private async match(behind: Behind): Promise<void> {
    const rows = await readFeed(this.reader, behind.beginsAfter, rowsAtOnce);
    let refs: readonly string[];
    try {
      refs = await this.found(behind, rows);
    } catch (error) {
      await this.putOff(behind, rows, error);
      return;
    }
    await this.moveOn(behind, rows, refs);
  }

  private async found(behind: Behind, rows: readonly NumberedFeedRow[]): Promise<string[]> {
    const { initialRecordTime: since, createdAt, beginsAfter: position, looksBack } = behind;
    const question = questionOf(behind);
    const earlier =
      looksBack && since !== null
        ? await matchedSince(this.reader, question, { since, position, readAt: +createdAt })
        : [];
    const matched = await matchedAmong(this.reader, question, eventsIn(rows));
    return [...earlier, ...refsAfter(position, matched)];
  }

  private async moveOn(
    behind: Behind,
    rows: readonly NumberedFeedRow[],
    refs: readonly string[],
  ): Promise<void> {
    const { now } = this;
    const beginsAfter = rows.at(-1)?.position ?? behind.beginsAfter;
    await this.write(async (tx) => {
      // The follower waits meanwhile: what it comes to next, this one is told as well. Where it is at work there is no hurry.
      const met = rows.length < rowsAtOnce ? await lockPositionIfFree(tx, followerName) : undefined;
      const isThere = met !== undefined && beginsAfter >= met;
      const matchAt = isThere ? null : new Date(now.getTime() + (rows.length > 0 ? 0 : pauseMs));
      const onward = { ...withAllOthers, beginsAfter, matchAt, problem: null };
      if (!(await goOn(tx, behind, onward))) return;
      await queueEvents(tx, behind, refs, { now, random: this.settings.random });
    });
  }

  /** Where the database is out of reach it is nobody's fault, and another process goes on when the turn is over. */
  private async putOff(
    behind: Behind,
    rows: readonly NumberedFeedRow[],
    error: unknown,
  ): Promise<void> {
    if (isUnavailable(error)) await this.reader.query('SELECT');
    const { now } = this;
    const { random, publicUrl, logger } = this.settings;
    logger.error({ err: error, subscriptionId: behind.id }, 'a subscription stays behind');
    const failures = behind.failures + 1;
    const wait = retryWait(failures, random.chance());
    const id = random.uuid();
    const problem = toldProblem(error, {
      ...{ publicUrl, id, queryName: behind.queryName, subscriptionID: behind.id },
      since: firstRecorded(behind, rows) ?? now,
      ...(wait === undefined && { until: now }),
    });
    await this.write(async (tx) => {
      const course =
        wait === undefined
          ? withAllOthers
          : { failures, looksBack: behind.looksBack, matchAt: new Date(now.getTime() + wait) };
      const onward = { ...course, beginsAfter: behind.beginsAfter, problem };
      if (!(await goOn(tx, behind, onward))) return;
      const isNews = failures === 1 || wait === undefined;
      if (isNews) await insertProblem(tx, behind, { id, problem, now });
    });
  }

  private write(work: (tx: Tx) => Promise<void>): Promise<void> {
    return this.settings.database.transaction(work, { role: 'fold' });
  }

  private get reader(): Reader {
    return this.settings.database.as({ role: 'fold' });
  }

  private get now(): Date {
    return new Date(this.settings.clock.now());
  }
}

const withAllOthers = { matchAt: null, looksBack: false, failures: 0 } as const;

/** The earliest record time of what may be missing, within the moments by which the feed is not in its order. */
function firstRecorded(
  { looksBack, initialRecordTime }: Behind,
  rows: readonly NumberedFeedRow[],
): Date | null | undefined {
  if (looksBack) return initialRecordTime;
  return rows.map(({ recordedAt }) => recordedAt).sort((one, other) => +one - +other)[0];
}
