import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { cloneDatabase, type TestDatabase } from '../../test/support/database.js';
import type { Tx } from '../platform/index.js';
import { appendFeed } from './feed.store.js';
import { Follower, type Following } from './follower.js';
import { Sequencer } from './sequencer.js';

let test: TestDatabase;

beforeAll(async () => {
  test = await cloneDatabase({ role: 'furrow_fold' });
  await write(...'abcdefghij');
});
afterAll(() => test.drop());
beforeEach(() => test.database.query('UPDATE feed_follower SET position = 0'));

describe('a follower', () => {
  it('is handed each row once, in order, a batch at a time', async () => {
    const handed: string[][] = [];
    const follower = follow('batches', { batchRows: 4 }, async (_tx, subjects) => {
      handed.push(subjects);
    });
    const counts = [];
    for (let i = 0; i < 4; i++) counts.push(await follower.runOnce());
    expect(counts).toEqual([4, 4, 2, 0]);
    expect(handed.flat().join('')).toBe('abcdefghij');
  });

  it('is handed the same rows again after a fault, whose writes are gone', async () => {
    let faulty = true;
    const follower = follow('faulty', {}, async (tx, subjects) => {
      await note(tx, 'faulty-effect', subjects.length);
      if (faulty) throw new Error('no room');
    });
    await expect(follower.runOnce()).rejects.toThrow('no room');
    expect(await noted('faulty-effect')).toBe(0);
    faulty = false;
    expect(await follower.runOnce()).toBe(10);
    expect(await noted('faulty-effect')).toBe(10);
  });

  it('of the same name in two processes has each effect once', async () => {
    const followers = [1, 2].map(() =>
      follow('twins', { batchRows: 1 }, (tx, subjects) =>
        note(tx, 'twins-effect', subjects.length),
      ),
    );
    await Promise.all(
      followers.map(async (follower) => {
        while ((await follower.runOnce()) > 0);
      }),
    );
    expect(await noted('twins-effect')).toBe(10);
  });

  it('goes on where it stood when new rows come', async () => {
    const seen: string[] = [];
    const follower = follow('going on', {}, async (_tx, subjects) => {
      seen.push(...subjects);
    });
    await follower.runOnce();
    await write('k');
    expect(await follower.runOnce()).toBe(1);
    expect(seen.join('')).toBe('abcdefghijk');
  });
});

function follow(
  name: string,
  options: Pick<Following, 'batchRows'>,
  handle: (tx: Tx, subjects: string[]) => Promise<void>,
): Follower {
  const subjectsOf: Following['handle'] = (tx, rows) =>
    handle(
      tx,
      rows.map((row) => row.subject),
    );
  return new Follower(test.database, { name, ...options, handle: subjectsOf });
}

async function write(...subjects: string[]): Promise<void> {
  await test.database.transaction(async (tx) => {
    for (const subject of subjects) {
      test.clock.advance(1);
      const recordedAt = new Date(test.clock.now());
      const ids = { id: test.random.uuid(), organisationId: test.random.uuid() };
      appendFeed(tx, [{ ...ids, kind: 'written', subject, payload: {}, recordedAt }]);
    }
  });
  await new Sequencer(test.database, { holder: 'test' }).runOnce();
}

/** An effect of a follower in the database. Any table would do; here it is a counter of another name. */
async function note(tx: Tx, counter: string, by: number): Promise<void> {
  await tx.query(
    `INSERT INTO feed_follower (name, position) VALUES ($1, $2)
     ON CONFLICT (name) DO UPDATE SET position = feed_follower.position + $2`,
    [counter, by],
  );
}

async function noted(counter: string): Promise<number> {
  const counted = await test.database.query<{ position: string }>(
    'SELECT position FROM feed_follower WHERE name = $1',
    [counter],
  );
  return Number(counted[0]?.position ?? 0);
}
