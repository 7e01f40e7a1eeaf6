/** PostgreSQL's error codes that we act upon, by what they mean to us. */
export const sqlState = {
  uniqueViolation: '23505',
  serializationFailure: '40001',
  deadlock: '40P01',
  insufficientPrivilege: '42501',
  duplicateDatabase: '42P04',
  duplicateObject: '42710',
  duplicateTable: '42P07',
  objectInUse: '55006',
  wrongPassword: '28P01',
  lockTimeout: '55P03',
  statementTimeout: '57014',
} as const;

/** The five-character code of an error raised by PostgreSQL; undefined for any other error. */
export function sqlStateOf(error: unknown): string | undefined {
  const code = textOf(error, 'code');
  return /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** True where the whole transaction may simply be tried again: it lost to another one, and nothing of it stayed. */
export function isRetryable(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state === sqlState.serializationFailure || state === sqlState.deadlock;
}

const unreachable: readonly string[] = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
];

/** SQLSTATE classes: connection, operator intervention by the server, insufficient resources. */
const refusing = /^(08...|57P..|53...)$/;

/** What `pg` says, without a code, when a connection breaks or none becomes free in time. */
const broken =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Too many others were before this work for it to begin in time. */
export class NoTurn extends Error {}

/** True where the server was out of reach or going down: a matter of trying later (503), not of the request. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof NoTurn) return true;
  const code = textOf(error, 'code');
  return unreachable.includes(code) || refusing.test(code) || broken.test(textOf(error, 'message'));
}

const undone = new WeakSet<object>();

/** Notes that the transaction in which this error came up never sent its COMMIT. */
export function noteUndone(error: unknown): void {
  if (typeof error === 'object' && error !== null) undone.add(error);
}

/** True where it is sure that nothing was stored: the work never began, or was given up before its COMMIT. */
export function storedNothing(error: unknown): boolean {
  if (error instanceof NoTurn) return true;
  return typeof error === 'object' && error !== null && undone.has(error);
}

function textOf(error: unknown, property: 'code' | 'message'): string {
  if (typeof error !== 'object' || error === null || !(property in error)) return '';
  const value: unknown = (error as Record<string, unknown>)[property];
  return typeof value === 'string' ? value : '';
}
