import type { Telling, Trade } from './trade.js';

/** Longest wait for one answer. */
const answerMilliseconds = 60_000;

const successes: readonly number[] = [200, 201, 202];

/**
 * Clients that tell their trips at once, each one thing at a time, until somebody stops them. A success status is an
 * acknowledgement. Until they are stopped nothing else will do; afterwards, while something is dead, a broken connection
 * and a 503 leave a telling open, to be sent again.
 */
export class Clients {
  readonly acknowledged = new Map<string, Telling>();
  readonly open = new Map<string, Telling>();
  /** Requests sent whose answer is not here. */
  inFlight = 0;
  private stopped = true;
  private readonly queues: { trips: number; rest: Telling[] }[];

  constructor(
    private readonly url: string,
    private readonly trade: Trade,
    count: number,
  ) {
    this.queues = Array.from({ length: count }, () => ({ trips: 0, rest: [] }));
  }

  /** Runs all clients until `isEnough`, asked after each acknowledgement, stops them; then waits for the last answer. */
  async run(isEnough: () => boolean): Promise<void> {
    this.stopped = false;
    const client = async (queue: (typeof this.queues)[number], index: number) => {
      while (!this.stopped) {
        if (queue.rest.length === 0) queue.rest = this.trade.trip(index, queue.trips++);
        const telling = queue.rest.shift();
        if (telling === undefined) throw new Error('a trip tells something');
        this.open.set(telling.id, telling);
        // One that is not acknowledged is sent again between the rounds, so the client goes on after it.
        await this.tell(telling, () => (this.stopped ||= isEnough()));
      }
    };
    try {
      await Promise.all(this.queues.map(client));
    } finally {
      this.stopped = true;
    }
  }

  /** Sends again what is open, all at once as clients do that were waiting; answers how many had been stored already. */
  async resend(): Promise<number> {
    const again = await Promise.all([...this.open.values()].map((each) => this.tell(each)));
    if (this.open.size > 0) throw new Error(`${this.open.size} are still not acknowledged`);
    return again.filter(Boolean).length;
  }

  /** Answers whether the service says that it had this already. */
  private async tell(telling: Telling, onAcknowledged = () => {}): Promise<boolean> {
    const { id, by, path, body } = telling;
    let response: Response;
    this.inFlight += 1;
    try {
      response = await fetch(new URL(path, this.url), {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Authorization: `Bearer ${this.trade.keyOf(by)}`,
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(answerMilliseconds),
      });
    } catch (error) {
      if (!this.stopped) throw error;
      return false;
    } finally {
      this.inFlight -= 1;
    }
    if (successes.includes(response.status)) {
      this.open.delete(id);
      this.acknowledged.set(id, telling);
      onAcknowledged();
      return /"repeated":true/.test(await response.text().catch(() => ''));
    }
    if (response.status === 503 && this.stopped) return false;
    throw new Error(
      `${path} ${response.status}: ${await response.text()} to ${JSON.stringify(body)}`,
    );
  }
}
