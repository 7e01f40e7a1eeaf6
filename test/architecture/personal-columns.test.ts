// Goal: docs/concepts/personal-data.md tells of every column that could hold something about a person. Method: the catalogue of
// a migrated database against the page, both ways.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { filesAt } from './project-files.js';

let home: TestDatabase;
beforeAll(async () => {
  home = await cloneDatabase();
});
afterAll(() => home?.drop());

const page = filesAt(/^docs\/concepts\/personal-data\.md$/)[0]?.text ?? '';

/** `table.column` of each row of the inventory, with its cells. */
const personal = [...page.matchAll(/^\| `(\w+\.\w+)` +\|(.*)\|$/gm)].map(
  ([, column = '', cells = '']) => ({ column, cells: cells.split('|').map((cell) => cell.trim()) }),
);

const others = [...page.matchAll(/^- `(\w+)`: (.+)$/gm)].flatMap(([, table = '', names = '']) =>
  names.split(', ').map((name) => `${table}.${name}`),
);

async function columns(which: string): Promise<string[]> {
  const rows = await home.everything.query<{ name: string }>(
    `SELECT relname || '.' || attname AS name
     FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid JOIN pg_type ON pg_type.oid = atttypid
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND attnum > 0
       AND NOT attisdropped AND ${which}
     ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

/** Free text of every kind, and lists of it; ids, numbers and times tell nothing by themselves. */
const canHoldWords = `(typcategory = 'S' OR typname IN ('json', 'jsonb', 'bytea', 'inet', 'cidr', 'macaddr', 'xml', 'hstore')
  OR typelem = ANY (ARRAY['text'::regtype, 'varchar'::regtype, 'bytea'::regtype, 'jsonb'::regtype, 'inet'::regtype]::oid[]))`;

test('every column that can hold words is told of once, as personal or as not', async () => {
  const told = [...personal.map(({ column }) => column), ...others];
  const words = await columns(canHoldWords);
  expect(words.filter((name) => told.filter((each) => each === name).length !== 1)).toEqual([]);
  expect(words.length).toBeGreaterThan(100);
});

test('the page tells of no column that there is not', async () => {
  const all = new Set(await columns('true'));
  expect(
    [...personal.map(({ column }) => column), ...others].filter((name) => !all.has(name)),
  ).toEqual([]);
});

test('of each personal column it says whose, why, who sees it, how long, and what erasing does', () => {
  expect(personal.length).toBeGreaterThan(30);
  for (const { column, cells } of personal) {
    expect([column, cells.length]).toEqual([column, 5]);
    expect([column, cells.filter((cell) => cell === '')]).toEqual([column, []]);
  }
});
