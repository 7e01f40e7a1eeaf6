import { expect, test } from '@jest/globals';
import { stepByStep, mapping } from './long-work.js';

/** How often the event loop came round while the work was done. */
async function turnsOf<Result>(work: Promise<Result>): Promise<{ turns: number; result: Result }> {
  let turns = 0;
  let under = true;
  const count = () => {
    turns += 1;
    if (under) setImmediate(count);
  };
  setImmediate(count);
  const result = await work;
  under = false;
  return { turns, result };
}

const numbers = (length: number) => Array.from({ length }, (_, i) => i);

/** A clock by which each step takes so many milliseconds. */
function clockOf(stepMilliseconds: number): () => number {
  let now = 0;
  return () => (now += stepMilliseconds);
}

test('long work gives others their turn again and again, and comes to the same', async () => {
  const work = mapping(numbers(500), (n) => n * 2);
  const { turns, result } = await turnsOf(stepByStep(work, clockOf(0.125)));
  expect(result).toEqual(numbers(500).map((n) => n * 2));
  expect(turns).toBeGreaterThanOrEqual(9);
});

test('after a long step others have their turn at once', async () => {
  const { turns } = await turnsOf(stepByStep(mapping(numbers(20), String), clockOf(30)));
  expect(turns).toBeGreaterThanOrEqual(19);
});

test('short work is done at once', async () => {
  const work = mapping(numbers(39), (n) => n);
  const { turns, result } = await turnsOf(stepByStep(work, clockOf(0.125)));
  expect(result).toEqual(numbers(39));
  expect(turns).toBe(0);
});

test('work that fails fails for who waits', async () => {
  const failing = mapping(numbers(100), (n) => {
    if (n === 70) throw new Error('at 70');
    return n;
  });
  await expect(stepByStep(failing)).rejects.toThrow('at 70');
});
