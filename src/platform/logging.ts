import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './config.js';
import { blockBytes, gatheringLines } from './log-block.js';

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

/** Lines are written in blocks, or after this long: a write for each costs as much as an answer. */
const blocks = { minLength: blockBytes, periodicFlush: 250 };

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

/** For each line of text the library would measure its whole block again: it is given whole blocks. */
function linesOf(dest: number | string): DestinationStream {
  return gatheringLines(pino.destination({ dest, sync: false, contentMode: 'buffer', ...blocks }));
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
 * Writes one kind of line at level info, given its members as JSON text, which can hold no secret. Looking for one and going through
 * the members of an object take longer than the rest of an answer from memory.
 */
export function plainLines(logger: Logger, message: string): (members: string) => void {
  if (!logger.isLevelEnabled('info')) return () => undefined;
  const { [pino.symbols.streamSym]: stream, [pino.symbols.chindingsSym]: bindings } =
    logger as unknown as Record<symbol, DestinationStream & string>;
  if (stream === undefined || bindings === undefined) throw new Error('not a logger of ours');
  const end = `,"msg":${JSON.stringify(message)}}\n`;
  return (members) => {
    stream.write(`{"level":"info"${timeOfLine()}${bindings},${members}${end}`);
  };
}
