import type { Reader } from '../../src/platform/index.js';

interface Plan {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Relation Name'?: string;
  readonly 'Parent Relationship'?: string;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly Plan[];
}

interface Explained {
  readonly 'QUERY PLAN': readonly [{ readonly Plan: Plan }];
}

/** How the rows of a plan are come by, without what is merely looked up for a condition on them. */
function stepsOf(plan: Plan): string[] {
  const asked = ['InitPlan', 'SubPlan'];
  const below = (plan.Plans ?? []).filter(
    ({ 'Parent Relationship': relation = '' }) => !asked.includes(relation),
  );
  const { 'Node Type': type, 'Index Name': index, 'Relation Name': table } = plan;
  return [
    [type, index, table].filter((name) => name !== undefined).join(' '),
    ...below.flatMap(stepsOf),
  ];
}

/**
 * Has PostgreSQL count the pages of tables and indexes that statements look at, which grow with what they read and not
 * with how busy the machine is. Each statement is carried out twice: wrap only what reads.
 */
export class MeasuredReader implements Reader {
  pages = 0;
  /** Rows of the answers. */
  rows = 0;
  /** The steps of each plan, the outermost first. */
  readonly plans: string[][] = [];

  constructor(private readonly reader: Reader) {}

  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const [explained] = await this.reader.query<Explained>(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`,
      parameters,
    );
    const plan = explained?.['QUERY PLAN'][0].Plan;
    this.pages += (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0);
    if (plan) this.plans.push(stepsOf(plan));
    const rows = await this.reader.query<Row>(sql, parameters);
    this.rows += rows.length;
    return rows;
  }

  async named<Row>(_: string, sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.query<Row>(sql, parameters);
  }
}
