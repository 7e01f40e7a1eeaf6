// What several cases come from, told over HTTP and asked over HTTP.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { EventView } from '../../src/activities/events.dto.js';
import type { SourceRankingView } from '../../src/trace/sources/source-ranking-view.dto.js';
import { traceOf } from './traces.js';
import { World, type Body } from './world.js';

let service: World;
let world: World;
beforeAll(async () => {
  service = await World.start();
});
beforeEach(() => {
  world = service.another();
});
afterAll(() => service?.close());

interface Asked {
  readonly cases: readonly Body[];
  readonly negativeSamples?: readonly Body[];
  readonly asOf?: string;
}

async function send(by: string, asked: Asked) {
  const { key } = await world.trader(by);
  const path = '/api/v1/traces/common-sources';
  return world.service.send<SourceRankingView>('POST', path, { key, body: asked });
}

async function ranking(by: string, asked: Asked): Promise<SourceRankingView> {
  const { status, body } = await send(by, asked);
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
}

const idOf = (batch: string) => world.batches.get(batch) ?? batch;
const batches = (...names: string[]): Body[] => names.map((name) => ({ batchId: idOf(name) }));

/** `1 A 1 (1+0-0)`: rank, name, score, and of what it is made: certain, possible, against. */
function lines(ranked: SourceRankingView['batches'] | SourceRankingView['parties']): string[] {
  return ranked.map((each) => {
    const id = 'batchId' in each ? each.batchId : each.partyId;
    return `${each.rank} ${nameOf(id)} ${figures(each)}`;
  });
}

function figures(each: SourceRankingView['places'][number]): string {
  const { score, certainShare, possibleShare, againstShare } = each;
  return `${score} (${certainShare}+${possibleShare}-${againstShare})`;
}

function placeLines({ places }: SourceRankingView): string[] {
  return places.map((each) => `${each.rank} ${nameOf(each.placeId ?? '')} ${figures(each)}`);
}

function nameOf(id: string): string {
  const parties = [...world.traders].map(([name, { partyId }]): [string, string] => [
    name,
    partyId,
  ]);
  const known = [...world.batches, ...world.places, ...parties];
  return known.find(([, each]) => each === id)?.[0] ?? '?';
}

/** The business steps of the events that an explanation rests on. */
async function stepsOf(eventRefs: readonly string[]): Promise<unknown[]> {
  const { key } = await world.trader('R');
  const steps: unknown[] = [];
  for (const ref of eventRefs) {
    const { body } = await world.service.send<EventView>('GET', `/api/v1/events/${ref}`, { key });
    steps.push(body.event.bizStep);
  }
  return steps;
}

/** The cases of C15: D from A and B, E from A and H, G from A and B; N from B alone. All are made at P. */
async function c15(): Promise<void> {
  for (const batch of ['A', 'B', 'H']) {
    await world.make('F', batch, '100', { hour: 1 });
    await world.handOver('F', 'P', `${batch} 100`, 2);
  }
  await world.transform('P', 'A 20, B 20', 'D 40', 5);
  await world.transform('P', 'A 20, H 20', 'E 40', 6);
  await world.transform('P', 'A 20, B 20', 'G 40', 7);
  await world.transform('P', 'B 20', 'N 20', 8);
  await world.handOver('P', 'S1', 'D 40', 10);
  await world.handOver('P', 'S2', 'E 40', 10);
  await world.handOver('P', 'S', 'G 40', 10);
}

test('C15 common source', async () => {
  await c15();
  const answer = await ranking('R', {
    cases: batches('D', 'E', 'G'),
    negativeSamples: batches('N'),
  });
  expect(lines(answer.batches).sort()).toEqual([
    '1 A 1 (1+0-0)',
    '2 B 0.3333 (0.6667+0-0.3333)',
    '3 D 0.3333 (0.3333+0-0)',
    '3 E 0.3333 (0.3333+0-0)',
    '3 G 0.3333 (0.3333+0-0)',
    '3 H 0.3333 (0.3333+0-0)',
  ]);
  const [, b] = answer.batches;
  expect(b?.explains.map(({ case: of, verdict }) => [of, verdict])).toEqual([
    [0, 'certain'],
    [2, 'certain'],
  ]);
  expect(b?.against).toEqual([{ negativeSample: 0, share: '1' }]);
  expect(answer).toMatchObject({
    view: 'all',
    covers: 'This trace covers all events that are recorded here.',
    untold: { batches: 0, places: 0, parties: 0 },
  });
});

