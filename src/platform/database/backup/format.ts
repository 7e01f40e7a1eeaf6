/**
 * A backup file is gzipped text, readable with zcat. First the manifest; then for each table a line with its name and
 * columns, its rows as COPY writes them (one a line), a line `\.`, and a line with the digest of those rows; last
 * a line with the number of tables, without which the file was cut off. Everything but rows is one JSON object a line.
 */
export const formatName = 'furrow-backup-1';

/** COPY never writes this line as a row: it escapes a backslash. */
export const tableEnd = '\\.';

export interface Manifest {
  readonly format: string;
  readonly takenAt: string;
  readonly postgres: string;
  /** The level of the database: names of the migrations it had, oldest first. */
  readonly migrations: readonly string[];
}

export interface TableSummary {
  readonly table: string;
  readonly bytes: number;
  /** Of the rows as written, line ends included. */
  readonly sha256: string;
}

/** Ends the file. */
export interface Ending {
  readonly tables: number;
}
