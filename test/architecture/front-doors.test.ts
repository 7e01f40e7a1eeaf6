import { expect, test } from '@jest/globals';
import { filesAt } from './project-files.js';

/** Tests outside of src go to the file itself: a door is for the program. */
const program = filesAt(/^(?:src|migrations)\/.*\.tsx?$/);
const listOfNames = /(?:import|export) (?:type )?\{([^}]*)\} from '([^']+)'/g;

/** What a file takes or gives by name, each from where. */
function namesIn(text: string): { readonly name: string; readonly from: string }[] {
  return [...text.matchAll(listOfNames)].flatMap(([, list = '', from = '']) =>
    [...list.matchAll(/(?:^|,)\s*(?:type )?(\w+)/g)].map(([, name = '']) => ({ name, from })),
  );
}

test('a front door names nothing that nobody comes for', () => {
  const doorOf = (from: string) => /([\w-]+)\/index\.js$/.exec(from)?.[1];
  const asked = new Set(
    program.flatMap(({ text }) => namesIn(text).map(({ name, from }) => `${doorOf(from)} ${name}`)),
  );
  const unasked = filesAt(/^src\/.+\/index\.ts$/).flatMap(({ path, text }) => {
    // An inner door is passed on by the module's own.
    const doors = path.split('/').slice(1, -1);
    return namesIn(text)
      .filter(({ name }) => !doors.some((door) => asked.has(`${door} ${name}`)))
      .map(({ name }) => `${path}: ${name}`);
  });
  expect(unasked).toEqual([]);
});

test('a front door writes out its names; what all modules stand on may pass on whole files', () => {
  const doors = filesAt(/^src\/(?!kernel|platform)[^/]+\/index\.ts$/);
  const whole = doors.filter(({ text }) => /^export (?:type )?\*/m.test(text));
  expect(whole.map(({ path }) => path)).toEqual([]);
  expect(doors.length).toBeGreaterThan(0);
});
