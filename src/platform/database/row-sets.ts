import type { Tx } from './tx.js';

/** The columns of rows on their way to a table: each its name, its type in SQL, and what goes into it. */
export type Columns<Row> = Readonly<
  Record<string, readonly [type: string, of: (row: Row) => Value]>
>;

type Value = string | number | boolean | null;

/** Rows and the statement that takes them in. */
export interface RowSet {
  readonly size: number;
  /** How many columns they have. */
  readonly width: number;
  /** One array literal for each column. */
  readonly values: () => Generator<undefined, readonly string[]>;
  /** Its parameters are numbered from `first`. */
  readonly sql: (first: number) => string;
  /** The rows from one place up to, but not including, another. */
  readonly slice: (from: number, to: number) => RowSet;
}

/**
 * How rows of one kind are written. `write` gets the relation that holds them, by the name of `new` and with the columns
 * as they are called in `columns`.
 */
export function rowSets<Row>(
  columns: Columns<Row>,
  write: (relation: string) => string,
): (rows: readonly Row[]) => RowSet {
  const parts = Object.values(columns);
  const names = Object.keys(columns).join(', ');
  const sql = (first: number) => {
    const arrays = parts.map(([type], i) => `$${first + i}::${type}[]`);
    return write(`unnest(${arrays.join(', ')}) AS new (${names})`);
  };
  const setOf = (rows: readonly Row[]): RowSet => ({
    size: rows.length,
    width: parts.length,
    *values() {
      const columns: string[] = [];
      for (const [, of] of parts) columns.push(yield* arrayLiteral(rows, of));
      return columns;
    },
    sql,
    slice: (from, to) => setOf(rows.slice(from, to)),
  });
  return setOf;
}

type Given = readonly (readonly [type: string, value: string])[];

/**
 * Writes all sets, in their order, and waits for no answer: by one statement, unless they are so many rows that its message
 * would take long to write. Sets without rows are left out of it: most writes fill few of the tables they might, and each
 * table costs the server a plan to run. `given` are parameters that all sets see, from $1 on.
 */
export function writeRows(tx: Tx, name: string, sets: readonly RowSet[], given: Given = []): void {
  for (const writing = writingRows(tx, name, sets, given); writing.next().done !== true;);
}

/** `writeRows` in steps, for `stepByStep`; a message is the last of its steps. */
export function* writingRows(
  tx: Tx,
  name: string,
  sets: readonly RowSet[],
  given: Given = [],
): Generator<undefined, void> {
  for (const message of messagesOf(sets)) {
    const statement = `${name}-${message.map(({ part }) => part).join('')}`;
    let text = texts.get(statement);
    if (text === undefined) {
      text = statementOf(message, given);
      texts.set(statement, text);
    }
    const values = given.map(([, value]) => value);
    for (const set of message) values.push(...(yield* set.values()));
    tx.write(statement, text, values);
    yield;
  }
}

/** Rows that go in one message: each may carry a document, and the driver writes a message out in one go. */
const rowsPerMessage = 500;

/** A set, or a portion of one, by the place of the set among all. */
interface Part extends RowSet {
  readonly part: string;
}

function messagesOf(sets: readonly RowSet[]): Part[][] {
  const messages: Part[][] = [];
  let free = 0;
  for (const [i, set] of sets.entries()) {
    for (let from = 0; from < set.size;) {
      if (free === 0) messages.push([]);
      if (free === 0) free = rowsPerMessage;
      const portion = set.slice(from, from + free);
      messages.at(-1)?.push({ ...portion, part: i.toString(36) });
      from += portion.size;
      free -= portion.size;
    }
  }
  return messages;
}

/** As many as there are ways in which sets are filled together and cut into messages: some dozens in all. */
const texts = new Map<string, string>();

function statementOf(sets: readonly Part[], given: Given): string {
  let first = given.length + 1;
  const parts = sets.map(({ part, sql, width }) => {
    const written = `written_${part} AS (${sql(first)})`;
    first += width;
    return written;
  });
  // Named here, a parameter has a type even where no set uses it.
  const seen = given.map(([type], i) => `$${i + 1}::${type}`).join(', ');
  return `WITH ${parts.join(', ')} SELECT ${seen} WHERE false`;
}

/** Values that are written in one step: each may be a document. */
const valuesPerStep = 50;

const control = /[\0-\x1f]/;

/**
 * An array of PostgreSQL as text. The driver would make it too, at several times the cost. What JSON writes is such an
 * array in other brackets, as long as no text holds a control character, which JSON escapes in a way of its own.
 */
function* arrayLiteral<Row>(
  rows: readonly Row[],
  of: (row: Row) => Value,
): Generator<undefined, string> {
  const parts: string[] = [];
  for (let from = 0; from < rows.length; from += valuesPerStep) {
    const values = rows.slice(from, from + valuesPerStep).map(of);
    parts.push(values.some(hasControl) ? values.map(element).join() : jsonList(values));
    yield;
  }
  return `{${parts.join()}}`;
}

function jsonList(values: readonly Value[]): string {
  return JSON.stringify(values).slice(1, -1);
}

function hasControl(value: Value): boolean {
  return typeof value === 'string' && control.test(value);
}

function element(value: Value): string {
  if (typeof value !== 'string') return String(value);
  return `"${value.replace(/["\\]/g, String.raw`\$&`)}"`;
}
