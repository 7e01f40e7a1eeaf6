import { setImmediate as nextTurn } from 'node:timers/promises';

/** Steps of about a tenth of a millisecond, of which so many stay well below what a waiting request would notice. */
const stepsPerTurn = 50;

/** Does long work step by step, so that others are served in between; short work is done at once. */
export async function stepByStep<Result>(work: Iterator<unknown, Result>): Promise<Result> {
  for (let steps = 1; ; steps += 1) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (steps % stepsPerTurn === 0) await nextTurn();
  }
}

/** `items.map`, a step an item, for `stepByStep`. */
export function* mapping<Item, Result>(
  items: readonly Item[],
  map: (item: Item, index: number) => Result,
): Generator<undefined, Result[]> {
  const results: Result[] = [];
  for (const [index, item] of items.entries()) {
    results.push(map(item, index));
    yield;
  }
  return results;
}
