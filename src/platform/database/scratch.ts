import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { withDatabaseName, type DatabaseServer } from './server.js';

/** A database on a server, and how to reach it. */
export type DatabaseAddress = Pick<DatabaseServer, 'ownerUrl' | 'serviceUrl'> & {
  readonly name: string;
};

/** Runs `work` on a new empty database, or on a copy of `template`, and drops it afterwards. */
export async function withScratchDatabase<Result>(
  server: DatabaseServer,
  work: (scratch: DatabaseAddress) => Promise<Result>,
): Promise<Result> {
  const scratch = await createDatabase(server);
  try {
    return await work(scratch);
  } finally {
    await dropDatabase(server, scratch.name);
  }
}

export async function createDatabase(
  server: DatabaseServer,
  template = 'template0',
): Promise<DatabaseAddress> {
  const name = `furrow_${randomBytes(8).toString('hex')}`;
  await asOwner(server, (owner) => owner.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  return databaseAddress(server, name);
}

/** Ends whatever still uses it. */
export async function dropDatabase(server: DatabaseServer, name: string): Promise<void> {
  await asOwner(server, (owner) => owner.query(`DROP DATABASE ${name} WITH (FORCE)`));
}

export function databaseAddress(server: DatabaseServer, name: string): DatabaseAddress {
  return {
    name,
    ownerUrl: withDatabaseName(server.ownerUrl, name),
    serviceUrl: withDatabaseName(server.serviceUrl, name),
  };
}

/** Databases are made from outside of them: on the maintenance database every server has. */
export async function asOwner<Result>(
  server: DatabaseServer,
  work: (owner: pg.Client) => Promise<Result>,
): Promise<Result> {
  const owner = new pg.Client({ connectionString: withDatabaseName(server.ownerUrl, 'postgres') });
  owner.on('error', () => undefined); // the statement under way fails and says so
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}
