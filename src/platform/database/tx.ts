/** Reads rows. `sql` is parameterised text; a row type names exactly the selected columns. */
export interface Reader {
  /** Numeric, int8 and date columns arrive as text, timestamptz as Date, jsonb parsed. */
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** As `query`, through a named prepared statement (plain when FURROW_PREPARED=off). For hot statements only. */
  named<Row>(name: string, sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** An open transaction: the explicit first parameter of everything that writes. Stores never open one. */
export interface Tx extends Reader {
  readonly isTransaction: true;
  /**
   * Sends a named statement whose answer nobody needs, without waiting for it. Whatever is sent after it comes after it;
   * should it fail, the next statement or the commit fails with its error.
   */
  write(name: string, sql: string, parameters?: readonly unknown[]): void;
  /** Runs `work` once the transaction is durable, and never if it is not: for memory that outlives it. */
  afterCommit(work: () => void): void;
}

/** As whom statements run. Every session starts as one of these, and never as the login itself. */
export type DatabaseRole = 'furrow_app' | 'furrow_fold' | 'furrow_public';

export interface TransactionOptions {
  /** The organisation whose rows the database's own policies let through. */
  readonly organisationId?: string;
  /** `fold` also writes state tables, and can do all `app` can. */
  readonly role?: 'app' | 'fold';
  /** A read-only transaction that sees one moment throughout. */
  readonly snapshot?: boolean;
}
