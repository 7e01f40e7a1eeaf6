import type { Logger } from '../logging.js';

/** Where the database is, and as whom to reach it. */
export interface DatabaseServer {
  /** For the service's pools: a login that may become the roles of requests, and no more. */
  readonly serviceUrl: string;
  /** For migrations, backup and restore. */
  readonly ownerUrl: string;
  /** Leaves the server; an embedded one stops when the last process has left it. */
  stop(): Promise<void>;
}

/** What a process wants to know about its server. */
export interface ServerEvents {
  readonly logger: Logger;
  /** The server went away and could not be brought back: the process should end, loudly. */
  readonly onLost: (error: Error) => void;
}

/** The same server and login, another database. */
export function withDatabaseName(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
