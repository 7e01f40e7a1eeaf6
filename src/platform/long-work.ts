import { setImmediate as nextTurn } from 'node:timers/promises';

/** Well below what a waiting request would notice. Time is the measure, since a step may be a number or a whole column. */
const turnMilliseconds = 5;

/** Does long work step by step, so that others are served in between; short work is done at once. */
export async function stepByStep<Result>(
  work: Iterator<unknown, Result>,
  now: () => number = () => performance.now(),
): Promise<Result> {
  for (let began = now(); ;) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (now() - began < turnMilliseconds) continue;
    await nextTurn();
    began = now();
  }
}

/** Does work in steps at one go: what is known to be short. */
export function atOnce<Result>(work: Iterator<unknown, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
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
