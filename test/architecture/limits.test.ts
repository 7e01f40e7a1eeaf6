import { expect, test } from '@jest/globals';
import { turnMilliseconds } from '../../src/platform/database/database.js';
import { itemsMax } from '../../src/activities/activities.dto.js';
import { PageQuery, pageSizeMax } from '../../src/platform/http/page.dto.js';
import {
  headTimeoutMilliseconds,
  requestTimeoutMilliseconds,
  restMilliseconds,
  routeLimits,
} from '../../src/platform/http/limits.js';
import { validDaysMax, validOfLabelMax } from '../../src/access/keys.service.js';
import { filesAt } from './project-files.js';

const page = filesAt(/^docs\/reference\/limits\.md$/)[0]?.text ?? '';
const rows = page
  .split('\n')
  .filter((line) => /^\|(?! -| routes| what)/.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

test('docs/reference/limits.md tells of each class of routes what the code takes', () => {
  const bodies = routeLimits.map(({ routes, mediaTypes, bodyBytes, jsonDepth }) => [
    `\`${routes}\``,
    mediaTypes.map((type) => `\`${type}\``).join(', '),
    sizeOf(bodyBytes),
    String(jsonDepth),
  ]);
  expect(rows.filter((row) => row.length === 4)).toEqual(bodies);
});

test('docs/reference/limits.md tells the times and counts of the code', () => {
  const limits = Object.fromEntries(rows.filter((row) => row.length === 2)) as unknown;
  expect(limits).toMatchObject({
    'sending the head of a request': `${headTimeoutMilliseconds / 1000} s`,
    'sending a whole request': `${requestTimeoutMilliseconds / 1000} s`,
    'a connection at rest between requests': `${restMilliseconds / 1000} s`,
    'waiting while other captures are at work': `${turnMilliseconds / 1000} s`,
    'entries of a page when `limit` is left out': String(new PageQuery().limit),
    'entries of a page at most': String(pageSizeMax),
    'item codes named by one act': String(itemsMax),
    'days that a key is valid': String(validDaysMax),
    'valid keys of one label': String(validOfLabelMax),
  });
});

function sizeOf(bytes: number): string {
  const kibibytes = bytes / 1024;
  return kibibytes < 1024 ? `${kibibytes} KiB` : `${kibibytes / 1024} MiB`;
}
