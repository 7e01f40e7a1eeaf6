import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { inTime } from '../patience.js';
import { openSessions, statementMilliseconds } from './sessions.js';
import { isRetryable, noteUndone } from './sqlstate.js';
import { Transaction, type Statements } from './transaction.js';
import { Turns } from './turns.js';
import type { DatabaseRole, Reader, Sight, TransactionOptions, Tx } from './tx.js';

export interface DatabaseOptions {
  readonly url: string;
  /** As whom every session works; requests work as `furrow_app`, the public door as `furrow_public`. */
  readonly role?: DatabaseRole;
  readonly poolSize?: number;
  readonly prepared?: boolean;
  /** A statement that is not answered within so long fails, and its connection is given up. */
  readonly answerMilliseconds?: number;
}

/** Tries of a transaction that loses to others, the first one included. */
const triesMax = 4;

/** How long a fold may wait for its turn, which is as long as a statement of it may take. */
export const turnMilliseconds = statementMilliseconds;

/** The service's connections to PostgreSQL, of one role. Migrated before it is opened. */
export class Database implements Reader {
  private constructor(
    private readonly pool: pg.Pool,
    private readonly statements: Statements,
    private readonly folds: Turns,
    private readonly options: DatabaseOptions,
  ) {}

  static async open(options: DatabaseOptions): Promise<Database> {
    const statements: Statements = { sent: 0, waited: 0, prepared: options.prepared ?? true };
    const { poolSize = 10 } = options;
    const role = options.role ?? 'furrow_app';
    const pool = await openSessions({
      ...{ url: options.url, role, poolSize },
      answerMilliseconds: options.answerMilliseconds,
    });
    // A fifth of the connections, one at least, is never waiting for the lock of a fold.
    const places = Math.max(1, poolSize - Math.max(1, Math.floor(poolSize / 5)));
    return new Database(
      pool,
      statements,
      new Turns({ places, waitMilliseconds: turnMilliseconds }),
      options,
    );
  }

  /** The same with a connection of its own, for what goes on in the background: nobody who waits for an answer waits for it. */
  beside(answerMilliseconds: number): Promise<Database> {
    return Database.open({ ...this.options, poolSize: 1, answerMilliseconds });
  }

  /** Messages sent to the server since opening, those that travel together counted singly: what tests bound. */
  get statementsSent(): number {
    return this.statements.sent;
  }

  /** Answers waited for since opening; messages that travel together are one. */
  get roundTrips(): number {
    return this.statements.waited;
  }

  /** Connections handed out and not yet returned. At rest it is 0; anything else is a leak. */
  get connectionsInUse(): number {
    return this.pool.totalCount - this.pool.idleCount;
  }

  /** Requests waiting for a connection: the measure of overload. */
  get connectionsAwaited(): number {
    return this.pool.waitingCount + this.folds.waiting;
  }

  /** One statement in a transaction of its own. It sees no organisation's rows: those are read `as` somebody. */
  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    this.statements.sent += 1;
    this.statements.waited += 1;
    return rowsOf<Row>(await this.pool.query(sql, [...parameters]));
  }

  async named<Row>(name: string, sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    if (!this.statements.prepared) return this.query<Row>(sql, parameters);
    this.statements.sent += 1;
    this.statements.waited += 1;
    return rowsOf<Row>(await this.pool.query({ name, text: sql, values: [...parameters] }));
  }

  /** Reads through these eyes, each statement in a transaction of its own and one round trip. */
  as(sight: Sight): Reader {
    return {
      query: (sql, parameters = []) => this.alone(sight, (tx) => tx.single(sql, parameters)),
      named: (name, sql, parameters = []) =>
        this.alone(sight, (tx) => tx.single(sql, parameters, name)),
    };
  }

  /**
   * Runs `work` in one transaction and returns after commit: what it returned is durable. A deadlock or serialization
   * failure runs `work` again from its beginning, so it must not act outside of `tx`. Folds wait for each other's
   * locks, so only so many of them are begun at once, in the order they came.
   */
  async transaction<Result>(
    work: (tx: Tx) => Promise<Result>,
    options: TransactionOptions = {},
  ): Promise<Result> {
    const run = () => this.untilItHolds(work, options);
    return options.role === 'fold' ? this.folds.take(run) : run();
  }

  private async alone<Result>(
    sight: Sight,
    work: (tx: Transaction) => Promise<Result>,
  ): Promise<Result> {
    const tx = await Transaction.begin(this.pool, sight, this.statements);
    try {
      return await work(tx);
    } catch (error) {
      await tx.rollback();
      throw error;
    }
  }

  private async untilItHolds<Result>(
    work: (tx: Tx) => Promise<Result>,
    options: TransactionOptions,
  ): Promise<Result> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.attempt(work, options);
      } catch (error) {
        if (tries === triesMax || !isRetryable(error)) throw error;
        // Whoever collided would collide again in step: wait a random share of a growing time.
        await pause(Math.random() * 20 * 2 ** tries);
      }
    }
  }

  /** Throws unless the server answers within two seconds. */
  async ping(): Promise<void> {
    await inTime(this.query('SELECT 1'), 2_000);
  }

  /** Waits for statements under way. */
  async close(): Promise<void> {
    await this.pool.end();
  }

  private async attempt<Result>(
    work: (tx: Tx) => Promise<Result>,
    options: TransactionOptions,
  ): Promise<Result> {
    const tx = await Transaction.begin(this.pool, options, this.statements);
    try {
      const result = await work(tx).catch((error: unknown) => {
        noteUndone(error);
        throw error;
      });
      await tx.commit();
      return result;
    } catch (error) {
      await tx.rollback();
      throw error;
    }
  }
}

function rowsOf<Row>(result: pg.QueryResult): Row[] {
  return result.rows as Row[];
}
