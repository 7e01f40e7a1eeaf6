import type { Logger } from '../platform/index.js';
import type { Look } from './look.js';

/** Looks are written so long after the first that is not. */
const bufferMilliseconds = 1_000;
/** Looks that wait at most. Beyond it they are lost, as a count may be, rather than the answers. */
const looksWaitingMax = 20_000;

interface Settings {
  readonly write: (looks: readonly Look[]) => Promise<void>;
  readonly logger: Logger;
}

/**
 * Gathers looks for a second and writes them in one statement, so that a code on everybody's phone costs one row a
 * second. What could not be written waits for the next time; at the end of the process all that waits is written.
 */
export class LookBook {
  /** Looks that were not kept since it was last said, for want of room. */
  private lost = 0;
  private waiting = new Map<string, Look>();
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly settings: Settings) {}

  /** Of one device and code only the last look waits: within a second it is one session. */
  note(look: Look): void {
    const name = `${look.code}/${look.device.toString('latin1')}`;
    if (this.waiting.size >= looksWaitingMax && !this.waiting.has(name)) {
      this.lost += 1;
      return;
    }
    this.waiting.set(name, look);
    this.timer ??= setTimeout(() => void this.flush(), bufferMilliseconds).unref();
  }

  /** Writes what waits, after what is being written. Never fails: what could not be written waits again. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.writing = this.writing.then(() => this.writeAll());
    await this.writing;
  }

  private async writeAll(): Promise<void> {
    this.tellLost();
    const looks = this.waiting;
    if (looks.size === 0) return;
    this.waiting = new Map();
    try {
      await this.settings.write([...looks.values()]);
    } catch (err) {
      this.settings.logger.error({ err, looks: looks.size }, 'looks at codes could not be written');
      const later = this.waiting;
      this.waiting = new Map();
      for (const look of [...looks.values(), ...later.values()]) this.note(look);
    }
  }

  private tellLost(): void {
    if (this.lost === 0) return;
    this.settings.logger.warn({ looks: this.lost }, 'looks were not kept, for want of room');
    this.lost = 0;
  }
}