test('C15 without the negative sample: B comes second by what it explains', async () => {
  await c15();
  const { batches: ranked } = await ranking('R', { cases: batches('D', 'E', 'G') });
  expect(lines(ranked).sort().slice(0, 3)).toEqual([
    '1 A 1 (1+0-0)',
    '2 B 0.6667 (0.6667+0-0)',
    '3 D 0.3333 (0.3333+0-0)',
  ]);
});

test('C15 places and parties: where all was made explains all; where a batch was sold, perhaps', async () => {
  await c15();
  const asked = { cases: batches('D', 'E', 'G'), negativeSamples: batches('N') };
  const answer = await ranking('R', asked);
  const expected = [
    '1 F 0.6667 (1+0-0.3333)',
    '1 P 0.6667 (1+0-0.3333)',
    '3 S 0.3333 (0+0.3333-0)',
    '3 S1 0.3333 (0+0.3333-0)',
    '3 S2 0.3333 (0+0.3333-0)',
  ];
  expect(placeLines(answer).sort()).toEqual(expected);
  expect(lines(answer.parties).sort()).toEqual(expected);
});

test('the evidence of each case leads from the source to it by the shortest way', async () => {
  await c15();
  const { batches: ranked, places } = await ranking('R', {
    cases: [{ batchId: idOf('D'), placeId: world.places.get('S1') }],
  });
  const a = ranked.find(({ batchId }) => batchId === idOf('A'));
  const { batches: traced } = await traceOf(world, 'R', 'A', '&direction=forward');
  const toD = traced.find(({ batchId }) => batchId === idOf('D'));
  expect(a?.explains[0]?.eventRefs).toEqual(toD?.eventRefs);
  const farm = places.find(({ placeId }) => placeId === world.places.get('F'));
  const steps = await stepsOf(farm?.explains[0]?.eventRefs ?? []);
  // From the farm on: D is commissioned out of A; then it is with the shop.
  expect(steps).toEqual([
    'commissioning',
    'shipping',
    'receiving',
    'commissioning',
    'shipping',
    'receiving',
  ]);
});

test('a weight counts as so many cases, and one of samples as so many samples', async () => {
  await c15();
  const weighed = await ranking('R', {
    cases: [...batches('D', 'G'), { batchId: idOf('E'), weight: 2 }],
    negativeSamples: [{ batchId: idOf('N'), weight: 3 }],
  });
  expect(lines(weighed.batches).sort()).toEqual([
    '1 A 1 (1+0-0)',
    '2 E 0.5 (0.5+0-0)',
    '2 H 0.5 (0.5+0-0)',
    '4 D 0.25 (0.25+0-0)',
    '4 G 0.25 (0.25+0-0)',
    '6 B -0.25 (0.5+0-0.75)',
  ]);
});

test('B5 negative test: the batch stays certain, and its sample counts in the ranking only', async () => {
  await c15();
  const before = await traceOf(world, 'R', 'A');
  const { batches: ranked } = await ranking('R', {
    cases: batches('D', 'E'),
    negativeSamples: batches('A'),
  });
  const a = ranked.find(({ batchId }) => batchId === idOf('A'));
  expect(a).toMatchObject({ score: '0.5', certainShare: '1', possibleShare: '0', rank: 1 });
  expect(await traceOf(world, 'R', 'A')).toEqual(before);
});

