import { existsSync } from 'node:fs';
import path from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** Files that take half a minute and more while the machine is busy; their size does not tell it. */
const longest = [
  'test/http/permissions.test.ts',
  'test/holdings/model.test.ts',
  'test/http/hostile.test.ts',
  'test/invariants/nothing-twice.test.ts',
  'test/epcis/real-documents.test.ts',
  'test/platform/cli.test.ts',
  'test/platform/port-taken.test.ts',
  'test/recalls/race.test.ts',
  'test/http/foreign-members.test.ts',
  'test/walls/row-security-costs.test.ts',
  'test/privacy/erasing.test.ts',
  'test/docs/walk-through.test.ts',
].map((file) => path.resolve(file));

for (const file of longest) if (!existsSync(file)) throw new Error(`There is no ${file}.`);

/**
 * Jest begins with the files that took longest in the last run and, in a fresh clone, with the largest: then a small file that
 * takes long comes at the end, and the other worker waits for it.
 */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.some(({ duration }) => duration !== undefined)) return sorted;
    const place = ({ path: file }) => longest.indexOf(file);
    const known = sorted.filter((test) => place(test) >= 0).sort((a, b) => place(a) - place(b));
    return [...known, ...sorted.filter((test) => place(test) < 0)];
  }
}
