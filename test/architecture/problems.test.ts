import { describe, expect, test } from '@jest/globals';
import { filesAt, moduleOf } from './project-files.js';

/** A kind of problem: as `module code status`, so that a failure shows what differs. */
const declared = filesAt(/^src\/(?:kernel\/problem|.*\.problems)\.ts$/).flatMap((file) =>
  [...file.text.matchAll(/defineProblem\(\s*'([a-z-]+)',\s*(\d{3}),/g)].map(
    ([, code = '', status = '']) => `${moduleOf(file)} ${code} ${status}`,
  ),
);

const [, ...sections] = (filesAt(/^docs\/reference\/problems\.md$/)[0]?.text ?? '').split(/^## /m);

interface Row {
  readonly kind: string;
  readonly texts: readonly string[];
}

const described = sections.flatMap((section): Row[] => {
  const [owner = '', ...lines] = section.split('\n');
  return lines
    .filter((line) => line.startsWith('| `'))
    .map((line) => {
      const [code = '', status = '', ...texts] = line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      return { kind: `${owner} ${code.replaceAll('`', '')} ${status}`, texts };
    });
});

describe('docs/reference/problems.md', () => {
  test('describes every declared problem under its module, and no other', () => {
    expect(described.map(({ kind }) => kind).sort()).toEqual([...declared].sort());
    expect(declared.length).toBeGreaterThan(10);
  });

  test('says of each what it means and what to do', () => {
    const silent = described.filter(({ texts }) => texts.length !== 2 || texts.includes(''));
    expect(silent).toEqual([]);
  });

  test('tells the codes of a module in the order of their status', () => {
    const order = described.map(({ kind }) => kind.replace(/ .* /, ' '));
    const misplaced = order.filter((kind, at) => {
      const before = order[at - 1] ?? '';
      return before.split(' ')[0] === kind.split(' ')[0] && before > kind;
    });
    expect(misplaced).toEqual([]);
  });

  test('describes none that no code announces', () => {
    const code = filesAt(/^src\/(?!.*\.(?:test|problems)\.tsx?$).*\.tsx?$/);
    const names = filesAt(/^src\/.*\.problems\.ts$/).flatMap(({ text }) =>
      [...text.matchAll(/export const (\w+) = defineProblem/g)].map(([, name = '']) => name),
    );
    const silent = names.filter(
      (name) => !code.some(({ text }) => new RegExp(`\\b${name}\\b`).test(text)),
    );
    // A module's own *.problems.ts may throw what it declares.
    const thrown = filesAt(/^src\/.*\.problems\.ts$/).map(({ text }) => text);
    const unused = silent.filter(
      (name) =>
        !thrown.some((text) => (text.match(new RegExp(`\\b${name}\\b`, 'g')) ?? []).length > 1),
    );
    expect(unused).toEqual([]);
    expect(names.length).toBeGreaterThan(10);
  });
});
