import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Loop, type Progress } from '../../log/index.js';
import type { Database, Logger, ProcessRole } from '../../platform/index.js';
import type { RecalledFollowing } from './recalled-following.js';

/** How long a recall may be unknown here; and of all time, which part may be spent on following it. */
export const followMilliseconds = 1_000;
const shareMax = 1 / 20;
/** No longer, however long the last reading took. */
const restMillisecondsMax = 10_000;
/** An answer that takes longer, or never comes, since its connection is dead, ends a step: the next one connects anew. */
export const answerMilliseconds = 10_000;

interface Settings {
  /** As the public door reads. */
  readonly database: Pick<Database, 'beside'>;
  readonly followingOn: (database: Database) => Pick<RecalledFollowing, 'step'>;
  readonly logger: Logger;
  readonly roles: ReadonlySet<ProcessRole>;
}

/** Follows what is under recall while the application runs, in each process that answers strangers. */
export class RecalledLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private stop: () => Promise<void> = () => Promise.resolve();
  private restsUntil = 0;

  constructor(private readonly settings: Settings) {}

  async onApplicationBootstrap(): Promise<void> {
    const { roles, database, followingOn, logger } = this.settings;
    if (!roles.has('public')) return;
    const own = await database.beside(answerMilliseconds);
    const following = followingOn(own);
    const loop = new Loop({
      step: () => this.step(following),
      pauseMs: followMilliseconds,
      onFault: (err) => logger.error({ err }, 'what is recalled could not be read'),
    });
    this.stop = async () => {
      await loop.stop();
      await own.close();
    };
    loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  /** A step that took long, since much is recalled, is not repeated so soon. */
  private async step(following: Pick<RecalledFollowing, 'step'>): Promise<Progress> {
    const began = performance.now();
    if (began < this.restsUntil) return 'nothing';
    const progress = await following.step();
    const ended = performance.now();
    if (progress !== 'more') this.restsUntil = ended + restAfter(ended - began);
    return progress;
  }
}

export const restAfter = (milliseconds: number) =>
  Math.min(milliseconds / shareMax, restMillisecondsMax);
