import type pg from 'pg';
import { controlTable, migrationsTable } from '../migrate.js';

/** A table as a backup carries it. */
export interface Table {
  readonly name: string;
  /** Stored columns, in order; generated ones are computed again. */
  readonly columns: readonly string[];
}

/** Every table of ours, those that others refer to first, so that rows can be loaded in this order. */
export async function tablesInOrder(client: pg.Client): Promise<Table[]> {
  const { rows: tables } = await client.query<Table>(tablesSql, [[migrationsTable, controlTable]]);
  const { rows: references } = await client.query<{ child: string; parent: string }>(referencesSql);
  const ordered: Table[] = [];
  let rest = tables;
  while (rest.length > 0) {
    const waiting = new Set(rest.map((table) => table.name));
    const ready = rest.filter(
      (table) =>
        !references.some(({ child, parent }) => child === table.name && waiting.has(parent)),
    );
    if (ready.length === 0)
      throw new Error(`tables refer to each other in a circle: ${[...waiting].join(', ')}`);
    ordered.push(...ready);
    rest = rest.filter((table) => !ready.includes(table));
  }
  return ordered;
}

/** The table's name and column list, as COPY takes them. */
export function copyTarget(client: pg.Client, table: Table): string {
  const columns = table.columns.map((column) => client.escapeIdentifier(column));
  return `${client.escapeIdentifier(table.name)} (${columns.join(', ')})`;
}

/** Rows lie in ordinary tables and in partitions; a partitioned parent itself holds none. */
const tablesSql = `
  SELECT c.relname AS name,
         array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
     AND NOT a.attisdropped AND a.attgenerated = ''
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> ALL ($1)
   GROUP BY c.relname
   ORDER BY c.relname`;

const referencesSql = `
  SELECT conrelid::regclass::text AS child, confrelid::regclass::text AS parent
    FROM pg_constraint
   WHERE contype = 'f' AND conrelid <> confrelid`;
