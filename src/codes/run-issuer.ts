import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Loop, type Progress } from '../log/index.js';
import type { Clock, Database, Logger, ProcessRole, Random, Tx } from '../platform/index.js';
import { selectWaiting, type WaitingRun } from './code-runs.store.js';
import { codeLength } from './code.js';
import { drawCodes } from './drawing.js';
import { codesOfTurn, continueRun } from './issue-run.js';

/** After a rest the first codes come within a second of being asked for. */
const pauseMs = 250;

/** Runs that are tried, at a step, until one is found that no other process is at. */
const runsTried = 20;

export interface RunIssuerSettings {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly roles: ReadonlySet<ProcessRole>;
}

/**
 * Issues the codes of large runs, in the processes that run jobs: at each step some of one run, and of another one at the next.
 * A process holds a run by a lock of its transaction, so one that dies leaves nothing behind that others would have to wait for.
 */
export class RunIssuer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: Loop;
  /** Drawn while the database wrote the codes before them. */
  private ahead: Promise<string[]> | undefined;

  constructor(private readonly settings: RunIssuerSettings) {
    const onFault = (err: unknown) => settings.logger.error({ err }, 'no codes were issued');
    this.loop = new Loop({ step: () => this.step(), pauseMs, onFault });
  }

  onApplicationBootstrap(): void {
    if (this.settings.roles.has('jobs')) this.loop.start();
  }

  /** Ends between two turns. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** Issues codes of the run whose turn it is. */
  async step(): Promise<Progress> {
    const everybodys = this.settings.database.as({ role: 'fold' });
    const waiting = await selectWaiting(everybodys, runsTried);
    if (waiting.length === 0) return 'nothing';
    const codes = await (this.ahead ?? this.draw());
    this.ahead = this.draw();
    for (const run of waiting) {
      if (await this.continue(run, codes)) return 'more';
    }
    return 'nothing';
  }

  private draw(): Promise<string[]> {
    return drawCodes(codesOfTurn, codeLength('item'), this.settings.random);
  }

  /** As the organisation itself: the database lets nobody write codes in another one's name. */
  private continue({ id, organisationId }: WaitingRun, codes: readonly string[]): Promise<boolean> {
    const { database } = this.settings;
    const work = (tx: Tx) => continueRun(tx, id, codes, this.settings);
    return database.transaction(work, { organisationId });
  }
}
