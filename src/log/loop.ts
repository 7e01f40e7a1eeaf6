import { setTimeout as delay } from 'node:timers/promises';

export interface LoopSettings {
  /** What is repeated. It says how much it did; 0 means there is nothing to do for now. */
  readonly step: () => Promise<number>;
  /** Pause after a step that found nothing to do. */
  readonly idleMs: number;
  /** Told of each fault; the loop goes on. */
  readonly onFault: (fault: unknown) => void;
  /** Replaced by tests; ends early, without a fault, when the signal is given. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

const faultPauseMsMax = 5_000;

/**
 * Repeats a step until stopped, one at a time: at once while there is work, after a pause when there is
 * none, and after a pause that doubles up to 5 s while it fails, so that a broken step cannot spin.
 */
export class Loop {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly settings: LoopSettings) {}

  start(): void {
    this.running = this.run();
  }

  /** Lets the step under way finish; none begins after it. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    const { step, idleMs, onFault, pause = pauseUnlessStopped } = this.settings;
    let faults = 0;
    while (!signal.aborted) {
      try {
        const done = await step();
        faults = 0;
        if (done === 0) await pause(idleMs, signal);
      } catch (fault) {
        onFault(fault);
        faults += 1;
        await pause(Math.min(idleMs * 2 ** faults, faultPauseMsMax), signal);
      }
    }
  }
}

async function pauseUnlessStopped(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
