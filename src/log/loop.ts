import { setTimeout as delay } from 'node:timers/promises';

/** What a step met: more than it could do at once, an end that it reached, or nothing to do. */
export type Progress = 'more' | 'caught-up' | 'nothing';

export interface LoopSettings {
  /** What is repeated. */
  readonly step: () => Promise<Progress>;
  /** Pause after a step that caught up, in which the next work may gather. */
  readonly pauseMs: number;
  /** Told of each fault; the loop goes on. */
  readonly onFault: (fault: unknown) => void;
  /** Replaced by tests; ends early, without a fault, when the signal is given. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** A service at rest looks for work twice a second: oftener, its looks would be most of what it does. */
const restMs = 500;
const faultPauseMsMax = 5_000;

/**
 * Repeats a step until stopped, one at a time: at once while there is more to do, after a pause when it caught up,
 * after one that doubles up to half a second while there is nothing to do, and after one that doubles up to 5 s while
 * it fails, so that a broken step cannot spin.
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
    const { step, pauseMs, onFault, pause = pauseUnlessStopped } = this.settings;
    let idle = 0;
    let faults = 0;
    while (!signal.aborted) {
      try {
        const progress = await step();
        faults = 0;
        idle = progress === 'nothing' ? idle + 1 : 0;
        const rest = Math.max(pauseMs, restMs);
        if (progress !== 'more') await pause(Math.min(pauseMs * 2 ** idle, rest), signal);
      } catch (fault) {
        onFault(fault);
        faults += 1;
        await pause(Math.min(pauseMs * 2 ** faults, faultPauseMsMax), signal);
      }
    }
  }
}

async function pauseUnlessStopped(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
