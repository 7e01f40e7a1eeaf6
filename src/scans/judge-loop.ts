import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Loop } from '../log/index.js';
import type { Logger, ProcessRole } from '../platform/index.js';
import { Judge, type JudgeSettings } from './judge.js';

/** Looks gather for so long before they are judged: what a consumer is told lags no more than this and the writing. */
const judgeMilliseconds = 500;

interface Settings extends JudgeSettings {
  readonly logger: Logger;
  readonly roles: ReadonlySet<ProcessRole>;
}

/** Judges new looks while the application runs, in the processes that run jobs. */
export class JudgeLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: Loop;

  constructor(private readonly settings: Settings) {
    const judge = new Judge(settings);
    this.loop = new Loop({
      step: () => judge.step(),
      pauseMs: judgeMilliseconds,
      onFault: (err) => settings.logger.error({ err }, 'looks at codes could not be judged'),
    });
  }

  onApplicationBootstrap(): void {
    if (this.settings.roles.has('jobs')) this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }
}
