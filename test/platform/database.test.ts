import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

describe('the database', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await cloneDatabase();
  });
  afterAll(() => test?.drop());

  it('works as the role of requests, not as its login', async () => {
    const [row] = await test.database.query<{ user: string }>('SELECT current_user AS user');
    expect(row).toEqual({ user: 'furrow_app' });
  });
});
