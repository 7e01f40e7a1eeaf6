// The graph in memory, against the judge over the same books, after every write.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { fold, settle } from '../../../src/holdings/index.js';
import type { FoldEvent } from '../../../src/holdings/model/claim.js';
import { derivedId } from '../../../src/kernel/index.js';
import { appendFeed } from '../../../src/log/index.js';
import { defaultBounds } from '../../../src/trace/books/bounds.js';
import { StoredGraph } from '../../../src/trace/books/graph.store.js';
import { LinkMemory } from '../../../src/trace/memory/link-memory.js';
import { ScopeTrace } from '../../../src/trace/memory/scope-trace.js';
import { traceForward } from '../../../src/trace/trace.js';
import { Story } from '../pure/story.js';
import { cloneDatabase, type TestDatabase } from '../../support/database.js';
import { batchesTold, said, stories } from './told-stories.js';

const numRuns = Number(process.env['FURROW_FOLD_RUNS'] ?? 25);
const unbounded = { batches: Infinity, rows: Infinity, levels: Infinity };
const quiet = { info: () => undefined, warn: () => undefined };

let home: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  home = await cloneDatabase();
  owner = new pg.Client({ connectionString: home.server.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await home.drop();
});

function memoryOf(bytesMax = Infinity): LinkMemory {
  const memory = new LinkMemory({ logger: quiet, bytesMax });
  memory.open(home.database);
  return memory;
}

/** Captures facts as the service does: folded and told to the feed in one transaction. */
async function capture(
  added: readonly FoldEvent[],
  withdrawn: readonly string[],
  laterPostings: number,
): Promise<void> {
  const recordedAt = new Date(home.clock.now());
  const organisationId = derivedId('organisation');
  const within = { laterPostings, organisationId };
  await home.database.transaction(
    async (tx) => {
      await fold(tx, { added, withdrawn, recordedAt, recorded: 'fact', within });
      const rows = [...added.map(({ ref }) => ref), ...withdrawn].map((subject) => ({
        ...{ id: home.random.uuid(), organisationId, kind: 'event-captured' },
        ...{ subject, payload: {}, recordedAt },
      }));
      appendFeed(tx, rows);
    },
    { role: 'fold' },
  );
  home.clock.advance(1_000);
}

/** What the sequencer does; until then a write is told all the same. */
async function number(): Promise<void> {
  await owner.query(`
    UPDATE feed SET position = numbered.position FROM (
      SELECT id, (SELECT coalesce(max(position), 0) FROM feed) + row_number() OVER (ORDER BY id) AS position
      FROM feed WHERE position IS NULL) numbered
    WHERE feed.id = numbered.id`);
}

async function empty(): Promise<void> {
  const tables =
    'pending_fold claim claim_name fold_key posting touch flow unit_move holding unit_place';
  for (const table of tables.split(' ')) await owner.query(`DELETE FROM ${table}`);
  await number();
}

/** Every scope that the memory tells is the one that the judge finds; says how many it told. */
async function expectSame(memory: LinkMemory): Promise<number> {
  let told = 0;
  for (const name of batchesTold) {
    await home.database.transaction(
      async (tx) => {
        const books = new StoredGraph(tx, { eyes: null, asOf: null });
        const found = await memory.within([name], unbounded, async (graph, scope) =>
          (await ScopeTrace.of(graph, scope, books)).whole(),
        );
        const [pending] = await tx.query('SELECT FROM pending_fold LIMIT 1');
        // Judged traces say that something is still being worked in.
        if (pending) expect(found).toBeNull();
        if (!found) return;
        told += 1;
        const judged = await traceForward(books, [name], defaultBounds);
        expect(said(found)).toEqual(said(judged));
      },
      { role: 'trace', snapshot: true },
    );
  }
  return told;
}

