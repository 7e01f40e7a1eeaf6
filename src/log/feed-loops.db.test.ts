import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cloneDatabase, type TestDatabase } from '../../test/support/database.js';
import { createLogger, type ProcessRole } from '../platform/index.js';
import { FeedLoops } from './feed-loops.js';
import { appendFeed, readFeed } from './feed.store.js';
import { Sequencer } from './sequencer.js';

let test: TestDatabase;

beforeAll(async () => {
  test = await cloneDatabase();
});
afterAll(() => test.drop());

describe('the feed of a running application', () => {
  it('reaches its followers by itself, and is let go of at the end', async () => {
    const loops = aProcess('sequencer', 'jobs');
    const arrived = new Promise<string[]>((resolve) => {
      const handle = async (_: unknown, rows: readonly { readonly subject: string }[]) =>
        resolve(rows.map((row) => row.subject));
      loops.follow({ name: 'test', handle });
    });
    loops.onApplicationBootstrap();
    await write('moved');
    expect(await arrived).toEqual(['moved']);
    await loops.beforeApplicationShutdown();

    await write('left to the next');
    const next = new Sequencer(test.database, { holder: 'next' });
    expect(await next.runOnce()).toBe(1);
    await next.release();
  });

  it('stands still in a process of other roles', async () => {
    let called = false;
    const handle = async () => void (called = true);
    const numbered = (await readFeed(test.database, 0, 100)).length;
    await write('waiting');
    const loops = aProcess('api', 'public');
    loops.follow({ name: 'idle', handle });
    loops.onApplicationBootstrap();
    await loops.beforeApplicationShutdown();
    expect(called).toBe(false);
    expect(await readFeed(test.database, 0, 100)).toHaveLength(numbered);
  });
});

function aProcess(...roles: ProcessRole[]): FeedLoops {
  const { database, random } = test;
  const logger = createLogger('silent');
  return new FeedLoops({ database, logger, roles: new Set(roles), holder: random.uuid() });
}

async function write(subject: string): Promise<void> {
  const ids = { id: test.random.uuid(), organisationId: test.random.uuid() };
  const recordedAt = new Date(test.clock.now());
  const row = { ...ids, kind: 'thing-written', subject, payload: {}, recordedAt };
  await test.database.transaction(async (tx) => {
    appendFeed(tx, [row]);
  });
}
