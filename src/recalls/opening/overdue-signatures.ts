import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { selectOverseers } from '../../access/index.js';
import { derivedId } from '../../kernel/index.js';
import { appendFeed, Loop, type Progress } from '../../log/index.js';
import type { Clock, Database, Logger, ProcessRole } from '../../platform/index.js';
import { noteOverdue } from './signatures.store.js';

/** A signature is due in hours: what is overdue is told within a minute. */
export const overdueMilliseconds = 60_000;

interface Settings {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly roles: ReadonlySet<ProcessRole>;
}

/**
 * Alerts the owner of a recall, and who oversees it, once the second signature of an emergency opening is overdue; in the
 * processes that run jobs. The recall stays open.
 */
export class OverdueSignatures implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: Loop;

  constructor(private readonly settings: Settings) {
    const onFault = (err: unknown) =>
      settings.logger.error({ err }, 'nobody was told of overdue signatures of recalls');
    this.loop = new Loop({ step: () => this.step(), pauseMs: overdueMilliseconds, onFault });
  }

  onApplicationBootstrap(): void {
    if (this.settings.roles.has('jobs')) this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** Alerts once of each; of several processes, the one that notes it first. */
  async step(): Promise<Progress> {
    const { database, clock } = this.settings;
    const recordedAt = new Date(clock.now());
    return database.transaction(
      async (tx) => {
        const overdue = await noteOverdue(tx, recordedAt);
        for (const { recallId: subject, organisationId } of overdue) {
          const overseers = await selectOverseers(tx, { organisationId, partyId: '' });
          const told = [...new Set([organisationId, ...overseers])];
          const kind = 'recall-signature-overdue';
          const rows = told.map((organisation) => ({
            id: derivedId(kind, subject, organisation),
            organisationId: organisation,
            ...{ kind, subject, payload: {}, recordedAt },
          }));
          appendFeed(tx, rows);
        }
        return overdue.length > 0 ? 'caught-up' : 'nothing';
      },
      { role: 'fold' },
    );
  }
}
