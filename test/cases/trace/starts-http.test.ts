// What a trace is asked from, told over HTTP and asked over HTTP.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TraceView } from '../../../src/trace/trace.dto.js';
import { batchesIn, found as foundIn, reached, sourcesIn, traceAsked } from '../traces.js';
import { succeeded, World, type Body } from '../world.js';

let service: World;
let world: World;
beforeAll(async () => {
  // Without jobs, which would send statements in between.
  service = await World.start({ roles: new Set(['api', 'public']) });
});
beforeEach(() => {
  world = service.another();
});
afterAll(() => service?.close());

const ask = (by: string, asked: string) => traceAsked(world, by, asked);
const found = (answer: TraceView) => foundIn(world, answer);
const idOf = (batch: string) => world.batches.get(batch) ?? '';
const ids = (...batches: string[]) => batches.map((each) => `batchId=${idOf(each)}`).join('&');

async function refusal(by: string, asked: string): Promise<Body & { status: number }> {
  const { key } = await world.trader(by);
  const { status, body } = await world.service.send<Body>('GET', `/api/v1/traces?${asked}`, {
    key,
  });
  return { ...body, status };
}

describe('several batches', () => {
  async function twoMakings(): Promise<void> {
    await world.make('P', 'A', '10', { hour: 1 });
    await world.make('P', 'B', '10', { hour: 1 });
    await world.make('P', 'E', '10', { hour: 1 });
    await world.transform('P', 'A 5, B 5', 'D 10', 2);
    await world.transform('P', 'B 5, E 5', 'G 10', 2);
  }

  it('are traced as one hazard, which is where any of them went', async () => {
    await twoMakings();
    const answer = await ask('R', `${ids('A', 'B')}&direction=forward`);
    expect(answer.batchIds).toEqual([idOf('A'), idOf('B')]);
    expect(answer.batchId).toBeUndefined();
    expect(batchesIn(world, answer)).toEqual([
      'A certain 10..10',
      'B certain 10..10',
      'D certain 10..10',
      'G certain 5..5',
    ]);
  });

  it('have each their own sources', async () => {
    await twoMakings();
    const { sources } = await ask('R', `${ids('D', 'G')}&direction=backward`);
    const names = new Map([...world.batches].map(([name, id]) => [id, name]));
    const told = sources.map(({ batchId, inBatchId }) =>
      [names.get(batchId), names.get(inBatchId ?? '')].join(' in '),
    );
    expect(told.sort()).toEqual(['A in D', 'B in D', 'B in G', 'E in G']);
  });

  it('are refused where one is not there or hidden, with its place in the question', async () => {
    await world.make('F', 'A', '10', { hour: 1 });
    await world.make('P', 'B', '10', { hour: 1, product: 'Y' });
    const unknown = 'batchId=01900000-0000-7000-8000-000000000000';
    const hidden = await refusal('P', ids('B', 'A'));
    const absent = await refusal('P', `${ids('B')}&${unknown}`);
    expect([hidden.status, hidden.errors]).toEqual([422, absent.errors]);
    expect(hidden.errors).toMatchObject([{ pointer: '/batchId/1' }]);
  });
});

describe('a label', () => {
  const link = (name: string) => `what=${encodeURIComponent(world.linkOf(name))}`;

  it('of a hidden batch or item is refused word for word, and after as many statements, as an unknown one', async () => {
    await world.make('F', 'A', '10', { hour: 1 });
    const { key } = await world.trader('F');
    const items = `/api/v1/batches/${idOf('A')}/codes`;
    const { codes } = await world.post(key, items, { kind: 'item', count: 1 });
    const [item = ''] = codes as string[];
    expect((await ask('F', `what=${item}`)).batchIds).toEqual([idOf('A')]);
    for (const by of ['W', 'R11']) {
      await world.trader(by);
      const told = async (asked: string) => {
        await refusal(by, asked); // The key is remembered from here on.
        const { database } = world.service;
        const before = database.statementsSent;
        const { instance, ...words } = await refusal(by, asked);
        expect(typeof instance).toBe('string');
        return { words, statements: database.statementsSent - before };
      };
      const unknown = await told(link('Z9'));
      expect(unknown.words.status).toBe(404);
      expect(await told(link('A'))).toEqual(unknown);
      expect(await told(`what=${item}`)).toEqual(unknown);
    }
  });
});

describe('enteredFrom', () => {
  it('beside the label of a batch is refused, once the batch is in sight', async () => {
    await world.make('F', 'A', '10', { hour: 1 });
    await world.trader('W');
    const asked = `what=${encodeURIComponent(world.linkOf('A'))}&enteredFrom=${world.at(1)}`;
    const { status, errors } = await refusal('F', asked);
    expect({ status, errors }).toMatchObject({
      status: 422,
      errors: [{ pointer: '/enteredFrom' }],
    });
    expect((await refusal('W', asked)).status).toBe(404);
  });
});

