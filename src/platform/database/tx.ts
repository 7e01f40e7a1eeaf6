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
  /** Statements from here on run as another role: what began with one's own rows goes on beyond them, at the same moment. */
  become(role: Role): void;
  /** Runs `work` once the transaction is durable, and never if it is not: for memory that outlives it. */
  afterCommit(work: () => void): void;
}

/** As whom statements run. Every session starts as one of these, and never as the login itself. */
export type DatabaseRole = `furrow_${Role}`;

/**
 * `app` sees the rows of one organisation, as the database's own policies say. The others see every row of the tables that
 * they may read at all: `fold` writes the record and its state, `trace` reads both beyond one's own, `gate` finds out who
 * is asking, `keeper` takes away what is past its period, `public` answers strangers.
 */
type Role = 'app' | 'fold' | 'gate' | 'keeper' | 'trace' | 'public';

/** Through whose eyes one looks. */
export interface Sight {
  /** The organisation whose rows the database's own policies let through. */
  readonly organisationId?: string;
  /** `app` unless told. */
  readonly role?: Role;
  /** Longest time of a statement, where it is to be shorter than usual. */
  readonly statementMilliseconds?: number;
}

export interface TransactionOptions extends Sight {
  /** A read-only transaction that sees one moment throughout. */
  readonly snapshot?: boolean;
}
