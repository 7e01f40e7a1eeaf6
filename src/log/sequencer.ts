import type { Database } from '../platform/index.js';
import { hasWaiting, holdLease, numberWaiting, releaseLease } from './sequencer.store.js';

export interface SequencerSettings {
  /** Names this process among its competitors; made anew at each start. */
  readonly holder: string;
  /** How long a silent holder keeps competitors waiting. 10 s unless told. */
  readonly leaseSeconds?: number;
  /** Rows numbered in one transaction: 5,000 unless told, a fifth of a second of work. */
  readonly batchRows?: number;
}

/**
 * Gives each committed write its position in the feed. Writers number nothing, so they never wait for
 * each other, and a row can have a position only after its commit. Any number of sequencers may run:
 * one holds the lease, the others find it taken. A crash at any point leaves either the batch numbered
 * and the counter moved, or neither, since both are one transaction.
 */
export class Sequencer {
  /** Rows numbered in one transaction. */
  readonly batchRows: number;
  private readonly leaseSeconds: number;

  constructor(
    private readonly database: Database,
    private readonly settings: SequencerSettings,
  ) {
    this.leaseSeconds = settings.leaseSeconds ?? 10;
    this.batchRows = settings.batchRows ?? 5_000;
  }

  /** Numbers one batch and says how many rows that was: 0 when idle, or when another holds the lease. */
  async runOnce(): Promise<number> {
    if (!(await hasWaiting(this.database.as({ role: 'fold' })))) return 0;
    return this.database.transaction(
      async (tx) => {
        const epoch = await holdLease(tx, this.settings.holder, this.leaseSeconds);
        return epoch === undefined ? 0 : numberWaiting(tx, epoch, this.batchRows);
      },
      { role: 'fold' },
    );
  }

  async release(): Promise<void> {
    await this.database.transaction((tx) => releaseLease(tx, this.settings.holder), {
      role: 'fold',
    });
  }
}
