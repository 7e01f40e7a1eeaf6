import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { dumpSchema } from '../../src/platform/database/index.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await cloneDatabase();
});
afterAll(() => test?.drop());

it('migrations/schema.sql is what the migrations make (npm run db:schema renews it)', async () => {
  const committed = await readFile('migrations/schema.sql', 'utf8');
  expect(await dumpSchema(test.server.ownerUrl)).toBe(committed);
});
