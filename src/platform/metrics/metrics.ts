import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Logger } from '../logging.js';
import { inTime } from '../patience.js';
import { expositionOf, type Sample } from './exposition.js';
import { RequestCounts } from './request-counts.js';

/** A figure that is read anew for each scrape. */
export interface Gauge {
  readonly name: string;
  readonly help: string;
  /** At most one bounded statement: a scrape must not become a load. */
  readonly read: () => readonly Sample[] | Promise<readonly Sample[]>;
}

/** How long a scrape waits for a figure: Prometheus gives up after 10 s, and what is left is worth telling. */
const patienceMilliseconds = 2_000;

/** What a process tells its operators about itself. Modules add gauges of what is theirs when they are made. */
export class Metrics {
  readonly requests = new RequestCounts();
  private readonly process = new Registry();
  private readonly gauges: Gauge[] = [];
  private scrape: Promise<string> | undefined;

  constructor(private readonly logger: Logger) {}

  add(gauge: Gauge): void {
    this.gauges.push(gauge);
  }

  /** From now on memory, processor time, garbage and delays of the event loop are measured; that costs a timer. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.process });
  }

  /** Everything in Prometheus' text format. Whoever asks while a scrape is under way gets the same one. */
  text(): Promise<string> {
    this.scrape ??= this.read().finally(() => (this.scrape = undefined));
    return this.scrape;
  }

  private async read(): Promise<string> {
    const gauges = await Promise.all(this.gauges.map((gauge) => this.textOf(gauge)));
    const requests = expositionOf(this.requests.metric());
    return [await this.process.metrics(), requests, ...gauges].join('\n');
  }

  /** A figure that cannot be read is left out: most are wanted when the database is in trouble. */
  private async textOf({ name, help, read }: Gauge): Promise<string> {
    try {
      const samples = await inTime(Promise.resolve(read()), patienceMilliseconds);
      return expositionOf({ name, help, type: 'gauge', samples });
    } catch (err) {
      this.logger.warn({ err, gauge: name }, 'a figure could not be read');
      return '';
    }
  }
}
