import { expect } from '@jest/globals';
import { balanceOf, batchBalanceOf } from '../../cases/balances.js';
import type { World } from '../../cases/world.js';
import type { Moved, Party, Reckoned, Told } from './chain-model.js';

const parties: readonly Party[] = ['F', 'P', 'W'];
const hows = ['made', 'received', 'unaccountedIn', 'shipped', 'sold', 'used'] as const;
const isComing = (how: Moved['how']) => ['made', 'received', 'unaccountedIn'].includes(how);

/** An hour amid those that the chains tell of, and one after all of them. */
const [amid, end] = [31, 190];

/** Each party reads, of what came before an hour and after it, what the model reckons from the events. */
export async function expectBalances(
  world: World,
  events: readonly Told[],
  moved: readonly Moved[],
): Promise<void> {
  for (const party of parties.filter((name) => world.traders.has(name))) {
    for (const [from, until] of [
      [0, amid],
      [amid, end],
    ] as const) {
      const own = moved.filter((each) => each.party === party && each.hour < until);
      const named = own.map((each) => ({ ...each, product: productOf(each.batch, events) }));
      expect(await balanceOf(world, party, from, until)).toEqual(textsOf(named, from));
    }
  }
}

/** A regulator reads where all of each batch came from and is, or went. */
export async function expectBatchBalances(
  world: World,
  { held, moved }: Pick<Reckoned, 'held' | 'moved'>,
): Promise<void> {
  for (const batch of world.batches.keys()) {
    const total = (how: Moved['how']) =>
      sum(
        moved
          .filter((each) => each.batch === batch && each.how === how)
          .map(({ amount }) => amount),
      );
    const lines = [...held].filter(([name]) => name.split(': ')[1] === batch);
    const isOnItsWay = ([name]: readonly [string, number]) => name.includes('->');
    // Taken before it was released, and not released yet: the way owes what a place already has.
    const inTransit = sum(lines.filter(isOnItsWay).map(([, amount]) => amount));
    const there = sum(lines.filter((line) => !isOnItsWay(line)).map(([, amount]) => amount));
    const came = { made: total('made'), unaccountedIn: total('unaccountedIn') };
    const went = { held: there, inTransit, sold: total('sold'), used: total('used') };
    const side = (figures: Record<string, number>) =>
      Object.entries(figures)
        .flatMap(([name, amount]) => (amount === 0 ? [] : [`${name} ${amount}`]))
        .join(', ');
    const expected = `KGM: ${side(came)} = ${side(went)}`;
    if (lines.length + moved.filter((each) => each.batch === batch).length === 0) continue;
    expect([batch, await batchBalanceOf(world, 'R', batch)]).toEqual([batch, [expected]]);
  }
}

/** What was made of other goods is a product of its maker's own. */
function productOf(batch: string, events: readonly Told[]): string {
  const making = events.find(({ says }) => says.kind === 'make from' && says.output === batch);
  return making?.author ?? 'F';
}

interface Named extends Moved {
  readonly product: string;
}

function textsOf(moved: readonly Named[], from: number): string[] {
  const texts = [...new Set(moved.map(({ product }) => product))].sort().map((product) => {
    const ofProduct = moved.filter((each) => each.product === product);
    const net = (all: readonly Named[]) =>
      sum(all.map(({ how, amount }) => (isComing(how) ? amount : -amount)));
    const within = ofProduct.filter(({ hour }) => hour >= from);
    const figures = hows.map((how) => {
      return [
        how,
        sum(within.filter((each) => each.how === how).map(({ amount }) => amount)),
      ] as const;
    });
    const side = (first: readonly [string, number], coming: boolean) =>
      [first, ...figures.filter(([how]) => isComing(how) === coming)]
        .flatMap(([how, amount]) => (amount === 0 ? [] : [`${how} ${amount}`]))
        .join(', ');
    const before = ofProduct.filter(({ hour }) => hour < from);
    const sides = [side(['opening', net(before)], true), side(['closing', net(ofProduct)], false)];
    return sides.every((text) => text === '') ? null : `${product}: ${sides.join(' = ')}`;
  });
  return texts.filter((text) => text !== null);
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
