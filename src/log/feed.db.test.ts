import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { cloneDatabase, type TestDatabase } from '../../test/support/database.js';
import { writeRows } from '../platform/index.js';
import type { FeedRow } from './feed.js';
import { appendFeed, feedRows, readFeed } from './feed.store.js';
import { Sequencer } from './sequencer.js';

let test: TestDatabase;
const organisationId = '018f0000-0000-7000-8000-000000000001';

beforeAll(async () => {
  test = await cloneDatabase({ role: 'furrow_fold' });
});
afterAll(() => test.drop());

function aRow(subject: string): FeedRow {
  test.clock.advance(1); // rows of one millisecond are numbered in any order
  return {
    id: test.random.uuid(),
    organisationId,
    kind: 'thing-written',
    subject,
    payload: { quoted: `"a", {b} \\ 中`, list: [1, null] },
    recordedAt: new Date(test.clock.now()),
  };
}

async function subjects(): Promise<string[]> {
  return (await readFeed(test.database, 0, 100)).map((row) => row.subject);
}

describe('the feed', () => {
  it('gives back what was appended, with its position', async () => {
    const row = aRow('first');
    await test.database.transaction(async (tx) => {
      appendFeed(tx, [row]);
    });
    expect(await subjects()).toEqual([]);
    await new Sequencer(test.database, { holder: 'one' }).runOnce();
    expect(await readFeed(test.database, 0, 100)).toEqual([{ ...row, position: 1 }]);
  });

  it('keeps nothing of a write that is rolled back', async () => {
    const failed = test.database.transaction(async (tx) => {
      appendFeed(tx, [aRow('never')]);
      throw new Error('the write failed');
    });
    await expect(failed).rejects.toThrow('the write failed');
    await new Sequencer(test.database, { holder: 'one' }).runOnce();
    expect(await subjects()).toEqual(['first']);
  });

  it('can be appended to by the statement that writes', async () => {
    await test.database.transaction(async (tx) => {
      writeRows(tx, 'both', [feedRows([]), feedRows([aRow('second')]), feedRows([aRow('third')])]);
    });
    await new Sequencer(test.database, { holder: 'one' }).runOnce();
    expect(await subjects()).toEqual(['first', 'second', 'third']);
  });

  describe('never changes, not even for its owner:', () => {
    let owner: pg.Client;
    beforeAll(async () => {
      owner = new pg.Client({ connectionString: test.server.ownerUrl });
      await owner.connect();
    });
    afterAll(() => owner.end());

    it.each([
      `UPDATE feed SET subject = 'other'`,
      'UPDATE feed SET position = position + 100',
      'UPDATE feed SET position = NULL',
      'DELETE FROM feed',
      'TRUNCATE feed',
    ])('%s', async (statement) => {
      await expect(owner.query(statement)).rejects.toThrow('feed is append only');
    });
  });

  it('lets the service change nothing but a missing position', async () => {
    const forgery = `UPDATE feed SET subject = 'other' WHERE position IS NULL`;
    await expect(test.database.query(forgery)).rejects.toThrow('permission denied');
  });
});
