import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { Loop, type Progress } from '../log/index.js';
import type { Clock, Database, Logger, ProcessRole } from '../platform/index.js';
import { dayOf, hourOf } from '../rules/index.js';
import type { DrillsService } from './drills.service.js';
import { isNightDone, selectFirms, type Firm } from './drills.store.js';

/** Between two looks at whether it is the hour of the drills. */
const lookMilliseconds = 60_000;
/** Firms whose drills one step makes: one that is stopped waits no longer for it. */
const firmsAtOnce = 20;

interface Settings {
  readonly drills: DrillsService;
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly roles: ReadonlySet<ProcessRole>;
  /** The hour of the day, in the time of the market, in which drills are made; null: never. */
  readonly hour: number | null;
  /** Replaced by tests. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

const firstId = '00000000-0000-0000-0000-000000000000';

/**
 * Makes a drill for each firm within one hour of each night, one after the other, in the processes that run jobs. Several at once
 * may trace the same firm; its drill is stored once. What the hour was too short for waits for the next night.
 */
export class NightlyDrills implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: Loop;
  private done: { night: string; after: string } = { night: '', after: firstId };

  constructor(private readonly settings: Settings) {
    const { pause } = settings;
    this.loop = new Loop({
      step: () => this.step(),
      pauseMs: lookMilliseconds,
      ...(pause && { pause }),
      onFault: this.tellFault,
    });
  }

  onApplicationBootstrap(): void {
    const { roles, hour } = this.settings;
    if (roles.has('jobs') && hour !== null) this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** The drills of some firms; `more` while there are firms left in this night. */
  async step(): Promise<Progress> {
    const { clock, database, hour } = this.settings;
    const now = clock.now();
    if (hourOf(now) !== hour) return 'nothing';
    const night = dayOf(now);
    if (this.done.night !== night) this.done = { night, after: firstId };
    const reader = database.as({ role: 'trace' });
    const firms = await selectFirms(reader, this.done.after, firmsAtOnce);
    for (const firm of firms) {
      const { organisationId } = firm;
      await this.drillOf(firm, night).catch((err: unknown) => {
        this.settings.logger.error({ err, organisationId }, 'a nightly drill could not be made');
      });
      this.done = { night, after: organisationId };
    }
    return firms.length === 0 ? 'nothing' : 'more';
  }

  private async drillOf({ organisationId, partyId }: Firm, night: string): Promise<void> {
    const { database, drills, logger } = this.settings;
    if (await isNightDone(database.as({ organisationId }), organisationId, night)) return;
    const actor: Actor = {
      ...{ organisationId, partyId, roles: [], scopes: ['read'] },
      credential: 'job/nightly-drills',
    };
    const drill = await drills.makeNightly(actor, night);
    if (drill === undefined) {
      const why = 'no nightly drill was made: no goods of a batch, or another process was first';
      logger.info({ organisationId, night }, why);
    }
  }

  private readonly tellFault = (err: unknown): void => {
    this.settings.logger.error({ err }, 'the firms to drill could not be read');
  };
}
