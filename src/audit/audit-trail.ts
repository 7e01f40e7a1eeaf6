import { setImmediate as nextTurn } from 'node:timers/promises';
import type { OnApplicationShutdown } from '@nestjs/common';
import {
  inTime,
  isUnavailable,
  sqlState,
  sqlStateOf,
  type Database,
  type Logger,
} from '../platform/index.js';
import { insertEntries } from './audit.store.js';
import type { AuditEntry } from './entry.js';

/**
 * How surely an entry is stored. `usual`: not lost with our process. `durable`: on disk, and not lost with the database
 * either. `required`: durable, or the request is refused; where it cannot be stored it is given up.
 */
export type Care = 'usual' | 'durable' | 'required';

/** How long an answer waits for its entry. */
export const patienceMilliseconds = 5_000;
/** Entries that wait for the database; what comes beyond goes to the log alone. */
export const entriesMax = 10_000;
const entriesPerStatement = 500;

interface Waiting {
  readonly entry: AuditEntry;
  readonly care: Care;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes entries, those that come while others are being written together in the next statement. Where the database is
 * away nobody waits for it, and what can wait is tried again with the next entry. Entries that it refuses are logged.
 */
export class AuditTrail implements OnApplicationShutdown {
  private readonly waiting: Waiting[] = [];
  private writing: Promise<void> = Promise.resolve();
  private isWriting = false;

  constructor(
    private readonly database: Database,
    private readonly logger: Logger,
  ) {}

  /** Entries that are not stored yet. */
  get behind(): number {
    return this.waiting.length;
  }

  /** Returns once the entry is stored; throws where it is not, or not in time. */
  async record(entry: AuditEntry, care: Care): Promise<void> {
    if (this.waiting.length >= entriesMax) {
      const full = new Error('too many audit entries wait for the database');
      this.lose(entry, full);
      throw full;
    }
    const stored = new Promise<void>((resolve, reject) => {
      this.waiting.push({ entry, care, resolve, reject });
    });
    if (!this.isWriting) this.writing = this.writeAll();
    await inTime(stored, patienceMilliseconds);
  }

  /** One more try for what still waits. */
  async onApplicationShutdown(): Promise<void> {
    await this.writing;
    await this.writeAll();
    for (const { entry } of this.waiting.splice(0)) this.lose(entry, new Error('shut down'));
  }

  private async writeAll(): Promise<void> {
    this.isWriting = true;
    let isThere = true;
    while (isThere && this.waiting.length > 0) {
      // Whose answers are made in the same turn are written together.
      await nextTurn();
      isThere = await this.write(this.waiting.splice(0, entriesPerStatement));
    }
    this.isWriting = false;
  }

  /** False where the database is away: then all who wait are told, and their entries kept. */
  private async write(group: readonly Waiting[]): Promise<boolean> {
    try {
      const durable = group.some(({ care }) => care !== 'usual');
      await insertEntries(
        this.database,
        group.map(({ entry }) => entry),
        { durable },
      );
      for (const { resolve } of group) resolve();
      return true;
    } catch (error) {
      if (isAway(error)) return this.putOff(group, error);
      return this.writeAlone(group, error);
    }
  }

  /** Nobody's entry is lost for another's. */
  private async writeAlone(group: readonly Waiting[], error: unknown): Promise<boolean> {
    const [first] = group;
    if (group.length === 1 && first) {
      this.lose(first.entry, error);
      first.reject(error);
      return true;
    }
    for (const [at, each] of group.entries()) {
      if (!(await this.write([each]))) return this.putOff(group.slice(at + 1), error);
    }
    return true;
  }

  private putOff(group: readonly Waiting[], error: unknown): boolean {
    const all = [...group, ...this.waiting.splice(0)];
    for (const { reject } of all) reject(error);
    this.waiting.push(...all.filter(({ care }) => care !== 'required'));
    return false;
  }

  private lose(entry: AuditEntry, err: unknown): void {
    this.logger.error({ entry, err }, 'an audit entry is in the log alone');
  }
}

/** Out of reach, or locked up for longer than a statement may take: neither is the fault of an entry. */
function isAway(error: unknown): boolean {
  const state = sqlStateOf(error) ?? '';
  const patience: readonly string[] = [sqlState.lockTimeout, sqlState.statementTimeout];
  return isUnavailable(error) || patience.includes(state);
}
