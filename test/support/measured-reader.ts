import type { Reader } from '../../src/platform/index.js';

interface Explained {
  readonly 'QUERY PLAN': readonly [
    {
      readonly Plan: {
        readonly 'Shared Hit Blocks': number;
        readonly 'Shared Read Blocks': number;
      };
    },
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

  constructor(private readonly reader: Reader) {}

  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const [explained] = await this.reader.query<Explained>(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`,
      parameters,
    );
    const plan = explained?.['QUERY PLAN'][0].Plan;
    this.pages += (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0);
    const rows = await this.reader.query<Row>(sql, parameters);
    this.rows += rows.length;
    return rows;
  }

  async named<Row>(_: string, sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.query<Row>(sql, parameters);
  }
}
