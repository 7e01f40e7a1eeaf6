export { Database, type DatabaseOptions } from './database.js';
export type { Reader, Tx } from './tx.js';
export { rowSets, writeRows, writingRows, type Columns } from './row-sets.js';
export { aloneOn, migrate, type Migration } from './migrate.js';
export { openServer } from './open-server.js';
export { withDatabaseName, type DatabaseServer } from './server.js';
export { isUnavailable, sqlState, sqlStateOf, storedNothing } from './sqlstate.js';
export { dumpSchema } from './schema-dump.js';
export { backup } from './backup/backup.js';
export { restore } from './backup/restore.js';
export {
  asOwner,
  createDatabase,
  databaseAddress,
  dropDatabase,
  withScratchDatabase,
  type DatabaseAddress,
} from './scratch.js';