describe('a product and its days', () => {
  const day = (name: string) => `2026-10-${name}`;
  async function threeDays(): Promise<string> {
    for (const [batch, on, keeps] of [
      ['A', '01', '11'],
      ['B', '02', '12'],
      ['E', '03', '12'],
    ] as const) {
      const made = { on: day(on), bestBefore: day(keeps) };
      await world.make('F', batch, '10', made);
    }
    return world.products.get('X') ?? '';
  }

  it('are traced as the batches that were made then, by the days of the place', async () => {
    const product = await threeDays();
    const made = (days: string) => ask('R', `productId=${product}&${days}`);
    const one = await made(`madeFrom=${day('02')}&madeUntil=${day('02')}`);
    expect([one.batchIds, one.batchId]).toEqual([[idOf('B')], idOf('B')]);
    expect(found(one)).toEqual(['certain F: B 10']);
    const late = await made(`madeFrom=${day('02')}`);
    expect(late.batchIds).toEqual([idOf('B'), idOf('E')]);
    expect((await made(`madeUntil=${day('01')}`)).batchIds).toEqual([idOf('A')]);
    expect((await made(`bestBefore=${day('12')}`)).batchIds).toEqual([idOf('B'), idOf('E')]);
    expect((await made(`bestBefore=${day('12')}&madeFrom=${day('03')}`)).batchIds).toEqual([
      idOf('E'),
    ]);
  });

  it('leave out, and name, a batch of which such a day is not on record', async () => {
    const product = await threeDays();
    // Somebody else's word of a batch that its maker never registered.
    const received = await world.receive('P', 'F', 'Z 5', 80);
    expect(received.status).toBe(201);
    const answer = await ask('R', `productId=${product}&bestBefore=${day('11')}`);
    expect(answer.batchIds).toEqual([idOf('A')]);
    expect(answer.undatedBatchIds).toHaveLength(1);
    const whole = await ask('R', `productId=${product}`);
    expect([whole.batchIds.length, whole.undatedBatchIds]).toEqual([4, undefined]);
    expect(whole.batchIds).toContain(answer.undatedBatchIds?.[0]);
  });

  it('come to those batches only that the asker may see, and to none as an unknown product does', async () => {
    const product = await threeDays();
    await world.handOver('F', 'P', 'B 5', 90);
    expect((await ask('P', `productId=${product}`)).batchIds).toEqual([idOf('B')]);
    await world.trader('W');
    const hidden = await refusal('W', `productId=${product}`);
    const unknown = await refusal('W', 'productId=01900000-0000-7000-8000-000000000000');
    expect([hidden.status, hidden.detail]).toEqual([404, unknown.detail]);
    expect((await refusal('R', `productId=${product}&madeFrom=${day('09')}`)).status).toBe(404);
  });

  it('are refused where they come to more than a hundred batches', async () => {
    const product = await world.product('X', 'F');
    const names = Array.from({ length: 101 }, (_, i) => `N${i}`);
    const { key } = await world.trader('F');
    for (const number of names) {
      const quantity = { value: '1', unit: 'KGM' };
      const on = number === 'N0' ? day('01') : day('02');
      await world.post(key, '/api/v1/batches', { productId: product, number, quantity, on });
    }
    const answer = await refusal('R', `productId=${product}`);
    expect([answer.status, answer.errors]).toMatchObject([422, [{ pointer: '/productId' }]]);
    const fewer = await ask('R', `productId=${product}&madeFrom=${day('02')}`);
    expect(fewer.batchIds).toHaveLength(100);
  });
});

