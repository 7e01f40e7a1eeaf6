// Every case that is owed by now is a test of its name, and one that comes in by the front door.
import { expect, test } from '@jest/globals';
import { filesAt, type ProjectFile } from './project-files.js';

/** Later work adds its cases here, and never takes one away. */
const owed = [
  ...numbered('A', 1, 23),
  ...numbered('B', 1, 6),
  ...[...numbered('C', 1, 6), 'C8', 'C9', ...numbered('C', 11, 16)],
  ...numbered('R', 1, 7),
];

/** Told over HTTP or by capture, that is through the world of the cases and never through the fold in memory. */
const overHttp = filesAt(/^test\/cases\/.*\.test\.ts$/).filter(({ text }) =>
  /from '\.\.?\/world\.js'/.test(text),
);

test('cases are looked for where there are some', () => {
  expect(overHttp.length).toBeGreaterThan(5);
  expect(owed).toHaveLength(50);
});

test.each(owed)('%s is a test of its name over HTTP', (name) => {
  expect(overHttp.filter((file) => hasTestOf(name, file)).length).toBeGreaterThan(0);
});

test('no test over HTTP asks the tables of state instead of the service', () => {
  const state =
    /\b(?:FROM|JOIN) (?:holding|flow|posting|claim|unit_move|unit_place|batch_freeze)\b/;
  expect(overHttp.filter(({ text }) => state.test(text)).map(({ path }) => path)).toEqual([]);
});

function hasTestOf(name: string, { text }: ProjectFile): boolean {
  return new RegExp(`^ *(?:test|it)\\(\\s*['"\`]${name}\\b`, 'm').test(text);
}

function numbered(letter: string, first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, i) => `${letter}${first + i}`);
}
