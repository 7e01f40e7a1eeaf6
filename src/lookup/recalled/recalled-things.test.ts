import { expect, it } from '@jest/globals';
import type { RecalledPassport } from '../passport.dto.js';
import { RecalledThings } from './recalled-things.js';
import type { RecalledThing } from './recalled.store.js';

const thing = (key: string, recallId = 'R'): RecalledThing => ({ key, recallId, batch: null });
const passport = { verdict: 'recalled' } as RecalledPassport;
const keysOf = (things: readonly RecalledThing[]) => things.map(({ key }) => key);

it('what is told of a thing is read once for each recall', () => {
  const things = new RecalledThings();
  expect(keysOf(things.turnTo([thing('a')]))).toEqual(['a']);
  things.tell('a', passport);
  expect(keysOf(things.turnTo([thing('a')]))).toEqual([]);
  expect([things.get('a'), things.isWhole]).toEqual([passport, true]);
  expect(keysOf(things.turnTo([thing('a', 'another')]))).toEqual(['a']);
  expect([things.get('a'), things.isWhole]).toEqual([undefined, false]);
});

it('a thing of which nothing was to be told is read again after all others, and keeps nobody waiting', () => {
  const things = new RecalledThings();
  things.turnTo([thing('gone')]);
  things.tell('gone', undefined);
  expect([things.unreadCount, things.isWhole, things.get('gone')]).toEqual([0, true, undefined]);
  expect(keysOf(things.turnTo([thing('gone'), thing('new')]))).toEqual(['new', 'gone']);
  things.tell('gone', passport);
  expect([things.get('gone'), things.isWhole]).toEqual([passport, false]);
});
