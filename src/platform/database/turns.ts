import { NoTurn } from './sqlstate.js';

export interface TurnsSettings {
  /** So many work at once. */
  readonly places: number;
  /** Longest wait for a turn. */
  readonly waitMilliseconds: number;
}

/**
 * Lets so many work at once; all others wait in the order they came. Writers that wait for each other's locks would
 * otherwise hold every connection, and whoever only reads, the feed and the health check, would wait with them.
 */
export class Turns {
  private atWork = 0;
  private readonly queue: (() => void)[] = [];

  constructor(private readonly settings: TurnsSettings) {}

  /** How many wait. */
  get waiting(): number {
    return this.queue.length;
  }

  /** Runs `work` when its turn comes; rejects with `NoTurn`, having done nothing, where it does not come in time. */
  async take<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.atWork < this.settings.places) this.atWork += 1;
    else await this.turn();
    try {
      return await work();
    } finally {
      // The place goes to the next one without becoming free, so that nobody who comes just now is before it.
      const next = this.queue.shift();
      if (next === undefined) this.atWork -= 1;
      else next();
    }
  }

  private turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.queue.splice(this.queue.indexOf(begin), 1);
        reject(new NoTurn('no turn came in time'));
      }, this.settings.waitMilliseconds);
      this.queue.push(begin);
    });
  }
}
