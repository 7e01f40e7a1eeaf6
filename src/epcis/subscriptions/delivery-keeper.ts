import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Loop, type Progress } from '../../log/index.js';
import type { Clock, Database, Logger, ProcessRole } from '../../platform/index.js';
import { giveUpDeliveries, sweepDeliveries } from './keeping.store.js';
import { waitingHoursMax } from './retrying.js';

/** Between two looks, while nothing is past its time. */
const pauseMs = 600_000;
const sweptAtOnce = 500;

interface KeeperSettings {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly roles: ReadonlySet<ProcessRole>;
}

/** Gives up messages that wait too long, and takes away those that are past their time. Several at once do no harm. */
export class DeliveryKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: Loop;

  constructor(private readonly settings: KeeperSettings) {
    const onFault = (err: unknown) => settings.logger.error({ err }, 'old messages were left');
    this.loop = new Loop({ step: () => this.step(), pauseMs, onFault });
  }

  onApplicationBootstrap(): void {
    if (this.settings.roles.has('jobs')) this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  async step(): Promise<Progress> {
    const now = new Date(this.settings.clock.now());
    const before = new Date(now.getTime() - waitingHoursMax * 3_600_000);
    const reader = this.settings.database.as({ role: 'fold' });
    const givenUp = await giveUpDeliveries(reader, { before, now, most: sweptAtOnce });
    const swept = await sweepDeliveries(reader, { now, most: sweptAtOnce });
    return Math.max(givenUp, swept) >= sweptAtOnce ? 'more' : 'caught-up';
  }
}
