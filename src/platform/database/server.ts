import type { Logger } from '../logging.js';
import type { Config } from '../config.js';
import { startEmbedded } from './embedded/embedded.js';

/** Where the database is, and as whom to reach it. */
export interface DatabaseServer {
  /** For the service's pools: a login that may become the roles of requests, and no more. */
  readonly serviceUrl: string;
  /** For migrations, backup and restore. */
  readonly ownerUrl: string;
  /** Leaves the server; an embedded one stops when the last process has left it. */
  stop(): Promise<void>;
}

export interface ServerEvents {
  readonly logger: Logger;
  /** The server went away and could not be brought back: the process should end, loudly. */
  readonly onLost: (error: Error) => void;
}

/** The server named by DATABASE_URL, else the embedded one, started or joined. */
export async function openServer(
  config: Pick<Config, 'databaseUrl' | 'ownerDatabaseUrl' | 'dataDirectory'>,
  events: ServerEvents,
): Promise<DatabaseServer> {
  const { databaseUrl, ownerDatabaseUrl, dataDirectory } = config;
  if (databaseUrl === null) return startEmbedded({ dataDirectory, ...events });
  return {
    serviceUrl: databaseUrl,
    ownerUrl: ownerDatabaseUrl ?? databaseUrl,
    stop: () => Promise.resolve(),
  };
}

/** The same server and login, another database. */
export function withDatabaseName(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
