import { expect } from '@jest/globals';
import { formatAmount } from '../../../src/kernel/index.js';
import type { FoldEvent } from '../../../src/holdings/model/claim.js';
import type { Holder, Line, Where } from '../../../src/holdings/model/model.js';
import { postingId } from '../../../src/holdings/books/replay.js';
import { MemoryLedger, sumsOf } from './memory-ledger.js';

/** `place A 98`-like lines of everything held, sorted; amounts at zero are left out. */
export function held(ledger: MemoryLedger): string[] {
  const sums = sumsOf(
    null,
    ledger.flows().map(({ flow }) => flow),
  );
  const totals = new Map<string, bigint>();
  for (const { line, amount } of sums) {
    if (line.book !== 'goods' && line.book !== 'draws') continue;
    const name = `${nameOf(line.holder)}: ${batchOf(line)}`;
    totals.set(name, (totals.get(name) ?? 0n) + amount);
  }
  return [...totals]
    .filter(([, amount]) => amount !== 0n)
    .map(([name, amount]) => `${name} ${formatAmount(amount)}`)
    .sort();
}

/** What accounts took in, such as `sold A 3` or `unaccounted A 5 at S`. */
export function went(ledger: MemoryLedger, account: string): string[] {
  return booked(ledger, (line) => line.to, account);
}

/** What accounts gave, such as `unaccounted-in A 98 at P`. */
export function came(ledger: MemoryLedger, account: string): string[] {
  return booked(ledger, (line) => line.from, account);
}

export function unaccountedIn(ledger: MemoryLedger): string[] {
  return came(ledger, 'unaccounted-in');
}

function booked(
  ledger: MemoryLedger,
  side: (flow: { from: Line; to: Line }) => Line,
  account: string,
): string[] {
  const totals = new Map<string, bigint>();
  for (const { flow } of ledger.flows()) {
    const line = side(flow);
    if (line.holder.kind !== 'account' || line.holder.id !== account) continue;
    const name = `${batchOf(line)} at ${flow.place ?? '-'}`;
    totals.set(name, (totals.get(name) ?? 0n) + flow.amount);
  }
  return [...totals]
    .filter(([, amount]) => amount !== 0n)
    .map(([name, amount]) => `${name.replace(' at', ` ${formatAmount(amount)} at`)}`)
    .sort();
}

/** Where each unit is and who has it, such as `U at S, S, of S`. */
export function unitsOf(ledger: MemoryLedger): string[] {
  const last = new Map<string, string>();
  for (const { move } of ledger.moves()) {
    const { instance, to, custody, owner } = move;
    last.set(instance, `${instance} ${whereOf(to)}, held by ${custody ?? '-'}, of ${owner ?? '-'}`);
  }
  return [...last.values()].sort();
}

function whereOf(where: Where): string {
  if (where.kind === 'gone') return 'gone';
  if (where.kind === 'transit') return `between ${where.from} and ${where.to ?? '?'}`;
  return where.kind === 'unit' ? `in ${where.id}` : `at ${where.id}`;
}

function nameOf(holder: Holder): string {
  return holder.kind === 'place' ? holder.id : `${holder.kind} ${holder.id}`;
}

function batchOf({ batch, product }: Line): string {
  return batch ?? `${product}?`;
}

/** All rows as text, to compare one ledger with another. */
export function rowsOf(ledger: MemoryLedger): string[] {
  return ledger
    .rows()
    .map((posted) =>
      JSON.stringify({ id: postingId(posted), ...posted }, (_, value: unknown) =>
        typeof value === 'bigint' ? value.toString() : value,
      ),
    );
}

/** The same events captured one by one, in every order if they are few, else in 200 shuffles. */
export async function expectSameInAnyOrder(events: readonly FoldEvent[]): Promise<void> {
  const whole = rowsOf(await MemoryLedger.folded(events));
  for (const order of events.length <= 5 ? permutations(events) : shuffles(events, 200)) {
    const ledger = new MemoryLedger();
    for (const event of order) await ledger.capture([event]);
    expect({ order: refs(order), rows: rowsOf(ledger) }).toEqual({
      order: refs(order),
      rows: whole,
    });
  }
}

const refs = (events: readonly FoldEvent[]) => events.map(({ ref }) => ref).join(' ');

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((first, i) =>
    permutations(items.filter((_, j) => j !== i)).map((rest) => [first, ...rest]),
  );
}

/** Shuffles from a fixed seed, so that a failure comes back. */
function shuffles<Item>(items: readonly Item[], count: number): Item[][] {
  let seed = 20_260_101;
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  return Array.from({ length: count }, () => {
    const all = [...items];
    for (let i = all.length - 1; i > 0; i -= 1) {
      const j = next(i + 1);
      [all[i], all[j]] = [all[j] as Item, all[i] as Item];
    }
    return all;
  });
}
