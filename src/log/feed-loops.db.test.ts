import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cloneDatabase, type TestDatabase } from '../../test/support/database.js';
import { createLogger, type ProcessRole } from '../platform/index.js';
import { FeedLoops, type FeedLoopsSettings } from './feed-loops.js';
import { appendFeed, readFeed } from './feed.store.js';
import { Sequencer } from './sequencer.js';

let test: TestDatabase;

beforeAll(async () => {
  test = await cloneDatabase({ role: 'furrow_fold' });
});
afterAll(() => test.drop());

describe('the feed of a running application', () => {
  it('reaches its followers by itself, and is let go of at the end', async () => {
    const loops = aProcess(['sequencer', 'jobs']);
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

  it('lets rows gather after a short batch instead of reading again at once', async () => {
    const log: string[] = [];
    const sequencer = new Sequencer(test.database, { holder: 'by hand' });
    const giveNext = async (subject: string) => {
      await write(subject);
      await sequencer.runOnce();
    };
    const { done, loops } = await new Promise<{ done: string[]; loops: FeedLoops }>((resolve) => {
      const following = aProcess(['jobs'], async () => void log.push('paused'));
      const handle = async (_: unknown, rows: readonly { readonly subject: string }[]) => {
        log.push(...rows.map(({ subject }) => subject));
        if (rows.some(({ subject }) => subject === 'first')) await giveNext('second');
        else if (rows.some(({ subject }) => subject === 'second')) {
          resolve({ done: [...log], loops: following });
        }
      };
      following.follow({ name: 'gathering', handle });
      void giveNext('first').then(() => following.onApplicationBootstrap());
    });
    await loops.beforeApplicationShutdown();
    await sequencer.release();
    const from = done.indexOf('first');
    expect(done.slice(from)).toEqual(['first', 'paused', 'second']);
  });

  it('stands still in a process of other roles', async () => {
    let called = false;
    const handle = async () => void (called = true);
    const numbered = (await readFeed(test.database, 0, 100)).length;
    await write('waiting');
    const loops = aProcess(['api', 'public']);
    loops.follow({ name: 'idle', handle });
    loops.onApplicationBootstrap();
    await loops.beforeApplicationShutdown();
    expect(called).toBe(false);
    expect(await readFeed(test.database, 0, 100)).toHaveLength(numbered);
  });
});

function aProcess(roles: readonly ProcessRole[], pause?: FeedLoopsSettings['pause']): FeedLoops {
  const { database, random } = test;
  const logger = createLogger('silent');
  const holder = random.uuid();
  return new FeedLoops({
    database,
    logger,
    roles: new Set(roles),
    holder,
    ...(pause && { pause }),
  });
}

async function write(subject: string): Promise<void> {
  const ids = { id: test.random.uuid(), organisationId: test.random.uuid() };
  const recordedAt = new Date(test.clock.now());
  const row = { ...ids, kind: 'thing-written', subject, payload: {}, recordedAt };
  await test.database.transaction(async (tx) => {
    appendFeed(tx, [row]);
  });
}
