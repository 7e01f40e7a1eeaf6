import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { filesAt, moduleOf, projectFiles, type ProjectFile } from './project-files.js';

const source = filesAt(/^src\/.*\.tsx?$/);
const production = source.filter(({ path }) => !/\.test\.tsx?$/.test(path));
const code = [...source, ...filesAt(/^(?:test|migrations)\/.*\.(?:tsx?|mjs|sh)$/)];

/** Paths of the files that break a rule: an empty list reads better in a failure than a boolean. */
function pathsOf(files: readonly ProjectFile[], breaks: (file: ProjectFile) => boolean): string[] {
  return files.filter(breaks).map(({ path }) => path);
}

describe('a file', () => {
  test('has a kebab-case name and one of the known roles', () => {
    const role =
      /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:module|controller|dto|service|store|sql|problems|(?:db\.|long\.)?test))?\.tsx?$/;
    // Nest's own seams, which only the two modules that stand around every request may fill.
    const seam =
      /^src\/(?:platform\/http|access)\/[a-z-]+\.(?:filter|guard|interceptor|pipe)(?:\.test)?\.ts$/;
    // A text catalogue is named as its language is.
    const catalogue = /^zh-CN(?:-[a-z]+)?\.ts$/;
    expect(
      pathsOf(
        source,
        ({ name, path }) => !role.test(name) && !seam.test(path) && !catalogue.test(name),
      ),
    ).toEqual([]);
  });

  test('that Nest makes is a service where it works with the database', () => {
    const others = production.filter(({ path }) => !/^src\/platform\/|\.service\.ts$/.test(path));
    expect(
      pathsOf(
        others,
        ({ text }) => /@Injectable\(/.test(text) && /\b(?:Database|Tx|Reader)\b/.test(text),
      ),
    ).toEqual([]);
  });

  test('is not named with a word that says nothing', () => {
    expect(
      // Personal data is a term of law.
      pathsOf([...code, ...filesAt(/^docs\//)], ({ path }) =>
        path
          .replace('personal-data', 'personal')
          .split(/[/.-]/)
          .some((word) => emptyWords.has(word.toLowerCase())),
      ),
    ).toEqual([]);
  });

  test('answers one question in at most 400 lines, a test in 600', () => {
    const linesMax = (path: string) => (/^test\/|\.test\.tsx?$/.test(path) ? 600 : 400);
    expect(
      pathsOf(code, ({ path, text }) => text.trimEnd().split('\n').length > linesMax(path)),
    ).toEqual([]);
  });

  test('names no place of a machine that it was written on', () => {
    const place = /(?:^|[\s"'`(=])\/(?:work|root|home\/[a-z]+|Users|tmp\/[a-z])\b|[.]library\b/;
    expect(pathsOf(projectFiles, ({ text }) => place.test(text))).toEqual([]);
  });

  test('leaves nothing for later in a mark', () => {
    const mark = new RegExp(
      `\\b(?:${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK'].join('|')})\\b`,
    );
    expect(pathsOf(projectFiles, ({ text }) => mark.test(text))).toEqual([]);
  });

  test('that lifts a lint rule says why on the line', () => {
    const lifted = /(?:eslint-disable|@ts-(?:expect-error|ignore|nocheck))(?![^\n]*(?: -- |: )\S)/;
    expect(pathsOf(code, ({ text, name }) => name !== 'tidy.test.ts' && lifted.test(text))).toEqual(
      [],
    );
  });
});

describe('an exported name', () => {
  test('holds no word that says nothing', () => {
    const names = production.flatMap(({ path, text }) =>
      [
        ...text.matchAll(
          /^export (?:abstract |async )*(?:class|function\*?|const|interface|type) (\w+)/gm,
        ),
      ].map(([, name = '']) => ({ path, name })),
    );
    const words = (name: string) => name.split(/(?=[A-Z])|_/).map((word) => word.toLowerCase());
    expect(names.filter(({ name }) => words(name).some((word) => emptyWords.has(word)))).toEqual(
      [],
    );
  });
});

describe('production code', () => {
  test('needs no forward reference and looks nothing up in the injector', () => {
    expect(pathsOf(production, ({ text }) => /\bforwardRef\b|\bModuleRef\b/.test(text))).toEqual(
      [],
    );
  });

  test('refuses through problems; Nest’s own exceptions stay in platform/http', () => {
    const outside = production.filter(({ path }) => !path.startsWith('src/platform/http/'));
    const imported = /import \{[^}]*Exception\b[^}]*\} from '@nestjs\/common'/;
    expect(pathsOf(outside, ({ text }) => imported.test(text))).toEqual([]);
  });

  test('takes the names of holders apart in SQL in one file', () => {
    const parts = /\bsplit_part\(|'%[@~#]%'/;
    expect(pathsOf(production, ({ text }) => parts.test(text))).toEqual([
      'src/holdings/holder-names.sql.ts',
    ]);
  });

  test('declares problems in files of that role, or in the kernel', () => {
    const declares = (file: ProjectFile) => /\bdefineProblem\(\s*'/.test(file.text);
    expect(
      pathsOf(production, (file) => declares(file) && !/\.problems\.ts$/.test(file.path)),
    ).toEqual(['src/kernel/problem.ts']);
  });

  test('lets null into a request only where the type of the member says so', () => {
    const lax = production.flatMap(({ path, text }) =>
      [...text.matchAll(/@IsOptional\(\)[^;]*;/g)]
        .filter(([member]) => !/\| null\b/.test(member))
        .map(([member]) => `${path}: ${member}`),
    );
    // `@IfGiven()` lets a member be left out.
    expect(lax).toEqual([]);
  });

  test('has a front door in every module that begins with what the module is', () => {
    const modules = [...new Set(production.map(moduleOf))].filter(
      (name) => name !== undefined && name !== 'cli',
    );
    const doors = filesAt(/^src\/[^/]+\/index\.ts$/).filter(({ text }) => text.startsWith('/**'));
    expect(doors.map(moduleOf)).toEqual(modules);
  });
});

describe('a page of documentation', () => {
  test('has one title, in its first line', () => {
    const titles = (text: string) =>
      text
        .replace(/^```[\s\S]*?^```/gm, '')
        .split('\n')
        .flatMap((line, at) => (line.startsWith('# ') ? [at] : []));
    expect(pathsOf(filesAt(/\.md$/), ({ text }) => titles(text).join() !== '0')).toEqual([]);
  });

  test('leads to nothing that is not there', () => {
    const dead = filesAt(/\.md$/).flatMap((page) =>
      [...page.text.matchAll(/\]\((?!https?:)([^)#\s]+)/g)]
        .map(([, target = '']) => path.join(path.dirname(page.path), target))
        .filter((target) => !existsSync(target))
        .map((target) => `${page.path}: ${target}`),
    );
    expect(dead).toEqual([]);
  });
});

const emptyWords = new Set([
  'manager',
  'helper',
  'helpers',
  'util',
  'utils',
  'common',
  'misc',
  'base',
  'data',
  'info',
]);
