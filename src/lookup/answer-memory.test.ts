import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AnswerMemory, KeptAnswer } from './answer-memory.js';
import { DrawingMemory } from './drawings.js';
import { unknownPassport } from './tell-passport.js';

const drawings = new DrawingMemory({ isFresh: () => true });
const answerReadAt = (readAt: number) =>
  new KeptAnswer({ passport: unknownPassport('K7M2P9X4') }, drawings.startFor(readAt), readAt);
const page = { status: 200, headers: [], body: Buffer.from('a page') };

describe('the memory of answers', () => {
  it('holds the one whose reading was begun last, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 1 }), (times) => {
        const memory = new AnswerMemory(drawings);
        for (const time of times) memory.keep('a code', answerReadAt(time));
        expect(memory.get('a code')?.readAt).toBe(Math.max(...times));
      }),
    );
  });

  it('forgets the one read longest ago, and its drawings', () => {
    const memory = new AnswerMemory(drawings, 2);
    const answers = [1, 2, 3, 4].map(answerReadAt);
    const keep = (key: string, i: number) => {
      const answer = answers[i];
      if (answer === undefined) return;
      memory.keep(key, answer);
      answer.drawn.set('page', page);
    };
    keep('first', 0);
    keep('second', 1);
    keep('first', 2);
    keep('third', 3);
    expect(['first', 'second', 'third'].map((key) => memory.get(key)?.readAt)).toEqual([
      3,
      undefined,
      4,
    ]);
    expect(drawings.size).toBe(2 * page.body.byteLength);
  });
});