test('negative samples remove nobody, however many they are', async () => {
  await c15();
  const cases = batches('D', 'E', 'G');
  const { batches: all } = await ranking('R', { cases });
  const { batches: ranked } = await ranking('R', {
    cases,
    negativeSamples: batches('N', 'A', 'B', 'H', 'D', 'E', 'G'),
  });
  const ids = (each: typeof all) => each.map(({ batchId }) => batchId).sort();
  expect(ids(ranked)).toEqual(ids(all));
  // Against A speaks its own sample, and half of those of D, E and G.
  expect(lines(ranked).sort()).toEqual([
    '1 A 0.1667 (1+0-0.8333)',
    '2 D 0 (0.3333+0-0.3333)',
    '2 E 0 (0.3333+0-0.3333)',
    '2 G 0 (0.3333+0-0.3333)',
    '5 H -0.1667 (0.3333+0-0.5)',
    '6 B -0.3333 (0.6667+0-1)',
  ]);
});

test('a negative sample of a mixture counts against each source by its part of it', async () => {
  await c15();
  await world.transform('P', 'A 30, B 10', 'M 40', 9);
  // Of M3 half is M, and with it three eighths are A.
  await world.transform('P', 'M 20, H 20', 'M3 40', 10);
  const { batches: ranked } = await ranking('R', {
    cases: batches('D', 'E'),
    negativeSamples: batches('M3'),
  });
  const shares = ranked.map(({ batchId, against }) => [nameOf(batchId), against[0]?.share]);
  expect(shares.sort()).toEqual([
    ['A', '0.375'],
    ['B', '0.125'],
    ['D', undefined],
    ['E', undefined],
    ['H', '0.5'],
  ]);
});

test('where units cannot be compared, inputs count in equal parts, and a sole one whole', async () => {
  await c15();
  await world.product('T', 'F', { unit: 'H87' });
  const pieces = { unit: 'H87', value: '200' };
  await world.make('F', 'T1', '0', { hour: 1, product: 'T', quantity: pieces });
  await world.handOver('F', 'P', 'T1 200 H87', 2);
  await world.transform('P', 'A 10, T1 5 H87', 'M 7 H87', 9);
  await world.transform('P', 'B 10', 'M2 7 H87', 9);
  const { batches: ranked } = await ranking('R', {
    cases: batches('D'),
    negativeSamples: batches('M', 'M2'),
  });
  const against = (name: string) => ranked.find(({ batchId }) => batchId === idOf(name))?.against;
  expect(against('A')).toEqual([{ negativeSample: 0, share: '0.5' }]);
  expect(against('B')).toEqual([{ negativeSample: 1, share: '1' }]);
});

test('a place explains what no batch does', async () => {
  const shops = ['S', 'S1', 'S2'];
  for (const [i, [maker, batch]] of [
    ['F', 'A'],
    ['G', 'B'],
    ['P', 'H'],
  ].entries()) {
    await world.make(maker!, batch!, '10', { hour: 1, product: `of ${batch}` });
    await world.handOver(maker!, 'W', `${batch} 10`, 2 + i);
    await world.handOver('W', shops[i]!, `${batch} 10`, 8 + i);
  }
  const answer = await ranking('R', {
    cases: ['A', 'B', 'H'].map((batch, i) => ({
      batchId: idOf(batch),
      placeId: world.places.get(shops[i]!),
    })),
  });
  expect(lines(answer.batches).map((line) => line.split(' ').slice(2).join(' '))).toEqual(
    Array.from({ length: 3 }, () => '0.3333 (0.3333+0-0)'),
  );
  expect(placeLines(answer)[0]).toBe('1 W 1 (1+0-0)');
  expect(
    placeLines(answer)
      .slice(1)
      .every((line) => line.startsWith('2 ')),
  ).toBe(true);
  expect(lines(answer.parties)[0]).toBe('1 W 1 (1+0-0)');
});

test('goods came through a place in a logistic unit that nobody opened there', async () => {
  await world.make('F', 'A', '10', { hour: 1 });
  await world.pack('F', 'A 10', 'U', 2);
  await world.handOver('F', 'W', '[U]', 3);
  await world.handOver('W', 'S', '[U]', 5);
  const answer = await ranking('R', {
    cases: [{ batchId: idOf('A'), placeId: world.places.get('W') }],
  });
  // It was had at W, so where the unit went afterwards explains nothing.
  expect(placeLines(answer).sort()).toEqual(['1 F 1 (1+0-0)', '1 W 1 (1+0-0)']);
});

