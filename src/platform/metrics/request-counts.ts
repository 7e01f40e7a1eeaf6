import type { Metric, Sample } from './exposition.js';

/** One request that has its answer, or whose client left. */
export interface CountedRequest {
  readonly method: string;
  /** The pattern of its route, never its path: each value is kept for as long as the process runs. */
  readonly route: string;
  /** 0 where the client left before anything was answered. */
  readonly status: number;
  readonly milliseconds: number;
}

/** Upper bounds of the classes of duration, from an answer out of memory to one that was given up. */
const boundsMilliseconds = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000];

/**
 * How many requests each route has had and how long they took. It counts in plain integers, because the public door
 * answers in less time than a metrics library takes to find a counter; what they come to is worked out when asked for.
 */
export class RequestCounts {
  private readonly routes = new Map<string, Map<string, Durations[]>>();

  count({ method, route, status, milliseconds }: CountedRequest): void {
    this.classesOf(route, method)[Math.floor(status / 100)]?.add(milliseconds);
  }

  metric(): Metric {
    return {
      name: 'furrow_http_request_duration_seconds',
      help: 'From the head of a request to the end of its answer; status "none": the client left before one.',
      type: 'histogram',
      samples: [...this.routes].flatMap(([route, methods]) =>
        [...methods].flatMap(([method, classes]) =>
          classes.flatMap((durations, i) =>
            durations.samples({ method, route, status: statusClasses[i] ?? '' }),
          ),
        ),
      ),
    };
  }

  private classesOf(route: string, method: string): readonly Durations[] {
    const known = this.routes.get(route)?.get(method);
    if (known !== undefined) return known;
    const classes = statusClasses.map(() => new Durations());
    const methods = this.routes.get(route) ?? new Map<string, Durations[]>();
    this.routes.set(route, methods.set(method, classes));
    return classes;
  }
}

/** By the first digit of the status. */
const statusClasses: readonly string[] = ['none', '1xx', '2xx', '3xx', '4xx', '5xx'];

class Durations {
  /** How many took at most each bound and more than the one before it; the last, more than all of them. */
  private readonly counts = [...boundsMilliseconds, Infinity].map(() => 0);
  private milliseconds = 0;

  add(milliseconds: number): void {
    this.milliseconds += milliseconds;
    let i = 0;
    while (milliseconds > (boundsMilliseconds[i] ?? Infinity)) i += 1;
    this.counts[i] = (this.counts[i] ?? 0) + 1;
  }

  /** None of what never happened. Prometheus wants buckets that hold all the smaller ones. */
  samples(labels: Readonly<Record<string, string>>): Sample[] {
    let value = 0;
    const buckets = this.counts.map((count, i) => {
      value += count;
      const bound = boundsMilliseconds[i];
      const le = bound === undefined ? '+Inf' : bound / 1_000;
      return { suffix: '_bucket', labels: { ...labels, le }, value };
    });
    if (value === 0) return [];
    return [
      ...buckets,
      { suffix: '_sum', labels, value: this.milliseconds / 1_000 },
      { suffix: '_count', labels, value },
    ];
  }
}
