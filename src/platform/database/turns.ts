import { NoTurn } from './sqlstate.js';

export interface TurnsSettings {
  /** So many work at once. */
  readonly places: number;
  /** Longest wait for a turn. */
  readonly waitMilliseconds: number;
}

interface Waiting {
  readonly who: string;
  readonly begin: () => void;
}

/**
 * Lets so many work at once; all others wait, and next comes who has waited longest since a turn of its own: in the order they
 * came, where nobody says who it is. Writers that wait for each other's locks would otherwise hold every connection, and
 * whoever only reads, the feed and the health check, would wait with them.
 */
export class Turns {
  private atWork = 0;
  private begun = 0;
  /** Whose turn it last was, and when, as long as anybody waits. */
  private readonly lastOf = new Map<string, number>();
  private readonly queue: Waiting[] = [];

  constructor(private readonly settings: TurnsSettings) {}

  /** How many wait. */
  get waiting(): number {
    return this.queue.length;
  }

  /** Runs `work` when its turn comes; rejects with `NoTurn`, having done nothing, where it does not come in time. */
  async take<Result>(work: () => Promise<Result>, who = ''): Promise<Result> {
    if (this.atWork < this.settings.places) this.atWork += 1;
    else await this.turn(who);
    this.lastOf.set(who, (this.begun += 1));
    try {
      return await work();
    } finally {
      // The place goes to the next one without becoming free, so that nobody who comes just now is before it.
      const next = this.next();
      if (next === undefined) this.atWork -= 1;
      else next.begin();
    }
  }

  private next(): Waiting | undefined {
    const since = ({ who }: Waiting) => this.lastOf.get(who) ?? 0;
    const next = this.queue.reduce<Waiting | undefined>(
      (first, each) => (first === undefined || since(each) < since(first) ? each : first),
      undefined,
    );
    if (next === undefined) this.lastOf.clear();
    else this.queue.splice(this.queue.indexOf(next), 1);
    return next;
  }

  private turn(who: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        clearTimeout(timer);
        resolve();
      };
      const waiting = { who, begin };
      const timer = setTimeout(() => {
        this.queue.splice(this.queue.indexOf(waiting), 1);
        reject(new NoTurn('no turn came in time'));
      }, this.settings.waitMilliseconds);
      this.queue.push(waiting);
    });
  }
}
