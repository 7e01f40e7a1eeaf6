import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const guide = readFileSync('docs/guides/running.md', 'utf8');

test('the guide to running names every setting that is read, and no other', () => {
  const config = readFileSync('src/platform/config.ts', 'utf8');
  const read = [...config.matchAll(/read\.\w+\(\s*'([A-Z_]+)'|environment\.([A-Z_]+)/g)].map(
    ([, named, plain]) => named ?? plain ?? '',
  );
  const told = [...guide.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name = '']) => name);
  expect(told.sort()).toEqual([...new Set(read)].sort());
});

test('the commands that the guide types are commands', () => {
  const typed = [...guide.matchAll(/npm run cli -- ([a-z-]+)/g)].map(([, name = '']) => name);
  const commands = readFileSync('src/cli/commands.ts', 'utf8');
  const unknown = typed.filter((name) => {
    const words = name.split('-');
    const camel = words.map((word, i) => (i === 0 ? word : word[0]?.toUpperCase() + word.slice(1)));
    return !commands.includes(`  ${camel.join('')}Command,`);
  });
  expect(typed.length).toBeGreaterThan(4);
  expect(unknown).toEqual([]);
});
