import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './config.js';

export type { Logger };

/** What Nest injects the log of the process by. */
export const processLog = Symbol('the log of the process');

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
  'clientSecret',
  '*.clientSecret',
  '*.*.clientSecret',
];

/** Lines are written in blocks of this many bytes, or after this long: a write for each costs as much as an answer. */
const blocks = { minLength: 16_000, periodicFlush: 250 };

/**
 * One JSON object a line on standard output, or in a file; `level` as in the configuration. A process that ends by itself, or by a
 * fatal line, writes what it still holds; one that is killed loses a quarter of a second of its log, and no record.
 */
export function createLogger(level: LogLevel, dest: number | string = 1): Logger {
  const options = {
    level,
    name: 'furrow',
    redact: { paths: redacted, censor: '[redacted]' },
    formatters: { level: (label: string) => ({ level: label }) },
    timestamp: timeOfLine,
  };
  return pino(options, linesOf(dest));
}

/** Lines are gathered as bytes: for each line of text the library would measure the whole block again. */
function linesOf(dest: number | string): DestinationStream {
  const stream = pino.destination({ dest, sync: false, contentMode: 'buffer', ...blocks });
  const write = stream.write.bind(stream) as unknown as (bytes: Buffer) => boolean;
  return Object.assign(stream, { write: (line: string) => write(Buffer.from(line)) });
}

let lastMoment = 0;
let lastText = '';

/** Lines of one millisecond share the text of their time, which takes longer to make than the rest of a line. */
function timeOfLine(): string {
  const moment = Date.now();
  if (moment !== lastMoment) {
    lastMoment = moment;
    lastText = `,"time":"${new Date(moment).toISOString()}"`;
  }
  return lastText;
}

/**
 * A logger for lines whose members are written out where they are logged and can hold no secret: looking for one
 * costs more than writing the line.
 */
export function plainLines(logger: Logger): Logger {
  return logger.child({}, { redact: [] });
}
