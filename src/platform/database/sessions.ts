import pg from 'pg';
import type { DatabaseRole } from './tx.js';

export interface SessionOptions {
  readonly url: string;
  readonly role: DatabaseRole;
  readonly poolSize: number;
  /** Fewer than a statement of a request may take, where nobody may wait so long; of an answer that never comes as well. */
  readonly answerMilliseconds?: number | undefined;
}

/** A statement of a request that takes longer than this has lost its reader. */
export const statementMilliseconds = 30_000;
/** Of which it may wait so long for a lock. */
export const lockMilliseconds = 20_000;

/** Opens a pool and proves it. Each session takes its role when it connects, so no statement ever runs as the login. */
export async function openSessions({
  url,
  role,
  poolSize,
  answerMilliseconds,
}: SessionOptions): Promise<pg.Pool> {
  const settings = {
    role,
    statement_timeout: String(answerMilliseconds ?? statementMilliseconds),
    idle_in_transaction_session_timeout: '60000',
    lock_timeout: String(lockMilliseconds),
    timezone: 'UTC',
  };
  const pool = new pg.Pool({
    connectionString: url,
    application_name: `furrow ${role.replace('furrow_', '')}`,
    max: poolSize,
    options: Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
    keepAlive: true,
    pipeline: true, // a message need not wait for the answer to the one before it
    connectionTimeoutMillis: 10_000,
    ...(answerMilliseconds !== undefined && { query_timeout: answerMilliseconds }),
    types: { getTypeParser },
  });
  pool.on('error', () => undefined); // a broken idle connection is already out of the pool
  pool.on('connect', surviveBreaking);
  try {
    await pool.query('SELECT');
    return pool;
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/**
 * Nobody listens to a connection that is handed out. Bad news of the server between two statements, which a dying one
 * sends right after its last answer, would be nobody's and end the process. Whoever got the connection learns it from
 * its next statement.
 */
function surviveBreaking(client: pg.PoolClient): void {
  client.on('error', () => undefined);
}

const dateType: number = pg.types.builtins.DATE;

/** A `date` is a day, not the instant of a midnight somewhere: it stays text. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): unknown {
  if (oid === dateType) return String;
  return pg.types.getTypeParser(oid, format ?? 'text');
}