test('what is written is in the next answer: late, corrected, put off, before the feed numbers it', async () => {
  let told = 0;
  const plan = fc.record({
    story: stories,
    withdrawn: fc.array(fc.nat(), { maxLength: 2 }),
    keys: fc.array(fc.nat(), { minLength: 22, maxLength: 22 }),
    laterPostings: fc.constantFrom(Infinity, Infinity, 1, 3),
    numbered: fc.array(fc.boolean(), { minLength: 22, maxLength: 22 }),
  });
  await fc.assert(
    fc.asyncProperty(plan, async ({ story, withdrawn, keys, laterPostings, numbered }) => {
      await empty();
      const memory = memoryOf();
      await memory.step();
      const all = story.events
        .map((event) => ({ ...event, ref: derivedId(event.ref) }))
        .sort(
          (a, b) =>
            (keys[story.events.findIndex(({ eventId }) => eventId === a.eventId)] ?? 0) -
            (keys[story.events.findIndex(({ eventId }) => eventId === b.eventId)] ?? 0),
        );
      for (const [i, event] of all.entries()) {
        await capture([event], [], laterPostings);
        if (numbered[i]) await number();
        told += await expectSame(memory);
      }
      for (const n of new Set(withdrawn.map((each) => each % all.length))) {
        await capture([], [all[n]?.ref ?? ''], laterPostings);
        told += await expectSame(memory);
      }
      await settle(home);
      told += await expectSame(memory);
    }),
    { numRuns },
  );
  expect(told).toBeGreaterThan(numRuns);
}, 120_000);

test('where it cannot be read, or many wait, the books are asked', async () => {
  await empty();
  const told = new Story().make('F', 1, 'A 5').transform('F', 2, 'A 5', 'D 5');
  await capture(
    told.events.map((event) => ({ ...event, ref: derivedId(event.ref) })),
    [],
    Infinity,
  );
  const memory = memoryOf();
  await memory.step();
  const asked = () => memory.within(['A'], unbounded, (_, { batches }) => batches.length);
  const many = await Promise.all(Array.from({ length: 9 }, asked));
  expect([...new Set(many)]).toEqual([2, null]);
  expect(await asked()).toBe(2);
  memory.open({ transaction: () => Promise.reject(new Error('the database went away')) });
  expect(await asked()).toBeNull();
  memory.open(home.database);
  expect(await asked()).toBe(2);
});

test('past its bounds a scope is not told', async () => {
  await empty();
  const told = new Story()
    .make('F', 1, 'A 5')
    .transform('F', 2, 'A 5', 'D1 5')
    .transform('F', 3, 'D1 5', 'D2 5');
  await capture(
    told.events.map((event) => ({ ...event, ref: derivedId(event.ref) })),
    [],
    Infinity,
  );
  const memory = memoryOf();
  await memory.step();
  const found = await memory.within(['A'], unbounded, (_, scope) => scope);
  expect(found).toMatchObject({ rows: 5, levels: 2 });
  const within = (bounds: object) =>
    memory.within(['A'], { ...unbounded, ...bounds }, ({ rows }) => rows.count);
  for (const bounds of [{ batches: 3 }, { rows: 5 }, { levels: 2 }]) {
    expect(await within(bounds)).toBe(5);
  }
  for (const bounds of [{ batches: 2 }, { rows: 4 }, { levels: 1 }]) {
    expect({ bounds, told: await within(bounds) }).toEqual({ bounds, told: null });
  }
});

test('past its room it answers nothing, and reads no more', async () => {
  await empty();
  const told = new Story().make('F', 1, 'A 5').transform('F', 2, 'A 5', 'D 5');
  await capture(
    told.events.map((event) => ({ ...event, ref: derivedId(event.ref) })),
    [],
    Infinity,
  );
  const asked = (memory: LinkMemory) =>
    memory.within(['A'], unbounded, (_, { batches }) => batches.length);
  const large = memoryOf();
  await large.step();
  const bytes = large.reached?.bytes ?? 0;
  expect(await asked(large)).toBe(2);
  const small = memoryOf(bytes - 1);
  await small.step();
  const before = home.database.statementsSent;
  await small.step();
  expect([await asked(small), small.reached, home.database.statementsSent - before]).toEqual([
    null,
    null,
    0,
  ]);
});
