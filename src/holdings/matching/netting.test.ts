import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Claim } from '../model/claim.js';
import { claimLines, type ClaimLine } from '../model/claim-lines.js';
import { defaultWindows, tiersOf, type Tier } from './matching-tiers.js';
import { net, opened } from './netting.js';

const oneOf = <Value>(...values: readonly Value[]) => fc.constantFrom(...values);

const goods = fc.record({
  product: fc.constant('p'),
  uom: fc.constant('H87'),
  batch: oneOf(null, 'a', 'b'),
  amount: oneOf(null, 2n, 3n),
  items: oneOf(undefined, ['i'], ['i', 'j']),
});

/** A claim of one line that A sends or B takes, saying more or less of the other side. */
function lines(kind: 'release' | 'take'): fc.Arbitrary<ClaimLine> {
  const [author, other] = kind === 'release' ? ['A', 'B'] : ['B', 'A'];
  const thing = fc.oneof(
    goods.map((each) => ({ goods: [each], units: [] })),
    fc.constant({ goods: [], units: ['u'] }),
  );
  return fc
    .record({
      thing,
      other: oneOf(null, other, 'C'),
      documents: oneOf([], ['d']),
      names: oneOf([], ['release'], ['take']),
      hour: fc.integer({ min: 0, max: 30 }),
    })
    .map((said) => {
      const { documents, names } = said;
      const party = kind === 'release' ? { to: said.other } : { from: said.other };
      const rest = { ...said.thing, documents, names, custodyOnly: false };
      const claim = { kind, place: { party: author }, ...party, ...rest } as unknown as Claim;
      const instant = said.hour * 3_600_000;
      const event = { ref: kind, eventId: kind, author, from: instant, to: instant, claim };
      return claimLines(event)[0] as ClaimLine;
    });
}

const joined = (tier: Tier, take: ClaimLine, release: ClaimLine) => {
  const open = [take, release].map(opened);
  for (const steps = net([tier], open); steps.next().done !== true;);
  return open.every(({ matches }) => matches.length === 1);
};

test('a taking looks among all releases that a tier fits', () => {
  const met = new Set<Tier>();
  fc.assert(
    fc.property(lines('take'), lines('release'), (take, release) => {
      fc.pre(take.thing === release.thing);
      for (const tier of tiersOf(defaultWindows)) {
        const fits = tier.fits(take, release);
        expect(joined(tier, take, release)).toBe(fits);
        if (fits) met.add(tier);
      }
    }),
    { numRuns: 2_000 },
  );
  expect(met.size).toBe(tiersOf(defaultWindows).length);
});

test('firms that trade many batches do not have each compared with each', () => {
  let compared = 0;
  const counting: Tier = {
    among: 'same-batch',
    prefers: 'quantity',
    isLate: false,
    fits: () => ++compared > 0,
  };
  const [take, release] = [fc.sample(lines('take'), 1)[0], fc.sample(lines('release'), 1)[0]];
  const many = (line: ClaimLine | undefined) =>
    Array.from({ length: 300 }, (_, i) => ({
      ...(line as ClaimLine),
      thing: 'p|H87',
      goods: { product: 'p', uom: 'H87', batch: `${i}`, amount: 1n },
      amount: 1n,
    }));
  const open = [...many(take), ...many(release)].map(opened);
  for (const steps = net([counting], open); steps.next().done !== true;);
  expect(compared).toBe(300);
  expect(open.every(({ matches }) => matches.length === 1)).toBe(true);
});
