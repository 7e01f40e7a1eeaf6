import type { Config } from '../config.js';
import { startEmbedded } from './embedded/embedded.js';
import type { DatabaseServer, ServerEvents } from './server.js';

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
