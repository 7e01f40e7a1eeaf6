import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import * as common from '@nestjs/common';
import pg from 'pg';

// Were they loaded anew for each file of tests, every test would pass and the run take twice as long.
test('packages are those that Node loads, whether ES modules or not', () => {
  const { createRequire } = process.getBuiltinModule('module');
  const load = createRequire(import.meta.url);
  expect(load('pg')).toBe(pg);
  expect((load('@nestjs/common') as typeof common).HttpException).toBe(common.HttpException);
});

test('an error of Node is an Error of ours', async () => {
  const error: unknown = await readFile('there is none').catch((caught: unknown) => caught);
  expect(error instanceof Error).toBe(true);
});
