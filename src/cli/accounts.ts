import { migrations } from '../../migrations/index.js';
import { KeysService, OrganisationsService } from '../access/index.js';
import { AccountsService, PartiesService } from '../parties/index.js';
import { Clock, Database, migrate, Random } from '../platform/index.js';
import type { CommandContext } from './command.js';

/** The use cases of accounts, on a database that is at the level of this release. */
export interface Accounts {
  readonly database: Database;
  readonly accounts: AccountsService;
  readonly keys: KeysService;
  readonly random: Random;
}

/** Works with accounts as the service does, without its HTTP; a new database is migrated first. */
export async function withAccounts(
  { server, config }: CommandContext,
  work: (accounts: Accounts) => Promise<void>,
): Promise<void> {
  await migrate(server, migrations);
  const database = await Database.open({ url: server.serviceUrl, poolSize: 2 });
  try {
    const clock = new Clock();
    const random = new Random(clock);
    const organisations = new OrganisationsService(database, clock, random);
    const keys = new KeysService(database, clock, random, config);
    const parties = new PartiesService(database, clock, random);
    const accounts = new AccountsService(database, organisations, parties, keys);
    await work({ database, accounts, keys, random });
  } finally {
    await database.close();
  }
}