test('what came to a place after the goods of a case had left it explains nothing', async () => {
  await world.make('F', 'A', '10', { hour: 1 });
  await world.handOver('F', 'P', 'A 5', 2);
  await world.transform('P', 'A 5', 'D 5', 4);
  await world.handOver('F', 'W', 'A 5', 5);
  await world.handOver('W', 'P', 'A 5', 8);
  const { places } = await ranking('R', { cases: batches('D') });
  expect(places.map(({ placeId }) => nameOf(placeId ?? '')).sort()).toEqual(['F', 'P']);
});

test('goods of two ways came by one of them, perhaps', async () => {
  await world.make('F', 'A', '10', { hour: 1 });
  await world.handOver('F', 'P', 'A 5', 2);
  await world.handOver('F', 'W', 'A 5', 2);
  await world.handOver('W', 'P', 'A 5', 5);
  await world.transform('P', 'A 4', 'D 4', 8);
  const answer = await ranking('R', { cases: batches('D') });
  expect(placeLines(answer).sort()).toEqual(['1 F 1 (1+0-0)', '1 P 1 (1+0-0)', '3 W 1 (0+1-0)']);
});

test('what sticks to a tank is possible beside what was certainly drawn from it', async () => {
  await world.place('P', 'T', { kind: 'tank', mixing: 'blending' });
  const tank = world.places.get('T')!;
  await world.make('F', 'A', '10', { hour: 1 });
  await world.make('G', 'E', '10', { hour: 1, product: 'Y' });
  await world.handOver('F', 'P', 'A 10', 2);
  await world.handOver('G', 'P', 'E 10', 2);
  await world.does('P', 'move', 4, { goods: world.goods('A 10'), toPlaceId: tank });
  const drawn = { placeId: tank, toPlaceId: world.places.get('P') };
  await world.transform('P', 'A 10', 'D 10', 5, drawn);
  await world.does('P', 'move', 6, { goods: world.goods('E 10'), toPlaceId: tank });
  await world.transform('P', 'E 10', 'M 10', 7, drawn);
  const answer = await ranking('R', { cases: batches('M') });
  const at = (name: string) =>
    answer.places.find(({ placeId }) => placeId === world.places.get(name));
  expect(at('G')).toMatchObject({ certainShare: '1', possibleShare: '0' });
  expect(at('F')).toMatchObject({ certainShare: '0', possibleShare: '1' });
  expect(at('T')).toMatchObject({ certainShare: '1' });
});

test('B4 two clocks: goods taken before their release came from where that was', async () => {
  await world.make('F', 'A', '10', { hour: 1 });
  await world.receive('P', 'F', 'A 10', 4);
  await world.does('F', 'ship', 4.5, {
    toPartyId: (await world.trader('P')).partyId,
    goods: world.goods('A 10'),
  });
  const answer = await ranking('R', {
    cases: [{ ...batches('A')[0], placeId: world.places.get('P') }],
  });
  expect(placeLines(answer).sort()).toEqual(['1 F 1 (1+0-0)', '1 P 1 (1+0-0)']);
});

test('C8 an input that nobody is recorded to have brought came from where its batch was made', async () => {
  await world.make('F', 'A', '10', { hour: 1 });
  await world.transform('P', 'A 10', 'D 10', 4);
  const answer = await ranking('R', { cases: batches('D') });
  expect(placeLines(answer).sort()).toEqual(['1 F 1 (1+0-0)', '1 P 1 (1+0-0)']);
});

test('C5 which of two units was opened is not known, nor is where the goods came from', async () => {
  await world.make('F', 'A', '10', { hour: 1 });
  await world.make('F', 'B', '10', { hour: 1 });
  for (const [batch, unit, by] of [
    ['A', 'U1', 'G'],
    ['B', 'U2', 'C'],
  ] as const) {
    await world.handOver('F', by, `${batch} 10`, 2);
    await world.pack(by, `${batch} 10`, unit, 4);
    await world.handOver(by, 'W', `[${unit}]`, 5);
  }
  await world.handOver('W', 'S', 'X 5', 8);
  const answer = await ranking('R', {
    cases: [{ productId: world.products.get('X'), placeId: world.places.get('S') }],
  });
  expect(placeLines(answer).sort()).toEqual([
    '1 S 1 (1+0-0)',
    '2 C 1 (0+1-0)',
    '2 F 1 (0+1-0)',
    '2 G 1 (0+1-0)',
    '2 W 1 (0+1-0)',
  ]);
});

