import { pino, type Logger } from 'pino';
import type { LogLevel } from './config.js';

export type { Logger };

/** Secrets never reach a log line, whichever object carries them. */
const redacted = [
  'authorization',
  'cookie',
  '*.authorization',
  '*.cookie',
  '*.headers.authorization',
  '*.headers.cookie',
  'headers.authorization',
  'headers.cookie',
];

/** Lines are written in blocks of this many bytes, or after this long: a write for each costs as much as an answer. */
const blocks = { minLength: 4_096, periodicFlush: 250 };

/**
 * One JSON object a line on standard output; `level` as in the configuration. A process that ends by itself, or by a
 * fatal line, writes what it still holds; one that is killed loses a quarter of a second of its log, and no record.
 */
export function createLogger(level: LogLevel): Logger {
  return pino(
    {
      level,
      name: 'furrow',
      redact: { paths: redacted, censor: '[redacted]' },
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    pino.destination({ dest: 1, sync: false, ...blocks }),
  );
}
