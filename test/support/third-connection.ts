import pg from 'pg';

/** A connection beside the service's: what it locks holds requests up where a race is to be decided. */
export class ThirdConnection {
  private constructor(private readonly client: pg.Client) {}

  static async open(url: string): Promise<ThirdConnection> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return new ThirdConnection(client);
  }

  async query(sql: string, parameters: unknown[] = []): Promise<void> {
    await this.client.query(sql, parameters);
  }

  /** Whether so many sessions of this database come to wait for a lock before `unless` is done. */
  async sees(sessions: number, unless: Promise<unknown>): Promise<boolean> {
    let done = false;
    const note = () => (done = true);
    unless.then(note, note);
    while (!done) {
      // Within a transaction PostgreSQL would show again what it showed first.
      await this.client.query('SELECT pg_stat_clear_snapshot()');
      const { rows } = await this.client.query<{ waiting: number }>(
        `SELECT count(*)::int AS waiting FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      if ((rows[0]?.waiting ?? 0) >= sessions) return true;
    }
    return false;
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}
