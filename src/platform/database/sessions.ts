import { DataSource, type EntitySchema, type Logger as TypeOrmLogger } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import pg from 'pg';
import type { DatabaseRole } from './tx.js';

/** A class with TypeORM's column decorators. */
export type Entity = (new () => object) | EntitySchema;

export interface SessionOptions {
  readonly url: string;
  readonly role: DatabaseRole;
  readonly entities: readonly Entity[];
  readonly poolSize: number;
  /** Called for each message to the server, to count round trips. */
  readonly onStatement: () => void;
}

/** Connections of one role, as TypeORM's data source and as the pool of `pg` below it. */
export interface Sessions {
  readonly source: DataSource;
  readonly pool: pg.Pool;
}

/** A statement of a request that takes longer than this has lost its reader. */
const statementMilliseconds = 30_000;

/** Opens the pool. Each session takes its role when it connects, so no statement ever runs as the login. */
export async function openSessions(options: SessionOptions): Promise<Sessions> {
  const settings = {
    role: options.role,
    statement_timeout: String(statementMilliseconds),
    idle_in_transaction_session_timeout: '60000',
    lock_timeout: '20000',
    timezone: 'UTC',
  };
  const source = new DataSource({
    type: 'postgres',
    url: options.url,
    entities: [...options.entities],
    synchronize: false,
    installExtensions: false,
    logging: true,
    logger: new QuietLogger(options.onStatement),
    applicationName: `furrow ${options.role.replace('furrow_', '')}`,
    poolErrorHandler: () => undefined, // a broken idle connection is already out of the pool
    extra: {
      max: options.poolSize,
      options: Object.entries(settings)
        .map(([name, value]) => `-c ${name}=${value}`)
        .join(' '),
      keepAlive: true,
      pipeline: true, // a message need not wait for the answer to the one before it
      connectionTimeoutMillis: 10_000,
      onConnect: surviveBreaking,
      types: { getTypeParser },
    },
  });
  await source.initialize();
  return { source, pool: (source.driver as PostgresDriver).master as pg.Pool };
}

/**
 * A connection passes from one request to the next within one tick, and TypeORM listens to it a tick later. Bad news of
 * the server in between, which a dying one sends right after its last answer, would be nobody's and end the process.
 * Whoever got the connection learns it from its first statement.
 */
function surviveBreaking(client: pg.ClientBase): void {
  client.on('error', () => undefined);
}

const dateType: number = pg.types.builtins.DATE;

/** A `date` is a day, not the instant of a midnight somewhere: it stays text. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): unknown {
  if (oid === dateType) return String;
  return pg.types.getTypeParser(oid, format ?? 'text');
}

/** TypeORM would print to the console. Its errors travel as exceptions, so all we take from it is the count. */
export class QuietLogger implements TypeOrmLogger {
  constructor(private readonly onStatement: () => void = () => undefined) {}

  logQuery(): void {
    this.onStatement();
  }

  logQueryError(): void {}
  logQuerySlow(): void {}
  logSchemaBuild(): void {}
  logMigration(): void {}
  log(): void {}
}
