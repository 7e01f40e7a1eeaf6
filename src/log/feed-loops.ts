import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Database, Logger, ProcessRole } from '../platform/index.js';
import { feedLag, type FeedLag } from './feed-lag.store.js';
import { batchRowsUsual, Follower, type Following } from './follower.js';
import { Loop, type LoopSettings, type Progress } from './loop.js';
import { Sequencer } from './sequencer.js';

/**
 * While writes come, one has its position within about this time, and its followers have seen it within thrice as much;
 * the first one after a rest is seen within a second.
 */
const pauseMs = { sequencer: 50, follower: 100 };

export interface FeedLoopsSettings {
  readonly database: Database;
  readonly logger: Logger;
  readonly roles: ReadonlySet<ProcessRole>;
  /** Names this process among the sequencers. */
  readonly holder: string;
  /** Replaced by tests. */
  readonly pause?: LoopSettings['pause'];
}

/** Keeps the feed moving while the application runs: the sequencer and the followers, each where its role is. */
export class FeedLoops implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly sequencer: Sequencer;
  private readonly followings: Following[] = [];
  private loops: readonly Loop[] = [];

  constructor(private readonly settings: FeedLoopsSettings) {
    this.sequencer = new Sequencer(settings.database, { holder: settings.holder });
  }

  /** Adds a follower. Modules do so in `onModuleInit`, before anything moves. */
  follow(following: Following): void {
    this.followings.push(following);
  }

  /** How far behind the writes the sequencer and each follower are, whichever process they run in. */
  lag(): Promise<readonly FeedLag[]> {
    const { database } = this.settings;
    return feedLag(
      database.as({ role: 'fold' }),
      this.followings.map(({ name }) => name),
    );
  }

  onApplicationBootstrap(): void {
    const { roles, database } = this.settings;
    const sequencers = roles.has('sequencer') ? [this.sequencing()] : [];
    const followers = roles.has('jobs') ? this.followings : [];
    this.loops = [
      ...sequencers,
      ...followers.map((following) => {
        const follower = new Follower(database, following);
        const { name, batchRows = batchRowsUsual } = following;
        const step = async () => progressOf(await follower.runOnce(), batchRows);
        return this.loop(name, pauseMs.follower, step);
      }),
    ];
    for (const loop of this.loops) loop.start();
  }

  /** Ends between two batches and lets a successor number at once. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
    if (this.settings.roles.has('sequencer')) await this.sequencer.release();
  }

  private sequencing(): Loop {
    const { sequencer } = this;
    const step = async () => progressOf(await sequencer.runOnce(), sequencer.batchRows);
    return this.loop('sequencer', pauseMs.sequencer, step);
  }

  private loop(name: string, between: number, step: () => Promise<Progress>): Loop {
    const { logger, pause } = this.settings;
    const onFault = (err: unknown) => logger.error({ err, loop: name }, 'a step failed');
    return new Loop({ step, pauseMs: between, onFault, ...(pause && { pause }) });
  }
}

/** A round costs the same for few rows as for many: after a short one the next rows may gather. */
function progressOf(handled: number, batchRows: number): Progress {
  if (handled === 0) return 'nothing';
  return handled < batchRows ? 'caught-up' : 'more';
}