test('nothing in common: everybody explains one case, and nobody comes before another', async () => {
  await world.make('F', 'A', '10', { hour: 1 });
  await world.make('G', 'B', '10', { hour: 1, product: 'Y' });
  const answer = await ranking('R', { cases: batches('A', 'B') });
  expect(lines(answer.batches).sort()).toEqual(['1 A 0.5 (0.5+0-0)', '1 B 0.5 (0.5+0-0)']);
  expect(placeLines(answer).sort()).toEqual(['1 F 0.5 (0.5+0-0)', '1 G 0.5 (0.5+0-0)']);
});

test('one case only: its batch and all that went into it are tied', async () => {
  await c15();
  const { batches: ranked } = await ranking('R', { cases: batches('D') });
  expect(lines(ranked).sort()).toEqual(['1 A 1 (1+0-0)', '1 B 1 (1+0-0)', '1 D 1 (1+0-0)']);
});

test('C14 a case of one pack without a batch: its batches are possible, what made both is certain', async () => {
  await world.make('F', 'Q', '100', { hour: 1, product: 'Z' });
  await world.transform('F', 'Q 100', 'A1 100', 2);
  // Batches of X, both made of Q.
  await world.product('X', 'F');
  const outputs = ['A', 'B'].map((number, i) => ({
    productId: world.products.get('X'),
    number,
    quantity: { value: i === 0 ? '30' : '40', unit: 'KGM' },
  }));
  const made = await world.does('F', 'transform', 3, { goods: world.goods('A1 70'), outputs });
  (made.batches as { id: string }[]).forEach(({ id }, i) => world.adopt('AB'[i]!, id, 'X'));
  await world.handOver('F', 'W', 'A 30, B 40', 4);
  await world.handOver('W', 'S', 'X 50', 6);
  const answer = await ranking('R', {
    cases: [{ productId: world.products.get('X'), placeId: world.places.get('S') }],
  });
  expect(lines(answer.batches).sort()).toEqual([
    '1 A1 1 (1+0-0)',
    '1 Q 1 (1+0-0)',
    '3 A 1 (0+1-0)',
    '3 B 1 (0+1-0)',
  ]);
  expect(
    placeLines(answer)
      .map((line) => line.split(' ')[1])
      .sort(),
  ).toEqual(['F', 'S', 'W']);
  const w = answer.places.find(({ placeId }) => placeId === world.places.get('W'));
  expect(w?.explains[0]?.eventRefs.length).toBeGreaterThan(1);
});

test('where goods were sold without a batch, those beside a named batch may be of either, and come from either place', async () => {
  await world.make('F', 'A', '40', { hour: 1 });
  await world.handOver('F', 'W2', 'A 40', 2);
  await world.handOver('W2', 'S', 'A 40', 4);
  await world.handOver('W1', 'S', 'X 10', 6);
  const asked = {
    cases: [{ productId: world.products.get('X'), placeId: world.places.get('S') }],
  };
  const before = await ranking('R', asked);
  // Nobody took any without saying which: those without a batch came from one place.
  expect(placeLines(before).sort()).toEqual(['1 S 1 (1+0-0)', '1 W1 1 (1+0-0)']);
  await world.does('S', 'sell', 8, { goods: world.goods('X 5') });
  const answer = await ranking('R', asked);
  expect(placeLines(answer).sort()).toEqual([
    '1 S 1 (1+0-0)',
    '2 F 1 (0+1-0)',
    '2 W1 1 (0+1-0)',
    '2 W2 1 (0+1-0)',
  ]);
  expect(lines(answer.batches)).toEqual(['1 A 1 (0+1-0)']);
});

