/** Reads rows. `sql` is parameterised text; a row type names exactly the selected columns. */
export interface Reader {
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** As `query`, through a named prepared statement (plain when FURROW_PREPARED=off). For hot statements only. */
  named<Row>(name: string, sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** An open transaction: the explicit first parameter of everything that writes. Stores never open one. */
export interface Tx extends Reader {
  readonly isTransaction: true;
}
