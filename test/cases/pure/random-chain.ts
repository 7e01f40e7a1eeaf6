import fc from 'fast-check';
import type { Claim, FoldEvent, Goods, Place } from '../../../src/holdings/model/claim.js';
import { wholeAmount } from '../../../src/kernel/index.js';
import { at, day, place } from './story.js';

/**
 * Random facts of a small chain: few parties, batches, units and instants, so that ties, overdraws,
 * unmatched hand-offs, disputes and unknown batches all come up often.
 */
const parties = ['F', 'P', 'W', 'S'] as const;
const party = fc.constantFrom(...parties);
const unit = fc.constantFrom('U', 'V', 'K');
const batch = fc.constantFrom('A', 'B', 'D', null);
const amount = fc.integer({ min: 1, max: 20 }).map((whole) => wholeAmount(whole));

const goods: fc.Arbitrary<Goods> = fc
  .record({
    batch,
    product: fc.constantFrom('X', 'Y'),
    amount: fc.option(amount, { freq: 12, nil: null }),
    container: fc.option(unit, { freq: 4, nil: undefined }),
  })
  .map(({ batch: of, product, amount: much, container }) => ({
    batch: of,
    product: of === null ? product : of === 'D' ? 'Y' : 'X',
    uom: 'KGM',
    amount: much,
    ...(container === undefined ? {} : { container }),
  }));

const loose = goods.map(({ container: _, ...rest }): Goods => rest);
const recorded = loose.filter((line) => line.amount !== null);
const some = (line: fc.Arbitrary<Goods>) => fc.array(line, { minLength: 1, maxLength: 2 });
const few = (line: fc.Arbitrary<Goods>) => fc.array(line, { maxLength: 2 });
const units = fc.oneof(
  { weight: 3, arbitrary: fc.constant<string[]>([]) },
  { weight: 1, arbitrary: unit.map((one) => [one]) },
);
const naming = fc.record({
  documents: fc.oneof(
    { weight: 3, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.constantFrom('d1', 'd2').map((one) => [one]) },
  ),
  names: fc.oneof(
    { weight: 8, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 9 }).map((n) => [`e${n}`]) },
  ),
});

function placesOf(of: string): fc.Arbitrary<Place> {
  const all = [place(of), place(`${of} yard`, of)];
  return fc.constantFrom(...(of === 'P' ? [...all, place('tank', of)] : all));
}

const claimOf = (by: string): fc.Arbitrary<Claim> => {
  const where = placesOf(by);
  const other = fc.option(
    party.filter((each) => each !== by),
    { freq: 6, nil: null },
  );
  const makes = fc.record({
    kind: fc.constant('make' as const),
    place: where,
    goods: some(recorded),
    units: fc.constant([]),
  });
  const release = fc
    .record({ to: other, place: where, goods: few(goods), units, naming })
    .map(({ naming: names, ...rest }): Claim => ({ kind: 'release', ...rest, ...names }));
  const take = fc
    .record({
      from: other,
      place: where,
      goods: few(loose),
      units,
      naming,
      custodyOnly: fc.boolean(),
    })
    .map(({ naming: names, ...rest }): Claim => ({ kind: 'take', ...rest, ...names }));
  return fc.oneof(
    { weight: 4, arbitrary: makes },
    { weight: 5, arbitrary: release },
    { weight: 5, arbitrary: take },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('move' as const),
        from: where,
        to: where,
        goods: some(goods),
        units,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('pack' as const),
        place: where,
        parent: unit,
        goods: some(loose),
        units,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('unpack' as const),
        place: where,
        parent: unit,
        everything: fc.boolean(),
        goods: few(loose),
        units,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('transform' as const),
        inputPlace: where,
        outputPlace: where,
        inputs: some(goods),
        inputUnits: units,
        outputs: some(recorded),
        losses: fc.constant([]),
        gains: fc.constant([]),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('draw' as const),
        place: where,
        as: fc.constantFrom('sold', 'destroyed'),
        goods: some(goods),
        units,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('count' as const),
        place: where,
        goods: some(goods),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('cleanOut' as const),
        place: fc.constant(place('tank', by)),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('void' as const),
        releases: fc.integer({ min: 1, max: 9 }).map((n) => [`e${n}`]),
      }),
    },
  );
};

const event: fc.Arbitrary<Omit<FoldEvent, 'ref' | 'eventId'>> = party.chain((author) =>
  fc
    .record({
      claim: claimOf(author),
      hours: fc.integer({ min: 0, max: 47 }),
      chance: fc.integer({ min: 0, max: 5 }),
    })
    .map(({ claim, hours, chance }) => {
      const instant = at(hours);
      if (chance > 0) return { author, claim, from: instant, to: instant };
      const from = at(hours - (hours % 24));
      return { author, claim, from, to: from + day };
    }),
);

/** One shop without containers, where batches are mostly unknown: pools with open draws. */
const shopClaim: fc.Arbitrary<Claim> = (() => {
  const line = recorded.map((each): Goods => ({ ...each, product: 'X' }));
  const shop = { place: fc.constant(place('W')) };
  const goodsOf = { goods: line.map((each) => [each]) };
  const none = { units: fc.constant([]), documents: fc.constant([]), names: fc.constant([]) };
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('make' as const), ...shop, ...goodsOf, ...none }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('draw' as const),
        as: fc.constant('sold'),
        ...shop,
        ...goodsOf,
        ...none,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('release' as const),
        to: fc.constant('S'),
        ...shop,
        ...goodsOf,
        ...none,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('count' as const), ...shop, ...goodsOf }),
    },
  );
})();

const shopEvent = fc
  .record({ claim: shopClaim, hours: fc.integer({ min: 0, max: 95 }) })
  .map(({ claim, hours }) => ({ author: 'W', claim, from: at(hours), to: at(hours) }));

/** As `chain`, of one shop alone. */
export function shopDays(length: number): fc.Arbitrary<FoldEvent[]> {
  return numbered(shopEvent, length);
}

/** Up to `length` events, numbered as generated: their times are in no order. */
export function chain(length: number): fc.Arbitrary<FoldEvent[]> {
  return numbered(event, length);
}

function numbered(
  of: fc.Arbitrary<Omit<FoldEvent, 'ref' | 'eventId'>>,
  length: number,
): fc.Arbitrary<FoldEvent[]> {
  return fc
    .array(of, { minLength: 2, maxLength: length, size: 'max' })
    .map((events) =>
      events.map((each, i) => ({ ...each, ref: `r${i + 1}`, eventId: `e${i + 1}` })),
    );
}
