import type { Writable } from 'node:stream';
import type { Pool, PoolClient, QueryResult } from 'pg';
import { noteUndone, sqlStateOf } from './sqlstate.js';
import type { TransactionOptions, Tx } from './tx.js';

/** How statements of one Database are sent, how many were, and how often somebody waited for an answer. */
export interface Statements {
  readonly prepared: boolean;
  sent: number;
  waited: number;
}

/**
 * One transaction on one connection. What nobody waits for (its beginning, and writes without an answer) travels with the
 * statement after it, so that it costs no round trip of its own.
 */
export class Transaction implements Tx {
  readonly isTransaction = true;
  private readonly whenDurable: (() => void)[] = [];
  /** Answers that nobody has waited for yet, oldest first. */
  private underWay: Promise<unknown>[] = [];
  private isHeldBack = false;

  private constructor(
    private readonly client: PoolClient,
    private readonly statements: Statements,
  ) {}

  static async begin(
    pool: Pool,
    options: TransactionOptions,
    statements: Statements,
  ): Promise<Transaction> {
    const client = await pool.connect();
    const transaction = new Transaction(client, statements);
    void transaction.ahead(() => client.query(beginning(client, options)));
    return transaction;
  }

  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.send<Row>({ text: sql, values: [...parameters] });
  }

  async named<Row>(name: string, sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.send<Row>(this.statement(name, sql, parameters));
  }

  /** One statement and the end of the transaction, in one round trip. */
  async single<Row>(sql: string, parameters: readonly unknown[], name?: string): Promise<Row[]> {
    const statement =
      name === undefined
        ? { text: sql, values: [...parameters] }
        : this.statement(name, sql, parameters);
    const answer = this.ahead(() => this.client.query(statement));
    await this.commit();
    return (await answer).rows as Row[];
  }

  write(name: string, sql: string, parameters: readonly unknown[] = []): void {
    void this.ahead(() => this.client.query(this.statement(name, sql, parameters)));
  }

  become(role: Parameters<Tx['become']>[0]): void {
    void this.ahead(() => this.client.query(`SET LOCAL ROLE furrow_${role}`));
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
    if (command !== 'COMMIT') {
      const ignored = new Error('a failed statement was ignored: nothing was committed');
      noteUndone(ignored);
      throw ignored;
    }
    this.client.release();
    for (const work of this.whenDurable) work();
  }

  async rollback(): Promise<void> {
    try {
      this.statements.sent += 1;
      this.statements.waited += 1;
      const answer = this.client.query('ROLLBACK');
      this.flush();
      await answer;
      this.client.release();
    } catch {
      // The connection itself is broken, and closed rather than returned: nobody knows what state it is in. The server
      // ends the transaction when it notices.
      this.client.release(true);
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

  /**
   * Its message goes out together with that of the next statement: each write to a socket is a call of the system. Long
   * ones go at once, so that they are not all written in one go.
   */
  private ahead<Answer>(send: () => Promise<Answer>): Promise<Answer> {
    this.statements.sent += 1;
    if (!this.isHeldBack) streamOf(this.client).cork();
    this.isHeldBack = true;
    const answer = send();
    if (streamOf(this.client).writableLength > heldBackMax) this.flush();
    answer.catch(() => undefined); // told to whoever waits next
    this.underWay.push(answer);
    return answer;
  }

  /** Waits for an answer. Where one before it failed, its failure is the cause, and this one only says so. */
  private async answered<Answer>(answer: Promise<Answer>): Promise<Answer> {
    this.statements.sent += 1;
    this.statements.waited += 1;
    this.flush();
    if (this.underWay.length === 0) return answer;
    const before = this.underWay;
    this.underWay = [];
    const outcomes = await Promise.allSettled([...before, answer]);
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) {
      // The server's own word about a statement before this one: a COMMIT that went along came to nothing.
      const isEarlier = outcomes.indexOf(failed) < before.length;
      if (isEarlier && sqlStateOf(failed.reason) !== undefined) noteUndone(failed.reason);
      throw failed.reason;
    }
    return answer;
  }

  private flush(): void {
    if (this.isHeldBack) streamOf(this.client).uncork();
    this.isHeldBack = false;
  }
}

/** Bytes of messages that wait for the next statement; beyond this, one more call of the system is nothing. */
const heldBackMax = 65_536;

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

/** A fold computes between its statements, in turns with everybody else: a long one on a busy process for minutes. */
const foldsMayCompute = `SET LOCAL idle_in_transaction_session_timeout = '10min'`;

/** One message, hence no parameters: the only value in it is quoted by the driver. */
function beginning(client: PoolClient, options: TransactionOptions): string {
  const { organisationId, role, snapshot, statementMilliseconds: most } = options;
  return [
    snapshot ? 'BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY' : 'BEGIN',
    ...(role === undefined ? [] : [`SET LOCAL ROLE furrow_${role}`]),
    ...(role === 'fold' ? [foldsMayCompute] : []),
    ...(most === undefined ? [] : [`SET LOCAL statement_timeout = ${most}`]),
    ...(organisationId === undefined
      ? []
      : [`SET LOCAL app.organisation_id = ${client.escapeLiteral(organisationId)}`]),
  ].join('; ');
}
