import type { Writable } from 'node:stream';
import type { PoolClient, QueryResult } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { TransactionOptions, Tx } from './tx.js';

/** How statements of one Database are sent, and how many were. */
export interface Statements {
  readonly prepared: boolean;
  sent: number;
}

/**
 * One transaction on one connection. What nobody waits for (its beginning, and writes without an answer) travels with the
 * statement after it, so that it costs no round trip of its own.
 */
export class Transaction implements Tx {
  readonly isTransaction = true;
  private foldDepth: number;
  private readonly whenDurable: (() => void)[] = [];
  /** Answers that nobody has waited for yet, oldest first. */
  private underWay: Promise<unknown>[] = [];
  private isHeldBack = false;

  private constructor(
    private readonly runner: QueryRunner,
    private readonly client: PoolClient,
    private readonly statements: Statements,
    options: TransactionOptions,
  ) {
    this.foldDepth = options.role === 'fold' ? 1 : 0;
  }

  static async begin(
    source: DataSource,
    options: TransactionOptions,
    statements: Statements,
  ): Promise<Transaction> {
    const runner = source.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      // TypeORM would send these as three statements, so it is told instead of asked; a nested
      // manager.transaction() then becomes a savepoint rather than committing ours.
      Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
      const transaction = new Transaction(runner, client, statements, options);
      transaction.ahead(() => client.query(beginning(client, options)));
      return transaction;
    } catch (error) {
      await release(runner, error);
      throw error;
    }
  }

  get manager(): EntityManager {
    this.flush();
    return this.runner.manager;
  }

  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.send<Row>({ text: sql, values: [...parameters] });
  }

  async named<Row>(name: string, sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.send<Row>(this.statement(name, sql, parameters));
  }

  write(name: string, sql: string, parameters: readonly unknown[] = []): void {
    this.ahead(() => this.client.query(this.statement(name, sql, parameters)));
  }

  async asFold<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.foldDepth === 0) await this.query('SET LOCAL ROLE furrow_fold');
    this.foldDepth += 1;
    const result = await work();
    this.foldDepth -= 1;
    // Not in a finally: after an error the transaction is over and takes the role with it.
    if (this.foldDepth === 0) await this.query('SET LOCAL ROLE furrow_app');
    return result;
  }

  afterCommit(work: () => void): void {
    this.whenDurable.push(work);
  }

  /**
   * PostgreSQL answers COMMIT of a transaction in which a statement had failed with a plain ROLLBACK. Work that swallowed
   * such an error must not be acknowledged.
   */
  async commit(): Promise<void> {
    const { command } = await this.answered(this.client.query('COMMIT'));
    if (command !== 'COMMIT')
      throw new Error('a failed statement was ignored: nothing was committed');
    await this.end();
    for (const work of this.whenDurable) work();
  }

  async rollback(): Promise<void> {
    try {
      this.statements.sent += 1;
      const answer = this.client.query('ROLLBACK');
      this.flush();
      await answer;
      await this.end();
    } catch (error) {
      // The connection itself is broken; the server ends the transaction when it notices.
      await this.end(error);
    }
  }

  private statement(name: string, text: string, parameters: readonly unknown[]): Statement {
    const statement = { text, values: [...parameters] };
    return this.statements.prepared ? { ...statement, name } : statement;
  }

  private async send<Row>(statement: Statement): Promise<Row[]> {
    const result: QueryResult = await this.answered(this.client.query(statement));
    return result.rows as Row[];
  }

  /** Its message goes out together with that of the next statement: each write to a socket is a call of the system. */
  private ahead(send: () => Promise<unknown>): void {
    this.statements.sent += 1;
    if (!this.isHeldBack) streamOf(this.client).cork();
    this.isHeldBack = true;
    const answer = send();
    answer.catch(() => undefined); // told to whoever waits next
    this.underWay.push(answer);
  }

  /** Waits for an answer. Where one before it failed, its failure is the cause, and this one only says so. */
  private async answered<Answer>(answer: Promise<Answer>): Promise<Answer> {
    this.statements.sent += 1;
    this.flush();
    if (this.underWay.length === 0) return answer;
    const before = this.underWay;
    this.underWay = [];
    const outcomes = await Promise.allSettled([...before, answer]);
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return answer;
  }

  private flush(): void {
    if (this.isHeldBack) streamOf(this.client).uncork();
    this.isHeldBack = false;
  }

  private async end(error?: unknown): Promise<void> {
    Object.assign(this.runner, { isTransactionActive: false, transactionDepth: 0 });
    await release(this.runner, error);
  }
}

/** The socket of a session, which pg keeps to itself and its companions use: to write several messages at once. */
function streamOf(client: PoolClient): Writable {
  return (client as PoolClient & { readonly connection: { readonly stream: Writable } }).connection
    .stream;
}

interface Statement {
  readonly text: string;
  readonly values: unknown[];
  readonly name?: string;
}

/** One message, hence no parameters: the only value in it is quoted by the driver. */
function beginning(client: PoolClient, options: TransactionOptions): string {
  const { organisationId, role, snapshot } = options;
  return [
    snapshot ? 'BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY' : 'BEGIN',
    ...(role === 'fold' ? ['SET LOCAL ROLE furrow_fold'] : []),
    ...(organisationId === undefined
      ? []
      : [`SET LOCAL app.organisation_id = ${client.escapeLiteral(organisationId)}`]),
  ].join('; ');
}

/** A connection that failed is closed instead of returned, since nobody knows what state it is in. */
async function release(runner: QueryRunner, error?: unknown): Promise<void> {
  const postgres = runner as QueryRunner & {
    releasePostgresConnection(error?: unknown): Promise<void>;
  };
  await postgres.releasePostgresConnection(error);
}
