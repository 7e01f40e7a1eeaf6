import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { flowKeys } from '../../../src/holdings/books/books.js';
import type { FoldEvent } from '../../../src/holdings/model/claim.js';
import type { Key, Line, Posted, Target } from '../../../src/holdings/model/model.js';
import { unitOf } from '../../../src/holdings/model/keys.js';
import { PoolBounds } from '../../../src/holdings/books/pool-bounds.js';
import { isBooking } from '../../../src/holdings/books/refusal.js';
import { Stock } from '../../../src/holdings/books/stock.js';
import { rowsOf } from './books-of.js';
import { MemoryLedger } from './memory-ledger.js';
import { chain, shopDays } from './random-chain.js';
import { at, goods, place } from './story.js';

const numRuns = Number(process.env.FURROW_FOLD_RUNS ?? 150);
const stories: [string, fc.Arbitrary<FoldEvent[]>][] = [
  ['chains', chain(24)],
  ['shops', shopDays(24)],
];

describe.each(stories)('the fold of random %s', (_, events) => {
  test('is the same in whatever order and batches events are captured and withdrawn', async () => {
    const plan = fc.record({
      events,
      withdrawn: fc.array(fc.nat(), { maxLength: 2 }),
      keys: fc.array(fc.nat(), { minLength: 24, maxLength: 24 }),
      sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 24, maxLength: 24 }),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ events: all, withdrawn, keys, sizes }) => {
        const gone = new Set(withdrawn.map((n) => n % all.length));
        const kept = all.filter((_event, i) => !gone.has(i));
        const removed = all.filter((_event, i) => gone.has(i));
        const whole = rowsOf(await MemoryLedger.folded(kept));
        const ledger = new MemoryLedger();
        for (const batch of batches(shuffled(all, keys), sizes)) await ledger.capture(batch);
        for (const event of removed) await ledger.capture([], [event]);
        expect(rowsOf(ledger)).toEqual(whole);
      }),
      { numRuns },
    );
  });

  test('never holds less than nothing, and draws without a batch stay possible', async () => {
    await fc.assert(
      fc.asyncProperty(events, async (all) => {
        const ledger = await MemoryLedger.folded(all);
        const stocks = new Map<Key, Stock>();
        for (const posted of ledger.rows()) {
          book(stocks, posted);
          for (const stock of stocks.values()) expectPossible(stock);
        }
      }),
      { numRuns },
    );
  });

  test('books a draw for exactly what it claims', async () => {
    await fc.assert(
      fc.asyncProperty(events, async (all) => {
        const ledger = await MemoryLedger.folded(all);
        for (const { work, flows } of ledger.rows()) {
          if (work.kind !== 'transfer' || work.goods.amount === null) continue;
          const arrived = flows
            .filter(({ from, to }) => isArrival(work.target, to) && from.book !== 'may')
            .filter((flow) => work.source.kind !== 'stock' || !isBooking(flow))
            .filter(({ from, reason }) => from.holder.id !== 'bound' && reason === null)
            .reduce((sum, { amount }) => sum + amount, 0n);
          expect(arrived).toBe(work.goods.amount);
        }
      }),
      { numRuns },
    );
  });

  test('never lowers a booking of unaccounted goods for a later outflow', async () => {
    const outflow = fc.record({
      amount: fc.integer({ min: 1, max: 40 }),
      of: fc.constantFrom('A', 'B', '?'),
    });
    await fc.assert(
      fc.asyncProperty(events, outflow, async (all, { amount, of }) => {
        const ledger = await MemoryLedger.folded(all);
        const before = bookings(ledger);
        const claim = {
          kind: 'draw' as const,
          place: place('W'),
          as: 'sold',
          goods: [goods(`${of} ${amount}`)],
          units: [],
        };
        const instant = at(24 * 5);
        const late = {
          ref: 'late',
          eventId: 'late',
          author: 'W',
          from: instant,
          to: instant,
          claim,
        };
        await ledger.capture([late]);
        const after = bookings(ledger);
        for (const [name, booked] of before) expect(after.get(name)).toBe(booked);
      }),
      { numRuns },
    );
  });
});

function isArrival(target: Target, { holder, book }: Line): boolean {
  if (book !== 'goods') return false;
  if (target.kind === 'account') return holder.kind === 'account' && holder.id === target.account;
  if (target.kind === 'transit') return holder.kind === 'transit' && holder.id === target.line;
  if (target.container !== undefined) return unitOf(holder.id) === target.container;
  return holder.id === target.place.id;
}

function book(stocks: Map<Key, Stock>, { flows, order }: Posted): void {
  for (const flow of flows) {
    for (const key of new Set(flowKeys(flow))) {
      const empty = { kind: 'goods' as const, since: 0, sums: [], history: null };
      const stock = stocks.get(key) ?? new Stock(key, empty);
      stocks.set(key, stock);
      stock.apply(flow, order);
    }
  }
}

function expectPossible(stock: Stock): void {
  if (stock.key.startsWith('transit:')) return;
  for (const { line, amount } of [...stock.all('goods'), ...stock.all('may')]) {
    expect({ line, isNegative: amount < 0n }).toEqual({ line, isNegative: false });
  }
  for (const { line } of stock.all('draws')) {
    const segment = stock.openSegment(line);
    expect(segment).toBeTruthy();
    if (!segment) return;
    const bounds = new PoolBounds(segment);
    let least = 0n;
    let most = 0n;
    for (const batch of stock.nets(line).keys()) {
      const drawn = bounds.drawnOf(batch);
      expect(drawn.least <= drawn.most).toBe(true);
      least += drawn.least;
      most += drawn.most;
    }
    const open = stock.openDraws(line);
    expect({ least: least <= open, most: most >= open }).toEqual({ least: true, most: true });
  }
}

function bookings(ledger: MemoryLedger): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { order, flow } of ledger.flows()) {
    if (!isBooking(flow)) continue;
    const name = `${order.ref} ${flow.place ?? ''} ${flow.from.batch ?? ''}`;
    sums.set(name, (sums.get(name) ?? 0n) + flow.amount);
  }
  return sums;
}

function shuffled(events: readonly FoldEvent[], keys: readonly number[]): FoldEvent[] {
  return events
    .map((event, i) => ({ event, key: keys[i] ?? 0, i }))
    .sort((a, b) => a.key - b.key || a.i - b.i)
    .map(({ event }) => event);
}

function batches(events: readonly FoldEvent[], sizes: readonly number[]): FoldEvent[][] {
  const all: FoldEvent[][] = [];
  let from = 0;
  for (const size of sizes) {
    if (from < events.length) all.push(events.slice(from, from + size));
    from += size;
  }
  return all;
}
