import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Order } from '../model/model.js';
import { PoolBounds, type PoolSegment, type PoolStep } from './pool-bounds.js';

function order(position: number): Order {
  return { at: 0, rank: 0, author: '', eventId: '', ref: 'e', position };
}

const batches = ['A', 'B', 'C'];

interface Way {
  readonly draws: readonly ReadonlyMap<string, number>[];
}

/** Every way the draws can have been, by trying them all: what is left may never go below zero. */
function everyWay({ opening, steps }: PoolSegment): Way[] {
  let ways = [
    {
      left: new Map(batches.map((b) => [b, Number(opening.get(b) ?? 0n)])),
      draws: [] as Map<string, number>[],
    },
  ];
  for (const step of steps) {
    ways = ways.flatMap(({ left, draws }) => {
      if (step.kind === 'named') {
        const next = new Map(left);
        const batch = step.batch ?? '';
        next.set(batch, (next.get(batch) ?? 0) + Number(step.delta));
        return (next.get(batch) ?? 0) < 0 ? [] : [{ left: next, draws }];
      }
      return splits(Number(step.amount), left).map((parts) => ({
        left: new Map(batches.map((b) => [b, (left.get(b) ?? 0) - (parts.get(b) ?? 0)])),
        draws: [...draws, parts],
      }));
    });
  }
  return ways;
}

function splits(amount: number, left: ReadonlyMap<string, number>): Map<string, number>[] {
  const found: Map<string, number>[] = [];
  const go = (i: number, rest: number, parts: Map<string, number>): void => {
    const batch = batches[i];
    if (batch === undefined) {
      if (rest === 0) found.push(parts);
      return;
    }
    for (let part = 0; part <= Math.min(rest, left.get(batch) ?? 0); part += 1) {
      go(i + 1, rest - part, new Map([...parts, [batch, part]]));
    }
  };
  go(0, amount, new Map());
  return found;
}

const step = fc.oneof(
  fc
    .record({ batch: fc.constantFrom(...batches), delta: fc.integer({ min: -3, max: 4 }) })
    .map(({ batch, delta }): PoolStep => ({ kind: 'named', batch, delta: BigInt(delta) })),
  fc
    .integer({ min: 1, max: 4 })
    .map((amount): PoolStep => ({ kind: 'draw', amount: BigInt(amount), of: null })),
);

const segment = fc
  .record({
    open: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 3, maxLength: 3 }),
    steps: fc.array(step, { minLength: 1, maxLength: 6 }),
  })
  .map(({ open, steps }): PoolSegment => ({
    opening: new Map(batches.map((batch, i) => [batch, BigInt(open[i] ?? 0)])),
    steps: steps.map((each, i) => (each.kind === 'draw' ? { ...each, of: order(i) } : each)),
  }));

describe('pool bounds', () => {
  test('agree with trying every way the draws can have been', () => {
    let possible = 0;
    fc.assert(
      fc.property(segment, (pool) => {
        const ways = everyWay(pool);
        if (ways.length === 0) return;
        possible += 1;
        const bounds = new PoolBounds(pool);
        const draws = pool.steps.flatMap((each) => (each.kind === 'draw' ? [each.of] : []));
        for (const batch of batches) {
          const drawn = ways.map((way) =>
            way.draws.reduce((sum, d) => sum + (d.get(batch) ?? 0), 0),
          );
          expect(bounds.drawnOf(batch)).toEqual(range(drawn));
          draws.forEach((of, i) => {
            const parts = ways.map((way) => way.draws[i]?.get(batch) ?? 0);
            if (of) expect(bounds.ofDraw(of, batch)).toEqual(range(parts));
          });
        }
        const guess = [...bounds.guess(batches).values()];
        const isWay = ways.some(({ draws: parts }) =>
          parts.every((part, i) =>
            batches.every((b) => (part.get(b) ?? 0) === Number(guess[i]?.get(b) ?? 0n)),
          ),
        );
        expect(isWay).toBe(true);
      }),
      { numRuns: 3000 },
    );
    expect(possible).toBeGreaterThan(500);
  });
});

function range(amounts: readonly number[]) {
  return { least: BigInt(Math.min(...amounts)), most: BigInt(Math.max(...amounts)) };
}
