import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { fold } from '../../src/holdings/index.js';
import type { FoldEvent } from '../../src/holdings/model/claim.js';
import type { Reader } from '../../src/platform/index.js';
import { derivedId, wholeAmount } from '../../src/kernel/index.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

/** What a hand-off without a document costs must not grow with all that its two parties ever traded. */
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

const hour = 3_600_000;

/** The nth daily hand-off of 10 kg: shipped in the morning, taken three hours later, of a batch of its own. */
function handoff(n: number): [FoldEvent, FoldEvent] {
  const at = Date.UTC(2020, 0, 1) + n * 24 * hour;
  return [side('release', 'F', `ship ${n}`, at), side('take', 'W', `receive ${n}`, at + 3 * hour)];
}

function side(kind: 'release' | 'take', party: string, eventId: string, at: number): FoldEvent {
  const goods = [{ product: 'X', batch: 'A', uom: 'KGM', amount: wholeAmount(10) }];
  const other = kind === 'release' ? { to: 'W' } : { from: 'F', custodyOnly: false };
  const place = { id: party, party, mixing: 'discrete' };
  const claim = { kind, place, goods, units: [], documents: [], names: [], ...other };
  return {
    ref: derivedId(eventId),
    eventId,
    author: party,
    from: at,
    to: at,
    claim,
  } as unknown as FoldEvent;
}

interface Cost {
  readonly statements: number;
  /** Rows of claims and their names that PostgreSQL looked at. */
  readonly read: number;
  /** Claims written or noted. */
  readonly written: number;
}

async function folded(added: readonly FoldEvent[]): Promise<Cost> {
  const recordedAt = new Date(home.clock.now());
  const change = { added, withdrawn: [], recordedAt, recorded: 'fact' as const };
  return home.database.transaction(
    async (tx) => {
      const rows = await rowsTouched(tx);
      const sent = home.database.statementsSent;
      await fold(tx, change);
      const statements = home.database.statementsSent - sent;
      const { read, written } = await rowsTouched(tx);
      return { statements, read: read - rows.read, written: written - rows.written };
    },
    { role: 'fold' },
  );
}

/** Counts of this session, which may still hold those of its last transactions. */
async function rowsTouched(reader: Reader): Promise<Omit<Cost, 'statements'>> {
  const [rows] = await reader.query<Omit<Cost, 'statements'>>(
    `SELECT sum(seq_tup_read + idx_tup_fetch)::integer AS read,
       sum(n_tup_ins + n_tup_upd)::integer AS written
     FROM pg_stat_xact_user_tables WHERE relname IN ('claim', 'claim_name')`,
  );
  return rows!;
}

/** The cost of both sides of one hand-off, with the statistics that autovacuum would have by then. */
async function costOf(n: number): Promise<Cost[]> {
  await owner.query('ANALYZE claim, claim_name, fold_key, posting, touch');
  const [release, take] = handoff(n);
  return [await folded([release]), await folded([take])];
}

test('the 1,000th hand-off between two parties reads and writes no more than the 50th', async () => {
  await folded(Array.from({ length: 49 }, (_, n) => handoff(n)).flat());
  const early = await costOf(49);
  for (let n = 50; n < 999; n += 73) {
    await folded(Array.from({ length: 73 }, (_, i) => handoff(n + i)).flat());
  }
  const late = await costOf(999);
  const [released, taken] = late;
  expect(late.map(({ statements, written }) => ({ statements, written }))).toEqual(
    early.map(({ statements, written }) => ({ statements, written })),
  );
  expect(released?.read).toBeLessThanOrEqual(20);
  expect(taken?.read).toBeLessThanOrEqual(20);
});

test('claims stored before notes were kept are matched as ever, and noted on the way', async () => {
  const day = 3650;
  await folded([handoff(day)[0]]);
  await owner.query('UPDATE claim SET partners = NULL, quiet_after = NULL');
  await owner.query(`UPDATE claim_name SET quiet_after = 'infinity' WHERE quiet_after IS NOT NULL`);
  await folded([handoff(day)[1]]);
  const [open] = await home.database
    .as({ role: 'fold' })
    .query<{ count: string }>(
      `SELECT count(*) FROM holding WHERE holder_kind = 'transit' AND amount <> 0`,
    );
  expect(open?.count).toBe('0');
  const next = await costOf(day + 1);
  expect(Math.max(...next.map(({ read }) => read))).toBeLessThanOrEqual(20);
});