test('the order of the cases tells nothing', async () => {
  await c15();
  const forth = await ranking('R', {
    cases: batches('D', 'E', 'G'),
    negativeSamples: batches('N'),
  });
  const back = await ranking('R', { cases: batches('G', 'D', 'E'), negativeSamples: batches('N') });
  const told = (answer: SourceRankingView) => [
    ...[lines(answer.batches), placeLines(answer), lines(answer.parties)],
  ];
  expect(told(back)).toEqual(told(forth));
});

test('asOf: only what was recorded by then', async () => {
  await world.make('F', 'A', '10', { hour: 1 });
  await world.handOver('F', 'P', 'A 10', 2);
  await world.make('P', 'D', '5', { hour: 1, product: 'Y' });
  const before = new Date(world.service.clock.now()).toISOString();
  world.service.clock.advance(1000);
  await world.transform('P', 'A 5', 'D 5', 5);
  const names = async (more: object) =>
    (await ranking('R', { cases: batches('D'), ...more })).batches.map(({ batchId }) =>
      nameOf(batchId),
    );
  expect((await names({})).sort()).toEqual(['A', 'D']);
  expect(await names({ asOf: before })).toEqual(['D']);
});

test('whoever sees a part of the chain ranks that part, and no place or party is certain', async () => {
  await c15();
  const answer = await ranking('P', { cases: batches('D', 'E', 'G') });
  expect(lines(answer.batches)[0]).toBe('1 A 1 (1+0-0)');
  expect([...answer.places, ...answer.parties].map(({ certainShare }) => certainShare)).toEqual(
    [...answer.places, ...answer.parties].map(() => '0'),
  );
  expect(answer).toMatchObject({
    view: 'own',
    covers: 'This trace covers only the events that your organisation recorded or is a party to.',
  });
});

test('what cannot be asked is refused with a pointer, the hidden like the absent', async () => {
  await c15();
  const absent = { batchId: world.service.random.uuid() };
  const place = world.places.get('S1');
  const [d] = batches('D');
  const gone = await send('R', { cases: [d!, { ...d!, placeId: world.places.get('S2') }] });
  expect(pointers(gone.body)).toEqual(['/cases/1/placeId']);
  const refusals: [Asked | object, string[]][] = [
    [{ cases: [] }, ['/cases']],
    [{ cases: [{}] }, ['/cases/0']],
    [{ cases: [{ ...d, what: world.linkOf('D') }] }, ['/cases/0']],
    [{ cases: [{ productId: world.products.get('X') }] }, ['/cases/0/placeId']],
    [{ cases: [{ productId: world.products.get('X'), placeId: place }] }, ['/cases/0/productId']],
    [{ cases: [{ what: '?' }] }, ['/cases/0/what']],
    [{ cases: [{ ...d, weight: 0 }] }, ['/cases/0/weight']],
    [{ cases: [{ ...d, weight: 1.5 }] }, ['/cases/0/weight']],
    [{ cases: [d], negativeSamples: [{ ...d, placeId: place }] }, ['/negativeSamples/0/placeId']],
    [
      { cases: [d, absent], negativeSamples: [absent] },
      ['/cases/1/batchId', '/negativeSamples/0/batchId'],
    ],
    [{ cases: [d, { what: world.linkOf('D') }] }, ['/cases/1']],
    [{ cases: [d], negativeSamples: batches('N', 'N') }, ['/negativeSamples/1']],
    [{ cases: Array.from({ length: 51 }, () => d) }, ['/cases']],
    [{ cases: [d], asOf: '2999-01-01T00:00:00Z' }, ['/asOf']],
  ];
  for (const [asked, expected] of refusals) {
    const { status, body } = await send('R', asked as Asked);
    expect([asked, status, pointers(body)]).toEqual([asked, 422, expected]);
  }
  const hidden = await send('G', { cases: batches('D') });
  const unknown = await send('G', { cases: [absent] });
  expect({ ...hidden.body, instance: '' }).toEqual({ ...unknown.body, instance: '' });
});

function pointers(body: unknown): string[] {
  return ((body as { errors?: { pointer: string }[] }).errors ?? []).map(({ pointer }) => pointer);
}