describe('a logistic unit', () => {
  const unit = async (name: string) => `what=${await world.unit(name)}`;

  /** 10 A in each of U1 and U2, which come to W; the unpacking is not recorded. */
  async function c5(shipped: string): Promise<void> {
    await world.make('F', 'A', '20', { hour: 1 });
    await world.pack('F', 'A 10', 'U1', 2);
    await world.pack('F', 'A 10', 'U2', 2);
    await world.handOver('F', 'W', '[U1]', 3);
    await world.handOver('F', 'W', '[U2]', 3);
    await world.handOver('W', 'S', `A ${shipped}`, 6);
  }
  const atShop = ({ holdings }: TraceView) =>
    holdings.filter(({ where }) => where.placeId === world.places.get('S'));

  it('C5 inferred, two ways: 5 of 10 and 10 may be of either', async () => {
    await c5('5');
    for (const name of ['U1', 'U2']) {
      const answer = await ask('R', await unit(name));
      const [inShop] = atShop(answer);
      expect(inShop).toMatchObject({
        verdict: 'possible',
        quantity: { value: '5' },
        suspect: { least: '0', most: '5' },
        doubt: { missing: 'unpacking' },
      });
      const own = answer.holdings.filter(({ where }) => where.unit !== undefined);
      expect(own.map(({ verdict, where }) => [verdict, world.unitNamed(where.unit ?? '')])).toEqual(
        [['certain', name]],
      );
    }
  });

  it('C5 inferred, two ways: of 15 at least 5 are of each', async () => {
    await c5('15');
    for (const name of ['U1', 'U2']) {
      const [inShop] = atShop(await ask('R', await unit(name)));
      expect(inShop).toMatchObject({
        verdict: 'certain',
        quantity: { value: '15' },
        suspect: { least: '5', most: '10' },
      });
    }
  });

  it('is traced as all that it holds or held, and as no other goods of its batches', async () => {
    await world.make('P', 'A', '30', { hour: 1 });
    await world.make('P', 'B', '10', { hour: 1 });
    await world.pack('P', 'A 10, B 5', 'U', 2);
    await world.handOver('P', 'W', '[U]', 3);
    await world.unpack('W', 'A 10', 'U', 5);
    await world.transform('W', 'A 4', 'D 4', 6);
    const answer = await ask('R', await unit('U'));
    expect(found(answer)).toEqual(['certain W: A 6', 'certain W: B 5', 'certain W: D 4']);
    expect(batchesIn(world, answer)).toEqual(['D certain']);
    expect(answer.unit).toEqual({ unit: `/t/${await world.unit('U')}` });
    expect([...answer.batchIds].sort()).toEqual([idOf('A'), idOf('B')].sort());
    expect(answer.batchId).toBeUndefined();
  });

  it('is traced with the units packed into it, at every level', async () => {
    await world.make('P', 'A', '10', { hour: 1 });
    await world.pack('P', 'A 10', 'K', 2);
    await world.pack('P', '[K]', 'U', 3);
    await world.handOver('P', 'W', '[U]', 4);
    await world.unpack('W', '[K]', 'U', 6);
    await world.unpack('W', 'A 10', 'K', 7);
    expect(found(await ask('R', await unit('U')))).toEqual(['certain W: A 10']);
  });

  it('from an instant on spares what had left it before, which is cleared by its leaving', async () => {
    await world.make('P', 'A', '10', { hour: 1 });
    await world.make('P', 'B', '5', { hour: 1 });
    await world.pack('P', 'A 10, B 5', 'U', 2);
    await world.unpack('P', 'A 6', 'U', 3);
    await world.handOver('P', 'S', 'A 6', 4);
    const since = async (hour: number) =>
      ask('R', `${await unit('U')}&enteredFrom=${world.at(hour)}`);
    const later = await since(3.5);
    expect(found(later)).toContain('cleared S: A 6');
    expect(found(later)).toContain('certain P: B 5');
    expect(later.unit?.from).toBe(world.at(3.5));
    expect(found(await since(2.5))).toContain('certain S: A 6');
  });

  it('is asked back from as the batches that it holds or held', async () => {
    await world.make('P', 'A', '10', { hour: 1 });
    await world.transform('P', 'A 10', 'D 10', 2);
    await world.pack('P', 'D 10', 'U', 3);
    const answer = await ask('R', `${await unit('U')}&direction=backward`);
    expect(sourcesIn(world, answer)).toEqual(['A certain 10..10']);
  });

  it('that one may not see is answered as one that does not exist', async () => {
    await world.make('P', 'A', '10', { hour: 1 });
    await world.pack('P', 'A 10', 'U', 2);
    await world.trader('W');
    const hidden = await refusal('W', await unit('U'));
    const unknown = await refusal('W', await unit('never used'));
    expect([hidden.status, hidden.detail]).toEqual([404, unknown.detail]);
  });
});

