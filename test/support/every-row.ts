import type { Reader } from '../../src/platform/index.js';

/** Every row of these tables, or of all there are, written out with all its columns, in an order of its own. */
export async function everyRow(
  everything: Pick<Reader, 'query'>,
  only?: readonly string[],
): Promise<string[]> {
  const tables =
    only ??
    (
      await everything.query<{ name: string }>(
        `SELECT relname AS name FROM pg_class
         WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname`,
      )
    ).map(({ name }) => name);
  const rows: string[] = [];
  for (const table of tables) {
    const found = await everything.query<{ row: string }>(
      `SELECT row_to_json(whole)::text AS row FROM ${table} AS whole ORDER BY 1`,
    );
    rows.push(...found.map(({ row }) => `${table} ${row}`));
  }
  return rows;
}
