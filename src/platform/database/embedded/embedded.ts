import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { DatabaseServer, ServerEvents } from '../server.js';
import { isUnavailable, sqlState, sqlStateOf } from '../sqlstate.js';
import { findBinaries, type Binaries } from './binaries.js';
import { openCluster, ownerLogin, serviceLogin, type Cluster } from './cluster.js';
import { findPostmaster, freePort, launchPostmaster, logTail } from './postmaster.js';

export interface EmbeddedOptions extends ServerEvents {
  readonly dataDirectory: string;
  /** False in tests only: a crash of the machine may then lose the cluster. */
  readonly durable?: boolean;
  /** True in tests only, whose processes come and go: nobody stops the server on leaving. */
  readonly keepRunning?: boolean;
}

/** Starts the embedded server, or joins the one that runs on the same data directory. */
export async function startEmbedded(options: EmbeddedOptions): Promise<DatabaseServer> {
  const binaries = await findBinaries();
  const cluster = await openCluster(options.dataDirectory, binaries, options.durable ?? true);
  const server = new EmbeddedServer(cluster, binaries, options);
  await server.rise();
  return server;
}

const keeperName = 'furrow keeper';
const databaseName = 'furrow';
const riseMilliseconds = 300_000;

/**
 * One data directory, one server, any number of processes of ours. Each of them holds a *keeper*: one idle connection.
 * The operating system closes it however the process ends, so open keepers are who still needs the server, no process
 * owns it, and the last one to leave stops it. A server whose processes were all killed is simply joined by the next.
 */
class EmbeddedServer implements DatabaseServer {
  private keeper: pg.Client | undefined;
  private port = 0;
  private leaving = false;

  constructor(
    private readonly cluster: Cluster,
    private readonly binaries: Binaries,
    private readonly options: EmbeddedOptions,
  ) {}

  get ownerUrl(): string {
    return this.url(ownerLogin, this.cluster.passwords.owner, databaseName);
  }

  get serviceUrl(): string {
    return this.url(serviceLogin, this.cluster.passwords.service, databaseName);
  }

  /** Returns when the server takes connections; after a crash that includes replaying its log. */
  async rise(): Promise<void> {
    const deadline = Date.now() + riseMilliseconds;
    let child: ChildProcess | undefined;
    let reason = 'it ended at once';
    while (!this.leaving) {
      const running = findPostmaster(this.cluster.directory);
      const keeper = running?.isReady ? await this.connectKeeper(running.port) : undefined;
      if (running && keeper && (await this.keep(keeper, running.port))) return;
      if (!running && (child === undefined || hasEnded(child))) {
        if (child !== undefined) await this.pauseUnlessHopeless(child, reason);
        const port = this.port || (await freePort());
        child = launchPostmaster(this.cluster, this.binaries, port, this.options.durable ?? true);
        child.once('error', (error) => (reason = error.message));
        child.unref();
      }
      if (Date.now() > deadline) throw this.notStarted('it did not take connections in time');
      await pause(25);
    }
  }

  async stop(): Promise<void> {
    this.leaving = true;
    const others = await this.otherKeepers();
    await this.keeper?.end();
    if (others > 0 || this.options.keepRunning) return;
    const running = findPostmaster(this.cluster.directory);
    if (running === undefined) return;
    // A fast shutdown: ends sessions, writes a checkpoint.
    process.kill(running.pid, 'SIGINT');
    while (findPostmaster(this.cluster.directory)?.pid === running.pid) await pause(10);
  }

  /** False where the server died meanwhile. */
  private async keep(keeper: pg.Client, port: number): Promise<boolean> {
    // Only where another process started it again before us: the pools would look for it in vain.
    if (this.port !== 0 && this.port !== port)
      throw this.notStarted('it came back on another port');
    this.keeper = keeper;
    this.port = port;
    try {
      await this.prepare(keeper);
    } catch (error) {
      if (isUnavailable(error)) return false;
      throw error;
    }
    keeper.once('end', () => void this.revive());
    return true;
  }

  /** The server died under us: bring it back on the same port, so that the pools find it again by themselves. */
  private async revive(): Promise<void> {
    if (this.leaving) return;
    this.options.logger.warn('the embedded database went away; starting it again');
    try {
      await this.rise();
      this.options.logger.info('the embedded database is back');
    } catch (error) {
      this.options.onLost(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Undefined while the server is starting or stopping; refused when it runs but is not to be opened by us. */
  private async connectKeeper(port: number): Promise<pg.Client | undefined> {
    const client = new pg.Client({
      connectionString: this.url(ownerLogin, this.cluster.passwords.owner, 'postgres', port),
      application_name: keeperName,
      keepAlive: true,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (sqlStateOf(error) !== sqlState.wrongPassword) return undefined;
      throw new Error(
        `A server runs on ${this.cluster.directory}, but not with the password kept there. ` +
          'Was the directory copied while its server ran? Stop that server and start again.',
        { cause: error },
      );
    }
  }

  /** The database and the service's login, made by whichever process finds them missing. */
  private async prepare(keeper: pg.Client): Promise<void> {
    const { rows } = await keeper.query<{ database: boolean; login: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1) AS database,
              EXISTS (SELECT FROM pg_roles WHERE rolname = $2) AS login`,
      [databaseName, serviceLogin],
    );
    const password = keeper.escapeLiteral(this.cluster.passwords.service);
    if (!rows[0]?.login) {
      await this.unlessMade(
        keeper,
        `CREATE ROLE ${serviceLogin} LOGIN NOINHERIT PASSWORD ${password}`,
      );
    }
    if (!rows[0]?.database) await this.unlessMade(keeper, `CREATE DATABASE ${databaseName}`);
  }

  private async unlessMade(keeper: pg.Client, sql: string): Promise<void> {
    const made: readonly unknown[] = [
      sqlState.duplicateObject,
      sqlState.duplicateDatabase,
      sqlState.uniqueViolation,
    ];
    await keeper.query(sql).catch((error: unknown) => {
      if (!made.includes(sqlStateOf(error))) throw error;
    });
  }

  private async otherKeepers(): Promise<number> {
    const result = await this.keeper
      ?.query<{ others: number }>(
        `SELECT count(*)::int AS others FROM pg_stat_activity
          WHERE application_name = $1 AND pid <> pg_backend_pid()`,
        [keeperName],
      )
      .catch(() => undefined);
    return result?.rows[0]?.others ?? 0;
  }

  /** A launch that failed is tried again only where time or another port cures it, or somebody killed the server. */
  private async pauseUnlessHopeless({ signalCode }: ChildProcess, reason: string): Promise<void> {
    const passing = /lock file .* already exists|Address already in use|shared memory block/;
    const isPassing = signalCode !== null || passing.test(logTail(this.cluster, 6));
    if (!isPassing) throw this.notStarted(reason);
    await pause(200);
  }

  private notStarted(reason: string): Error {
    return new Error(
      `The embedded database on ${this.cluster.directory} could not be started as ` +
        `${this.cluster.identity.description}: ${reason}. Its last words:\n${logTail(this.cluster)}`,
    );
  }

  private url(login: string, password: string, database: string, port = this.port): string {
    return `postgres://${login}:${password}@127.0.0.1:${port}/${database}`;
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}
