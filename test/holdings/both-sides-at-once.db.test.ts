import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fold } from '../../src/holdings/index.js';
import type { FoldEvent } from '../../src/holdings/model/claim.js';
import { derivedId, wholeAmount } from '../../src/kernel/index.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

/** The two sides of a hand-off, captured at the same moment, must see each other whichever names the other. */
let home: TestDatabase;
beforeAll(async () => {
  home = await cloneDatabase();
});
afterAll(async () => {
  await home.drop();
});

const hour = 3_600_000;
const rounds = 6;

function side(kind: 'release' | 'take', round: string, more: object): FoldEvent {
  const party = kind === 'release' ? 'F' : 'P';
  const at = Date.UTC(2026, 0, 1) + (kind === 'release' ? 0 : hour);
  const goods = [{ product: 'X', batch: `A${round}`, uom: 'KGM', amount: wholeAmount(10) }];
  const claim = {
    kind,
    place: { id: party, party, mixing: 'discrete' },
    goods,
    units: [],
    documents: [],
    names: [],
    ...more,
  };
  const eventId = `${kind} ${round}`;
  return {
    ref: derivedId(eventId),
    eventId,
    author: party,
    from: at,
    to: at,
    claim,
  } as unknown as FoldEvent;
}

async function folded(event: FoldEvent, beforeCommit = async () => {}): Promise<void> {
  const change = {
    withdrawn: [],
    recordedAt: new Date(home.clock.now()),
    recorded: 'fact' as const,
  };
  await home.database.transaction(
    async (tx) => {
      await fold(tx, { ...change, added: [event] });
      await beforeCommit();
    },
    { role: 'fold' },
  );
}

test.each([
  [
    'only the eventID is named',
    { to: null },
    (round: string) => ({ from: null, names: [`release ${round}`] }),
  ],
  ['the taking leaves out who released', { to: 'P' }, () => ({ from: null })],
  ['the release leaves out who takes', { to: null }, () => ({ from: 'F' })],
])('when %s, nothing of what was released stays unaccounted in', async (which, release, take) => {
  for (let n = 0; n < rounds; n += 1) {
    const round = `${which} ${n}`;
    const taking = { custodyOnly: false, ...take(round) };
    await Promise.all([
      folded(side('release', round, release)),
      folded(side('take', round, taking)),
    ]);
  }
  const rows = await home.database.as({ role: 'fold' }).query(
    `SELECT to_batch FROM flow WHERE from_kind = 'account' AND from_holder = 'unaccounted-in'
       AND to_holder = 'P' AND superseded_at IS NULL`,
  );
  expect(rows).toEqual([]);
});

test('two takers who find one release by different names do not both take it', async () => {
  const round = 'by document and by party';
  await folded(side('release', round, { to: 'P', documents: ['d'] }));
  const byDocument = side('take', round, { from: 'F', custodyOnly: true, documents: ['d'] });
  const place = { id: 'C', party: 'C', mixing: 'discrete' };
  const carrier = {
    ...byDocument,
    ref: derivedId(`carry ${round}`),
    eventId: `carry ${round}`,
    author: 'C',
    claim: { ...byDocument.claim, place },
  } as FoldEvent;
  const taker = side('take', round, { from: null, custodyOnly: false });
  let taken = Promise.resolve();
  await folded(carrier, async () => {
    taken = folded(taker);
    await someoneWaits();
  });
  await taken;
  const rows = await home.database
    .as({ role: 'fold' })
    .query(`SELECT author, partners FROM claim WHERE event_id LIKE $1 ORDER BY author`, [
      `% ${round}`,
    ]);
  expect(rows).toEqual([
    { author: 'C', partners: [derivedId(`release ${round}`)] },
    { author: 'F', partners: [carrier.ref] },
    { author: 'P', partners: [] },
  ]);
});

/** Until a transaction waits for another one. */
async function someoneWaits(): Promise<void> {
  for (let tries = 0; tries < 10_000; tries += 1) {
    const [waiting] = await home.database
      .as({ role: 'fold' })
      .query<{ count: string }>(`SELECT count(*) FROM pg_locks WHERE NOT granted`);
    if (waiting?.count !== '0') return;
  }
  throw new Error('nobody waits');
}
