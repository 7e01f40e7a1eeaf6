import type { PoolClient, QueryResult } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { TransactionOptions, Tx } from './tx.js';

/** How statements of one Database are sent, and how many were. */
export interface Statements {
  readonly prepared: boolean;
  sent: number;
}

/** One transaction on one connection. `begin` and `commit` are one round trip each. */
export class Transaction implements Tx {
  readonly isTransaction = true;
  private foldDepth: number;
  private readonly whenDurable: (() => void)[] = [];

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
      statements.sent += 1;
      await client.query(beginning(client, options));
      // TypeORM would send these as three statements, so it is told instead of asked; a nested
      // manager.transaction() then becomes a savepoint rather than committing ours.
      Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
      return new Transaction(runner, client, statements, options);
    } catch (error) {
      await release(runner, error);
      throw error;
    }
  }

  get manager(): EntityManager {
    return this.runner.manager;
  }

  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.send<Row>({ text: sql, values: [...parameters] });
  }

  async named<Row>(name: string, sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const statement = { text: sql, values: [...parameters] };
    return this.send<Row>(this.statements.prepared ? { ...statement, name } : statement);
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
    this.statements.sent += 1;
    const { command } = await this.client.query('COMMIT');
    if (command !== 'COMMIT')
      throw new Error('a failed statement was ignored: nothing was committed');
    await this.end();
    for (const work of this.whenDurable) work();
  }

  async rollback(): Promise<void> {
    try {
      this.statements.sent += 1;
      await this.client.query('ROLLBACK');
      await this.end();
    } catch (error) {
      // The connection itself is broken; the server ends the transaction when it notices.
      await this.end(error);
    }
  }

  private async send<Row>(statement: {
    text: string;
    values: unknown[];
    name?: string;
  }): Promise<Row[]> {
    this.statements.sent += 1;
    const result: QueryResult = await this.client.query(statement);
    return result.rows as Row[];
  }

  private async end(error?: unknown): Promise<void> {
    Object.assign(this.runner, { isTransactionActive: false, transactionDepth: 0 });
    await release(this.runner, error);
  }
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
