import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { derivedId, formatAmount } from '../../src/kernel/index.js';
import { fold, settle } from '../../src/holdings/index.js';
import type { FoldEvent } from '../../src/holdings/model/claim.js';
import type { ClaimNote } from '../../src/holdings/matching/claim-notes.js';
import { readPosted } from '../../src/holdings/state/fold-text.js';
import type { Posted } from '../../src/holdings/model/model.js';
import { postingId } from '../../src/holdings/books/replay.js';
import { rowsOf } from '../cases/pure/books-of.js';
import { MemoryLedger, sumsOf } from '../cases/pure/memory-ledger.js';
import { Story } from '../cases/pure/story.js';
import { chain, shopDays } from '../cases/pure/random-chain.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

/**
 * Goal: what the tables hold after any captures, late, withdrawn and in any grouping, is what folding all events
 * at once in memory gives; and the kept sums are the sums of the flows. So it does where captures put off what is late,
 * whenever that is folded.
 */
const numRuns = Number(process.env.FURROW_FOLD_RUNS ?? 20);

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

const stories: [string, fc.Arbitrary<FoldEvent[]>][] = [
  ['chains', chain(10)],
  ['shops', shopDays(10)],
];

describe.each(stories)('the stored fold of random %s', (_, events) => {
  test(
    'is the fold of all events in memory',
    async () => {
      const plan = fc.record({
        events,
        withdrawn: fc.array(fc.nat(), { maxLength: 2 }),
        forgotten: fc.option(fc.nat({ max: 9 }), { nil: undefined }),
        keys: fc.array(fc.nat(), { minLength: 10, maxLength: 10 }),
        laterPostings: fc.constantFrom(Infinity, 1, 2, 3),
        settled: fc.option(fc.nat({ max: 9 }), { nil: undefined }),
        sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 10, maxLength: 10 }),
      });
      await fc.assert(
        fc.asyncProperty(plan, async ({ events: told, keys, sizes, ...chosen }) => {
          const { withdrawn, forgotten, settled, laterPostings } = chosen;
          const fold = folding(laterPostings);
          const all = told.map((event) => ({ ...event, ref: derivedId(event.ref) }));
          const gone = new Set(withdrawn.map((n) => n % all.length));
          const whole = await MemoryLedger.folded(all.filter((_event, i) => !gone.has(i)));
          await empty();
          for (const [i, batch] of batches(shuffled(all, keys), sizes).entries()) {
            if (i === forgotten) await forgetNotes();
            if (i === settled) await settle(home);
            await fold(batch, []);
          }
          for (const i of gone) await fold([], [all[i]!.ref]);
          await settle(home);
          expect(await pendingCount()).toBe(0);
          const stored = await storedLedger();
          expect(rowsOf(stored)).toEqual(rowsOf(whole));
          expect(await holdings()).toEqual(holdingsOf(whole));
          for (const note of await notes()) expect(note).toEqual(whole.notes.get(note.ref));
        }),
        { numRuns },
      );
    },
    60_000 + numRuns * 5_000,
  );
});

test('a unit is where its last naming before a late event left it, whichever was captured first', async () => {
  const told = new Story()
    .draw('S', 6, '[U]')
    .ship('S', null, 24, '[U]')
    .draw('S', 4, 'A in U')
    .unpack('F', 8, 'A', 'U');
  const events = told.events.map((event) => ({ ...event, ref: derivedId(event.ref) }));
  await empty();
  for (const event of events) await folding(Infinity)([event], []);
  expect(rowsOf(await storedLedger())).toEqual(rowsOf(await MemoryLedger.folded(events)));
});

/** As claims are that were stored before notes were kept. */
async function forgetNotes(): Promise<void> {
  await owner.query('UPDATE claim SET partners = NULL, quiet_after = NULL');
  await owner.query(`UPDATE claim_name SET quiet_after = 'infinity' WHERE quiet_after IS NOT NULL`);
}

async function notes(): Promise<ClaimNote[]> {
  const rows = await home.database
    .as({ role: 'fold' })
    .query<{ ref: string; partners: string[]; quietAfter: Date }>(
      `SELECT ref, partners, quiet_after AS "quietAfter" FROM claim
     WHERE partners IS NOT NULL AND withdrawn_at IS NULL`,
    );
  return rows.map((row) => ({ ...row, quietAfter: row.quietAfter.getTime() }));
}

function folding(laterPostings: number) {
  const within = { laterPostings, organisationId: derivedId('organisation') };
  return (added: readonly FoldEvent[], withdrawn: readonly string[]) => {
    const recordedAt = new Date(home.clock.now());
    const change = { added, withdrawn, recordedAt, recorded: 'fact', within } as const;
    return home.database.transaction((tx) => fold(tx, change), {
      role: 'fold',
    });
  };
}

async function pendingCount(): Promise<number> {
  return (await home.database.as({ role: 'fold' }).query('SELECT FROM pending_fold')).length;
}

const tables =
  'pending_fold claim claim_name fold_key posting touch flow unit_move holding unit_place'.split(
    ' ',
  );

async function empty(): Promise<void> {
  // DELETE: truncating small tables costs a hundred times as much.
  for (const table of tables) await owner.query(`DELETE FROM ${table}`);
}

async function storedLedger(): Promise<MemoryLedger> {
  const rows = await home.database
    .as({ role: 'fold' })
    .query<{ body: unknown }>('SELECT body FROM posting WHERE superseded_at IS NULL');
  const ledger = new MemoryLedger();
  for (const { body } of rows) {
    const posted: Posted = readPosted(body);
    ledger.posted.set(postingId(posted), posted);
  }
  return ledger;
}

async function holdings(): Promise<string[]> {
  const rows = await home.database.as({ role: 'fold' }).query<{ line: string }>(
    `SELECT concat_ws('|', holder_kind, holder, book, product_id, uom, batch_id, owner, trim_scale(amount)) AS line
     FROM holding WHERE amount <> 0`,
  );
  return rows.map(({ line }) => line).sort();
}

function holdingsOf(ledger: MemoryLedger): string[] {
  return sumsOf(
    null,
    ledger.flows().map(({ flow }) => flow),
  )
    .filter(({ amount }) => amount !== 0n)
    .map(({ line, amount }) =>
      [
        line.holder.kind,
        line.holder.id,
        line.book,
        line.product,
        line.uom,
        line.batch ?? '',
        line.owner ?? '',
        formatAmount(amount),
      ].join('|'),
    )
    .sort();
}

function shuffled<Item>(items: readonly Item[], keys: readonly number[]): Item[] {
  return items
    .map((item, i) => ({ item, key: keys[i] ?? i }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

function batches<Item>(items: readonly Item[], sizes: readonly number[]): Item[][] {
  const result: Item[][] = [];
  for (let at = 0, i = 0; at < items.length; i += 1) {
    const size = sizes[i] ?? 1;
    result.push(items.slice(at, at + size));
    at += size;
  }
  return result;
}
