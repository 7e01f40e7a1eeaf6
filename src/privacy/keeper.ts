import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { sweepCodes } from '../access/index.js';
import { sweepAddresses, sweepEntries, sweepLateAddresses } from '../audit/index.js';
import { sweepComplaints, sweepContacts } from '../complaints/index.js';
import { Loop, type Progress } from '../log/index.js';
import { sweepInvitations, sweepSessions, sweepSignIns, sweepTries } from '../people/index.js';
import {
  sweepAnswers,
  type Clock,
  type Database,
  type Logger,
  type ProcessRole,
  type Reader,
} from '../platform/index.js';
import type { RulePacks } from '../rules/index.js';
import { sweepLooks } from '../scans/index.js';
import { eraseLongEnded } from './erasing.js';
import { keptSince, type KeepingRule } from './record-classes.js';

/** Rows of one class that one step takes: a step holds no lock for long. */
export const sweptAtOnce = 500;
/** Between two looks, while nothing is past its period. */
export const keeperMilliseconds = 3_600_000;
/** Longer than any request takes, or an entry of the audit waits for the database. */
const lateMilliseconds = 7 * 86_400_000;

type Sweep = (reader: Reader, before: Date, most: number) => Promise<number>;

/** Each class of records that may go, and how it goes. */
const sweeps: Readonly<Record<Exclude<KeepingRule, 'keep-ended-accounts'>, Sweep>> = {
  'keep-audit-entries': sweepEntries,
  'keep-addresses': sweepAddresses,
  'keep-sessions': sweepSessions,
  'keep-sign-in-tries': sweepTries,
  'keep-sign-ins': sweepSignIns,
  'keep-invitations': sweepInvitations,
  'keep-enrolment-codes': sweepCodes,
  'keep-answers': sweepAnswers,
  'keep-looks': sweepLooks,
  'keep-complaints': sweepComplaints,
  'keep-complaint-contacts': sweepContacts,
};

export interface KeeperSettings {
  readonly database: Database;
  readonly clock: Clock;
  readonly rules: RulePacks;
  readonly logger: Logger;
  readonly roles: ReadonlySet<ProcessRole>;
  /** Replaced by tests. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Takes away what is past its period, hourly, in the processes that run jobs; several at once do each other no harm. */
export class Keeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: Loop;

  constructor(private readonly settings: KeeperSettings) {
    this.loop = new Loop({
      step: () => this.step(),
      pauseMs: keeperMilliseconds,
      ...(settings.pause && { pause: settings.pause }),
      onFault: this.tellFault,
    });
  }

  onApplicationBootstrap(): void {
    if (this.settings.roles.has('jobs')) this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** One bounded step over every class; `more` where one had more than a step takes. A class that fails stops no other. */
  async step(): Promise<Progress> {
    const taken: number[] = [];
    for (const take of this.takings()) taken.push(await take().catch(this.tellFault));
    if (taken.some((count) => count >= sweptAtOnce)) return 'more';
    return taken.some((count) => count > 0) ? 'caught-up' : 'nothing';
  }

  private readonly tellFault = (err: unknown): number => {
    this.settings.logger.error({ err }, 'what is past its period was not taken away');
    return 0;
  };

  private takings(): (() => Promise<number>)[] {
    const { database, rules, clock } = this.settings;
    const now = clock.now();
    const keeper = database.as({ role: 'keeper' });
    const ofClasses = Object.entries(sweeps).map(([name, sweep]) => async () => {
      const before = keptSince(rules, name as keyof typeof sweeps, now);
      return before === undefined ? 0 : sweep(keeper, before, sweptAtOnce);
    });
    const endedBefore = keptSince(rules, 'keep-ended-accounts', now);
    const accounts = async () =>
      endedBefore === undefined
        ? 0
        : eraseLongEnded(database, { endedBefore, now, most: sweptAtOnce });
    const erasedSince = new Date(now - lateMilliseconds);
    const late = () => sweepLateAddresses(keeper, erasedSince, sweptAtOnce);
    return [...ofClasses, accounts, late];
  }
}
