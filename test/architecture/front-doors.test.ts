import { expect, test } from '@jest/globals';
import { filesAt } from './project-files.js';

const code = filesAt(/^(?:src|test|migrations)\/.*\.(?:tsx?|mjs)$/);
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
    code.flatMap(({ text }) => namesIn(text).map(({ name, from }) => `${doorOf(from)} ${name}`)),
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
