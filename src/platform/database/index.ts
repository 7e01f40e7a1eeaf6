export { Database, type DatabaseOptions } from './database.js';
export type { Reader, Tx, TransactionOptions, DatabaseRole } from './tx.js';
export type { Entity } from './sessions.js';
export { migrate, type Migration } from './migrate.js';
export { openServer, withDatabaseName, type DatabaseServer } from './server.js';
export { constraintOf, isUnavailable, sqlState, sqlStateOf } from './sqlstate.js';
