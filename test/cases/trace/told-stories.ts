import fc from 'fast-check';
import type { ForwardTrace } from '../../../src/trace/trace.js';
import { chain } from '../pure/random-chain.js';
import { Story } from '../pure/story.js';

export const batchesTold = ['A', 'B', 'D', 'D0', 'D1', 'D2', 'D3'];

/** A chain in which every record is there: batches by name, amounts, one thing after the other. */
const step = fc.record({
  does: fc.constantFrom('make', 'ship', 'ship', 'cook', 'cook', 'sell', 'pack', 'ship unit'),
  batch: fc.constantFrom('A', 'B', 'D0', 'D1', 'D2', 'D3'),
  other: fc.constantFrom('A', 'B', 'D0', 'D1', 'D2', 'D3'),
  from: fc.constantFrom('F', 'P', 'S'),
  to: fc.constantFrom('P', 'S', 'W'),
});
type Step = typeof step extends fc.Arbitrary<infer Of> ? Of : never;

function told(steps: readonly Step[]): Story {
  const story = new Story();
  for (const at of ['F', 'P', 'S']) story.make(at, 0.5, 'A 30, B 30');
  steps.forEach(({ does, batch, other, from, to }, i) => {
    const hours = i + 1;
    if (does === 'make') story.make(from, hours, `${batch} 9`);
    else if (does === 'cook') story.transform(from, hours, `${batch} 2, ${other} 1`, `D${i % 4} 3`);
    else if (does === 'sell') story.draw(from, hours, `${batch} 1`);
    else if (does === 'pack') story.pack(from, hours, `${batch} 2`, 'U');
    else if (from !== to) {
      const load = does === 'ship unit' ? '[U]' : `${batch} 3`;
      story.ship(from, to, hours, load).receive(to, from, hours + 0.5, load);
    }
  });
  return story;
}

const named = fc.array(step, { minLength: 2, maxLength: 16 }).map(told);
const any = chain(14).map((events) => {
  const story = new Story();
  story.events.push(...events);
  return story;
});
/** Mostly such chains, and some of any kind. */
export const stories = fc.oneof({ weight: 3, arbitrary: named }, { weight: 1, arbitrary: any });

/** Without doses and ways, and without what only shared a unit with suspect goods. */
export function said({ batches: found, holdings, gone, doseUom, cut }: ForwardTrace) {
  const plain = (of: object) => ({ ...of, dose: null, path: null, isMeasured: null });
  return {
    batches: found.map(plain),
    holdings: holdings.filter(({ verdict }) => verdict !== 'cleared').map(plain),
    gone: gone.map(plain),
    ...{ doseUom, cut },
  };
}