describe('until an instant', () => {
  const at = (hour: number) => `&until=${encodeURIComponent(world.at(hour))}`;

  it('later events do not count', async () => {
    await world.make('F', 'A', '100', { hour: 1 });
    await world.handOver('F', 'P', 'A 60', 2);
    await world.transform('P', 'A 10', 'D 10', 5);
    const early = await ask('R', ids('A') + at(1.5));
    expect(found(early)).toEqual(['certain F: A 100']);
    expect(early.until).toBe(world.at(1.5));
    expect(found(await ask('R', ids('A') + at(2.5)))).toEqual([
      'certain F: A 40',
      'certain transit: A 60',
    ]);
    expect(found(await ask('R', ids('A') + at(4)))).toEqual(['certain F: A 40', 'certain P: A 60']);
    expect(batchesIn(world, await ask('R', ids('A') + at(5)))).toContain('D certain 10..10');
    expect((await ask('R', `${ids('D')}&direction=backward${at(4)}`)).sources).toEqual([]);
  });

  it('a day that it falls into may have been over or not: what hangs on that is possible', async () => {
    const noon = world.at(40);
    const day = new Date(Date.parse(noon) + 8 * 3_600_000).toISOString().slice(0, 10);
    await world.make('F', 'A', '100', { hour: 1 });
    const { partyId } = await world.trader('P');
    const shipped = { activity: 'ship', toPartyId: partyId, goods: world.goods('A 60'), on: day };
    succeeded('ship', await world.tell('F', { ...shipped, recorded: 'fact' }));
    const answer = await ask('R', `${ids('A')}&until=${encodeURIComponent(noon)}`);
    expect(found(answer)).toEqual(['certain F: A 100', 'possible transit: A 60']);
    const going = answer.holdings.find(({ where }) => where.kind === 'transit');
    expect(going).toMatchObject({
      suspect: { least: '0', most: '60' },
      doubt: { missing: 'time', eventRef: going?.eventRefs.at(-1) },
    });
    const left = answer.holdings.find(({ where }) => where.kind === 'place');
    expect(left?.suspect).toMatchObject({ least: '40', most: '100' });
    expect(found(await ask('R', ids('A')))).toEqual(['certain F: A 40', 'certain transit: A 60']);
  });

  /** The day of an instant at the places of the story. */
  const dayOf = (instant: string) =>
    new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10);
  const until = (instant: string) => `&until=${encodeURIComponent(instant)}`;
  const heldAt = ({ holdings }: TraceView, place: string) =>
    holdings
      .filter(({ where }) => where.placeId === world.places.get(place))
      .map(({ verdict, quantity, suspect }) => ({ verdict, quantity: quantity.value, ...suspect }));

  it('what came on a day and left on the same may be there in the middle of it', async () => {
    const noon = world.at(40);
    await world.make('F', 'A', '5', { hour: 1 });
    succeeded('ship', await world.ship('F', 'P', 'A 5', 2, { recorded: 'fact' }));
    const on = { at: undefined, on: dayOf(noon), recorded: 'fact' };
    succeeded('receive', await world.receive('P', 'F', 'A 5', 3, on));
    succeeded('ship', await world.ship('P', 'S', 'A 5', 4, on));
    const answer = await ask('R', ids('A') + until(noon));
    expect(heldAt(answer, 'P')).toMatchObject([{ quantity: '5', least: '0', most: '5' }]);
    expect(heldAt(answer, 'P')).toMatchObject([{ verdict: 'possible' }]);
  });

  it('what stood there, and came and left on one day, may be less or more than both readings say', async () => {
    const noon = world.at(40);
    await world.make('F', 'A', '10', { hour: 1 });
    await world.handOver('F', 'P', 'A 5', 2);
    succeeded('ship', await world.ship('F', 'P', 'A 5', 5, { recorded: 'fact' }));
    const on = { at: undefined, on: dayOf(noon), recorded: 'fact' };
    succeeded('receive', await world.receive('P', 'F', 'A 5', 3, on));
    succeeded('ship', await world.ship('P', 'S', 'A 5', 4, on));
    const answer = await ask('R', ids('A') + until(noon));
    expect(heldAt(answer, 'P')).toMatchObject([{ quantity: '10', least: '0', most: '10' }]);
  });

  it('is asked apart from what was known: with both, what had happened by then as it was known then', async () => {
    await world.make('F', 'A', '100', { hour: 1 });
    await world.handOver('F', 'S', 'A 20', 2);
    const known = new Date(world.service.clock.now()).toISOString();
    world.service.clock.advance(1000);
    // A late record of an early event, and a record of a later event.
    await world.handOver('F', 'P', 'A 30', 2);
    await world.handOver('F', 'W', 'A 10', 9);
    const asOf = `&asOf=${encodeURIComponent(known)}`;
    expect(found(await ask('R', ids('A') + at(5)))).toEqual([
      'certain F: A 50',
      'certain P: A 30',
      'certain S: A 20',
    ]);
    expect(found(await ask('R', ids('A') + asOf))).toEqual(['certain F: A 80', 'certain S: A 20']);
    expect(found(await ask('R', ids('A') + asOf + at(1.5)))).toEqual(['certain F: A 100']);
  });

  it('goes with a place and a unit: what came after it is not told', async () => {
    await world.place('P', 'R1', { kind: 'cold-room' });
    await world.make('P', 'A', '10', { hour: 1, placeId: world.places.get('R1') });
    await world.make('P', 'B', '10', { hour: 6, placeId: world.places.get('R1') });
    const interval = `enteredFrom=${world.at(3)}&enteredUntil=${world.at(4)}`;
    const place = `placeId=${world.places.get('R1')}&${interval}`;
    expect(found(await ask('R', place))).toContain('possible R1: B 10');
    expect(found(await ask('R', place + at(5)))).not.toContain('possible R1: B 10');
    expect(reached(world, await ask('R', place + at(5)))).toContain('possible R1: A 10');
  });
});

