import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cloneDatabase, type TestDatabase } from '../../test/support/database.js';
import type { Tx } from '../platform/index.js';
import type { FeedRow } from './feed.js';
import { appendFeed, readFeed } from './feed.store.js';
import { Sequencer } from './sequencer.js';
import { holdLease, numberWaiting } from './sequencer.store.js';

let test: TestDatabase;

beforeAll(async () => {
  test = await cloneDatabase({ role: 'furrow_fold' });
});
afterAll(() => test.drop());

describe('the sequencer', () => {
  it('numbers what waits, a batch at a time, and then nothing', async () => {
    await write('a', 'b', 'c', 'd', 'e', 'f', 'g');
    const sequencer = aSequencer({ batchRows: 3 });
    const numbered = [];
    for (let i = 0; i < 4; i++) numbered.push(await sequencer.runOnce());
    expect(numbered).toEqual([3, 3, 1, 0]);
    expect(await positions()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    await sequencer.release();
  });

  it('numbers a row after its commit only, and misses none that commits late', async () => {
    const sequencer = aSequencer();
    const before = (await positions()).length;
    await test.database.transaction(async (early) => {
      appendFeed(early, rows('begun first'));
      await write('begun later');
      await sequencer.runOnce();
      expect((await subjects()).slice(before)).toEqual(['begun later']);
    });
    await sequencer.runOnce();
    expect((await subjects()).slice(before)).toEqual(['begun later', 'begun first']);
    await sequencer.release();
  });

  it('leaves the work to the holder of the lease, and goes on when that one lets go', async () => {
    const holder = aSequencer({ leaseSeconds: 3_600 });
    const other = aSequencer();
    await write('x');
    expect(await holder.runOnce()).toBe(1);
    await write('y');
    expect(await other.runOnce()).toBe(0);
    expect(await holder.runOnce()).toBe(1);
    await write('z');
    await holder.release();
    expect(await other.runOnce()).toBe(1);
    await other.release();
  });

  it('numbers nothing under the epoch of a lease that was lost', async () => {
    await write('kept for the new holder');
    const lost = await test.database.transaction((tx) => holdLease(tx, 'old', 0));
    await test.database.transaction(async (tx) => {
      expect(await holdLease(tx, 'new', 0)).toBe(String(Number(lost) + 1));
      expect(await numberWaiting(tx, lost ?? '', 10)).toBe(0);
    });
    const before = (await positions()).length;
    expect(await aSequencer().runOnce()).toBe(1);
    expect(await positions()).toHaveLength(before + 1);
    await releaseAll();
  });

  it('leaves nothing half done where it is cut off before its commit', async () => {
    await write('numbered once');
    const before = await positions();
    const cutOff = test.database.transaction(async (tx) => {
      const epoch = await holdLease(tx, 'cut off', 3_600);
      expect(await numberWaiting(tx, epoch ?? '', 10)).toBe(1);
      throw new Error('killed');
    });
    await expect(cutOff).rejects.toThrow('killed');
    expect(await positions()).toEqual(before);
    expect(await aSequencer().runOnce()).toBe(1);
    expect(await positions()).toEqual([...before, before.length + 1]);
    await releaseAll();
  });

  it('waits for a competitor whose lease lapsed in the middle of its numbering', async () => {
    await write('one', 'two');
    const before = (await positions()).length;
    const second = aSequencer({ leaseSeconds: 0 });
    let overlapping: Promise<number> = Promise.resolve(0);
    await test.database.transaction(async (tx) => {
      const epoch = await holdLease(tx, 'slow', 0);
      overlapping = second.runOnce();
      await someoneWaitsForALock(tx);
      expect(await numberWaiting(tx, epoch ?? '', 1)).toBe(1);
    });
    expect(await overlapping).toBe(1);
    expect((await positions()).slice(before)).toEqual([before + 1, before + 2]);
    await releaseAll();
  });

  it('keeps positions contiguous under two sequencers that keep taking over and many writers', async () => {
    const before = (await positions()).length;
    const sequencers = [
      aSequencer({ leaseSeconds: 0, batchRows: 7 }),
      aSequencer({ leaseSeconds: 0, batchRows: 7 }),
    ];
    const seen: number[] = [];
    let writing = true;
    const writers = Promise.all(Array.from({ length: 5 }, (_, writer) => writeMany(writer)));
    const readers = sequencers.map(async (sequencer) => {
      while (writing || (await sequencer.runOnce()) > 0) await sequencer.runOnce();
    });
    const follower = (async () => {
      while (writing) {
        for (const row of await readFeed(test.database, before + seen.length, 100))
          seen.push(row.position);
      }
    })();
    const written = (await writers).flat();
    writing = false;
    await Promise.all([...readers, follower]);

    const added = (await readFeed(test.database, before, 10_000)).map((row) => row.subject);
    expect(added.sort()).toEqual(written.sort());
    expect(await positions()).toEqual(upTo(before + written.length));
    expect(seen).toEqual(upTo(before + seen.length).slice(before));
  });
});

function aSequencer(settings: { leaseSeconds?: number; batchRows?: number } = {}): Sequencer {
  return new Sequencer(test.database, { holder: test.random.uuid(), ...settings });
}

function rows(...names: string[]): FeedRow[] {
  return names.map((subject) => ({
    id: test.random.uuid(),
    organisationId: test.random.uuid(),
    kind: 'thing-written',
    subject,
    payload: null,
    recordedAt: new Date(test.clock.now()),
  }));
}

async function write(...names: string[]): Promise<void> {
  await test.database.transaction(async (tx) => {
    appendFeed(tx, rows(...names));
  });
}

/** Forty transactions of one to three rows, every fifth rolled back; the names of what was committed. */
async function writeMany(writer: number): Promise<string[]> {
  const committed: string[] = [];
  for (let turn = 0; turn < 40; turn++) {
    const names = Array.from({ length: 1 + (turn % 3) }, (_, i) => `${writer}-${turn}-${i}`);
    const work = test.database.transaction(async (tx) => {
      appendFeed(tx, rows(...names));
      if (turn % 5 === 4) throw new Error('changed my mind');
    });
    await work.then(
      () => committed.push(...names),
      () => undefined,
    );
  }
  return committed;
}

async function positions(): Promise<number[]> {
  return (await readFeed(test.database, 0, 10_000)).map((row) => row.position);
}

async function subjects(): Promise<string[]> {
  return (await readFeed(test.database, 0, 10_000)).map((row) => row.subject);
}

function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, i) => i + 1);
}

async function releaseAll(): Promise<void> {
  await test.database.query(`UPDATE feed_sequencer SET expires_at = '-infinity'`);
}

async function someoneWaitsForALock(tx: Tx): Promise<void> {
  const waiting = `SELECT FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE NOT granted AND datname = current_database()`;
  while ((await tx.query(waiting)).length === 0);
}
