import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Loop, type Progress } from '../../log/index.js';
import type { Logger, ProcessRole } from '../../platform/index.js';
import type { RecalledFollowing } from './recalled-following.js';

/** How long a recall may be unknown here; and of all time, which part may be spent on following it. */
export const followMilliseconds = 1_000;
const shareMax = 1 / 20;

interface Settings {
  readonly following: RecalledFollowing;
  readonly logger: Logger;
  readonly roles: ReadonlySet<ProcessRole>;
}

/** Follows what is under recall while the application runs, in each process that answers strangers. */
export class RecalledLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: Loop;
  private restsUntil = 0;

  constructor(private readonly settings: Settings) {
    this.loop = new Loop({
      step: () => this.step(),
      pauseMs: followMilliseconds,
      onFault: (err) => settings.logger.error({ err }, 'what is recalled could not be read'),
    });
  }

  onApplicationBootstrap(): void {
    if (this.settings.roles.has('public')) this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** A step that took long, since much is recalled, is not repeated so soon. */
  private async step(): Promise<Progress> {
    const began = performance.now();
    if (began < this.restsUntil) return 'nothing';
    const progress = await this.settings.following.step();
    const ended = performance.now();
    if (progress !== 'more') this.restsUntil = ended + (ended - began) / shareMax;
    return progress;
  }
}
