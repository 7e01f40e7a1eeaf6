/** One figure; its labels tell it from the others of its name. */
export interface Sample {
  readonly labels?: Readonly<Record<string, string | number>>;
  readonly value: number;
  /** Of a histogram: which of its series this is one of, `_bucket`, `_sum` or `_count`. */
  readonly suffix?: string;
}

/** What is measured, under one name. */
export interface Metric {
  readonly name: string;
  /** What it counts, and in which unit, for whoever reads it. One line. */
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly samples: readonly Sample[];
}

/** A metric in Prometheus' text format, version 0.0.4. */
export function expositionOf({ name, help, type, samples }: Metric): string {
  const lines = samples.map(
    ({ labels = {}, value, suffix = '' }) => `${name}${suffix}${labelsOf(labels)} ${value}`,
  );
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ''].join('\n');
}

/** The format escapes in a label what JSON escapes in a text: backslash, quote and line feed. */
function labelsOf(labels: Readonly<Record<string, string | number>>): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}=${JSON.stringify(`${value}`)}`,
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
