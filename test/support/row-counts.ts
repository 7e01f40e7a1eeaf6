import pg from 'pg';

/**
 * Counts the rows of every table there is, so that a test may say: nothing stored, of any kind. Only
 * where the sequencer and the followers of the feed stand is left out, since each writes its row when it
 * first works, in a moment of its own, and the audit, which keeps that something was asked, also in vain.
 */
export class RowCounts {
  private constructor(
    private readonly owner: pg.Client,
    private readonly select: string,
  ) {}

  /** With the rights of the owner of the database, whom no policy hides a row from. */
  static async open(ownerUrl: string): Promise<RowCounts> {
    const owner = new pg.Client({ connectionString: ownerUrl });
    await owner.connect();
    const { rows } = await owner.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class
       WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname NOT IN ('feed_follower', 'feed_sequencer', 'audit_entry')`,
    );
    const selects = rows.map(({ name }) => `SELECT '${name}' AS name, count(*)::int FROM ${name}`);
    return new RowCounts(owner, selects.join(' UNION ALL '));
  }

  async read(): Promise<Readonly<Record<string, number>>> {
    const { rows } = await this.owner.query<{ name: string; count: number }>(this.select);
    return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
  }

  async close(): Promise<void> {
    await this.owner.end();
  }
}
