import { describe, expect, it } from '@jest/globals';
import { Loop, type Progress } from './loop.js';

describe('a loop', () => {
  it('goes on at once while there is more to do and pauses when it caught up', async () => {
    const { pauses } = await runThrough(['more', 'more', 'caught-up', 'more', 'caught-up']);
    expect(pauses).toEqual([50, 50]);
  });

  it('looks ever more seldom while there is nothing to do, but twice a second at least', async () => {
    const idle = Array.from({ length: 6 }, () => 'nothing' as const);
    const { pauses } = await runThrough([...idle, 'caught-up', 'nothing']);
    expect(pauses).toEqual([100, 200, 400, 500, 500, 500, 50, 100]);
  });

  it('reports a fault, goes on, and waits longer while the fault stays', async () => {
    const broken = new Error('no connection');
    const { pauses, faults } = await runThrough([broken, broken, broken, 'more', broken]);
    expect(faults).toEqual([broken, broken, broken, broken]);
    expect(pauses).toEqual([100, 200, 400, 100]);
  });

  it('never waits longer than five seconds', async () => {
    const { pauses } = await runThrough(Array.from({ length: 12 }, () => new Error('down')));
    expect(Math.max(...pauses)).toBe(5_000);
  });

  it('finishes the step under way before it has stopped, and begins none after', async () => {
    let begun = 0;
    let finish: () => void = () => undefined;
    const loop = new Loop({
      step: () => {
        begun += 1;
        return new Promise((resolve) => (finish = () => resolve('more')));
      },
      pauseMs: 50,
      onFault: () => undefined,
    });
    loop.start();
    let stopped = false;
    const stop = loop.stop().then(() => (stopped = true));
    expect(stopped).toBe(false);
    finish();
    await stop;
    expect(begun).toBe(1);
  });

  it('a pause ends when the loop is stopped', async () => {
    let paused: () => void = () => undefined;
    const idle = new Promise<void>((resolve) => (paused = resolve));
    const step = async () => {
      paused();
      return 'caught-up' as const;
    };
    const loop = new Loop({ step, pauseMs: 3_600_000, onFault: () => undefined });
    loop.start();
    await idle;
    await loop.stop();
  });
});

/** Runs a loop over these outcomes of its step, with pauses that take no time, until they are used up. */
async function runThrough(outcomes: readonly (Progress | Error)[]) {
  const left = [...outcomes];
  const pauses: number[] = [];
  const faults: unknown[] = [];
  await new Promise<void>((resolve) => {
    const loop = new Loop({
      step: async () => {
        const outcome = left.shift();
        if (outcome === undefined) {
          resolve();
          void loop.stop();
          return 'more';
        }
        if (outcome instanceof Error) throw outcome;
        return outcome;
      },
      pauseMs: 50,
      onFault: (fault) => faults.push(fault),
      pause: async (ms) => void pauses.push(ms),
    });
    loop.start();
  });
  return { pauses, faults };
}
