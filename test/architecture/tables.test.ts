import { describe, expect, test } from '@jest/globals';
import { filesAt, moduleOf } from './project-files.js';

const migrations = filesAt(/^migrations\/\d{4}-.*\.ts$/);
const modules = new Set(filesAt(/^src\/[^/]+\/index\.ts$/).map(moduleOf));

/** Who alone writes each table, as its comment in the database says. */
const owners = new Map(
  migrations.flatMap(({ text }) =>
    [...text.matchAll(/COMMENT ON TABLE (\w+) IS '([a-z]+):/g)].map(
      ([, table = '', owner = '']) => [table, owner] as const,
    ),
  ),
);

const write =
  /\b(?:INSERT\s+INTO|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE(?:\s+TABLE)?|(?<!\b(?:FOR|KEY|DO|OR)\s+)UPDATE(?!\s+SET\b))\s+(?:ONLY\s+)?("?[a-z_]\w*"?|\$\{)/g;

describe('each table', () => {
  test('says in its comment which module alone writes it', () => {
    const made = migrations.flatMap(({ text }) =>
      [...text.matchAll(/CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?(\w+)/g)].map(
        ([, table = '']) => table,
      ),
    );
    expect(made.filter((table) => !modules.has(owners.get(table)))).toEqual([]);
    expect(made.length).toBeGreaterThan(0);
  });

  test('is written in the folder of its owner only', () => {
    // The backup restores every table, whoever owns it; migrations and tests are not a module's code.
    const statements = filesAt(/^src\/.*\.ts$/)
      .filter(({ path }) => !/\.test\.ts$|^src\/platform\/database\//.test(path))
      .flatMap((file) =>
        writtenTables(withoutComments(file.text)).map((table) => ({
          path: file.path,
          table,
          owner: owners.get(table),
          by: moduleOf(file),
        })),
      );
    expect(statements.filter(({ owner, by }) => owner !== by)).toEqual([]);
    expect(statements.length).toBeGreaterThan(0);
  });
});

test.each([
  ['INSERT INTO batch (id)', 'batch'],
  ['UPDATE batch SET x = 1', 'batch'],
  ['DELETE FROM ONLY batch', 'batch'],
  ['MERGE INTO batch', 'batch'],
  ['INSERT INTO ${table}', '${'],
  ['SELECT 1 FROM batch FOR NO KEY UPDATE', undefined],
  ['SELECT 1 FROM batch FOR UPDATE OF batch', undefined],
  ['ON CONFLICT (id) DO UPDATE SET x = 1', undefined],
])('of the SQL %j the written table is %j', (sql, table) => {
  expect([...sql.matchAll(write)][0]?.[1]).toBe(table);
});

/** Where a statement's table is filled in, every table that the file names in quotes may be meant. */
function writtenTables(code: string): string[] {
  const tables = [...code.matchAll(write)].map(([, table = '']) => table);
  if (!tables.includes('${')) return tables;
  const named = [...code.matchAll(/'([a-z_]+)'/g)].map(([, name = '']) => name);
  return [...tables.filter((table) => table !== '${'), ...named.filter((name) => owners.has(name))];
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}