describe('until an instant, of a logistic unit', () => {
  it('is traced what it had held by then', async () => {
    await world.make('P', 'A', '10', { hour: 1 });
    await world.make('P', 'B', '10', { hour: 1 });
    await world.pack('P', 'A 10', 'U', 2);
    await world.pack('P', 'B 10', 'U', 6);
    const asked = `what=${await world.unit('U')}&until=${encodeURIComponent(world.at(4))}`;
    const answer = await ask('R', asked);
    expect(answer.batchIds).toEqual([idOf('A')]);
    expect(found(answer)).toEqual(['certain P: A 10']);
  });
});

describe('the question', () => {
  it('may lower depth and nodes, and the answer says which bound cut it', async () => {
    await world.make('P', 'D0', '1', { hour: 1 });
    for (const step of [1, 2, 3]) {
      succeeded('', await world.transform('P', `D${step - 1} 1`, `D${step} 1`, 1 + step));
    }
    const whole = await ask('R', ids('D0'));
    expect([whole.bounds, whole.cutForward]).toEqual([{ depth: 64, nodes: 2000 }, undefined]);
    const shallow = await ask('R', `${ids('D0')}&depth=1`);
    expect(shallow.bounds).toEqual({ depth: 1, nodes: 2000 });
    expect(shallow.cutForward).toEqual({ by: 'depth', at: 2 });
    expect(batchesIn(world, shallow)).toEqual(['D0 certain 1..1', 'D1 certain 1..1']);
    const small = await ask('R', `${ids('D3')}&nodes=2&direction=backward`);
    expect(small.cutBackward).toMatchObject({ by: 'nodes' });
    expect(sourcesIn(world, small)).toEqual(['D2 certain 1..1']);
  });

  const absent = '01900000-0000-7000-8000-000000000000';
  it.each([
    [`batchId=${absent}&what=A`, '/batchId'],
    [`batchId=${absent}&productId=${absent}`, '/batchId'],
    [`batchId=${absent}&batchId=${absent}`, '/batchId'],
    [
      Array.from({ length: 21 }, (_, i) => `batchId=${absent.slice(0, -2)}${10 + i}`).join('&'),
      '/batchId',
    ],
    [`batchId=${absent}&batchId=A`, '/batchId'],
    [`batchId=${absent}&bestBefore=2026-01-01`, '/bestBefore'],
    [`batchId=${absent}&enteredUntil=2026-01-01T00:00:00Z`, '/enteredUntil'],
    ['what=AB&madeFrom=2026-01-01', '/madeFrom'],
    ['what=AB', '/what'],
    [`productId=${absent}&enteredFrom=2026-01-01T00:00:00Z`, '/enteredFrom'],
    [`productId=${absent}&madeFrom=2026-01-02&madeUntil=2026-01-01`, '/madeUntil'],
    [`productId=${absent}&madeFrom=2026-02-30`, '/madeFrom'],
    [`productId=${absent}&placeId=${absent}&bestBefore=2026-01-01`, '/bestBefore'],
    [`productId=${absent}&placeId=${absent}&direction=forward`, '/direction'],
    [`batchId=${absent}&until=2999-01-01T00:00:00Z`, '/until'],
    [
      `placeId=${absent}&enteredFrom=2026-01-02T00:00:00Z&enteredUntil=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z`,
      '/until',
    ],
    [`batchId=${absent}&depth=65`, '/depth'],
    [`batchId=${absent}&depth=-1`, '/depth'],
    [`batchId=${absent}&nodes=0`, '/nodes'],
    [`batchId=${absent}&nodes=2001`, '/nodes'],
    [`batchId=${absent}&nodes=1e2`, '/nodes'],
  ])('asked by %s it says what to change', async (asked, pointer) => {
    const { status, errors } = await refusal('R', asked);
    expect({ status, errors }).toMatchObject({ status: 422, errors: [{ pointer }] });
  });
});
