import { pino, type DestinationStream, type Logger } from 'pino';
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

/** One JSON object a line on standard output; `level` as in the configuration. */
export function createLogger(level: LogLevel): Logger {
  const options = {
    level,
    name: 'furrow',
    redact: { paths: redacted, censor: '[redacted]' },
    formatters: { level: (label: string) => ({ level: label }) },
    timestamp: timeOfLine,
  };
  return pino(options, standardOutput);
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

/**
 * Lines of one turn of the event loop are one write. A busy door logs more lines than it has turns, and each write
 * keeps it from answering. Only a process that is killed loses lines, those of its last turn.
 */
class TurnOutput implements DestinationStream {
  private readonly out = pino.destination({ dest: 1, sync: true });
  private lines = '';
  private isExitAwaited = false;

  write(line: string): void {
    if (this.lines === '') setImmediate(() => this.flush());
    this.lines += line;
    if (this.isExitAwaited) return;
    this.isExitAwaited = true;
    process.once('exit', () => this.flushSync());
  }

  /** Called by pino after a fatal line: the process ends without another turn. */
  flushSync(): void {
    this.flush();
    this.out.flushSync();
  }

  private flush(): void {
    const { lines } = this;
    this.lines = '';
    if (lines !== '') this.out.write(lines);
  }
}

const standardOutput = new TurnOutput();
