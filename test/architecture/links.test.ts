import { expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesAt } from './project-files.js';

test('every page of ours that is linked to by a page is there, as is every test that one names', () => {
  const links = filesAt(/^(?:docs\/.*|[A-Z]+)\.md$/).flatMap(({ path, text }) =>
    [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, to = '']) => [path, to]),
  );
  const broken = links.filter(([from = '', to = '']) => !existsSync(join(dirname(from), to)));
  expect(broken).toEqual([]);
  expect(links.length).toBeGreaterThan(100);
});
