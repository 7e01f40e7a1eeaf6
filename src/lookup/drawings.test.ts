import { expect, test } from '@jest/globals';
import { DrawingMemory } from './drawings.js';

const page = (bytes: number) => ({ status: 200, headers: [], body: Buffer.alloc(bytes) });

/** A memory of 100 bytes, at a time that tests move. */
function aMemory() {
  const time = { now: 0 };
  const isFresh = (readAt: number) => time.now - readAt < 1_000;
  return { time, memory: new DrawingMemory({ isFresh, bytesMax: 100 }) };
}

test('drawings of all answers share one bound in bytes, and the oldest go first', () => {
  const { memory } = aMemory();
  const [first, second] = [memory.startFor(0), memory.startFor(0)];
  first.set('en', page(40));
  first.set('zh', page(20));
  second.set('en', page(40));
  expect([memory.size, first.get('zh')]).toEqual([100, page(20)]);
  second.set('zh', page(1));
  expect([memory.size, first.get('en'), first.get('zh')]).toEqual([41, undefined, undefined]);
  expect(second.get('en')).toEqual(page(40));
});

test('drawings of an answer that is replaced go with it', () => {
  const { memory } = aMemory();
  const drawings = memory.startFor(0);
  drawings.set('en', page(40));
  memory.drop(drawings);
  expect([memory.size, drawings.get('en')]).toEqual([0, undefined]);
});

test('drawings of stale answers go when something is drawn, and none are added to them', () => {
  const { time, memory } = aMemory();
  const stale = memory.startFor(0);
  stale.set('en', page(40));
  time.now = 1_000;
  memory.startFor(1_000).set('en', page(10));
  stale.set('zh', page(40));
  expect([memory.size, stale.get('en'), stale.get('zh')]).toEqual([10, undefined, undefined]);
});
