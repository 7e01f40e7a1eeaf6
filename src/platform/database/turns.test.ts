import { expect, it } from '@jest/globals';
import { isUnavailable } from './sqlstate.js';
import { Turns } from './turns.js';

/** A piece of work that ends when told. */
function work() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  return { run: () => ended, end };
}

it('lets no more than its places work at once, and the others in the order they came', async () => {
  const turns = new Turns({ places: 2, waitMilliseconds: 60_000 });
  const begun: string[] = [];
  const pieces = ['a', 'b', 'c', 'd'].map((name) => ({ name, ...work() }));
  const all = pieces.map(({ name, run }) =>
    turns.take(() => {
      begun.push(name);
      return run();
    }),
  );
  expect(begun).toEqual(['a', 'b']);
  expect(turns.waiting).toBe(2);
  pieces[1]?.end();
  await all[1];
  const late = turns.take(async () => begun.push('late'));
  for (const { end } of pieces) end();
  await Promise.all([...all, late]);
  expect(begun).toEqual(['a', 'b', 'c', 'd', 'late']);
  expect(turns.waiting).toBe(0);
});

it('lets nobody wait for all that another wants', async () => {
  const turns = new Turns({ places: 1, waitMilliseconds: 60_000 });
  const begun: string[] = [];
  const take = (who: string) => turns.take(async () => void begun.push(who), who);
  await Promise.all([...'aaaabbbbc'].map(take));
  expect(begun.join('')).toBe('abcababab');
  begun.length = 0;
  await Promise.all([...'ab'].map(take));
  expect(begun.join('')).toBe('ab');
});

it('gives the place of work that fails to the next', async () => {
  const turns = new Turns({ places: 1, waitMilliseconds: 60_000 });
  const failed = turns.take(() => Promise.reject(new Error('mine')));
  const next = turns.take(async () => 'done');
  await expect(failed).rejects.toThrow('mine');
  expect(await next).toBe('done');
});

it('refuses, as a matter of trying later, whom no turn comes to in time, and nobody else', async () => {
  const turns = new Turns({ places: 1, waitMilliseconds: 1 });
  const { run, end } = work();
  const first = turns.take(run);
  const error: unknown = await turns.take(async () => 'never').catch((reason: unknown) => reason);
  expect(isUnavailable(error)).toBe(true);
  expect(turns.waiting).toBe(0);
  end();
  await first;
  expect(await turns.take(async () => 'later')).toBe('later');
});
