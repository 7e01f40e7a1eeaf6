// Cases about hazards that entered at a place in an interval, told over HTTP and asked over HTTP.
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { EventView } from '../../../src/activities/events.dto.js';
import type { TraceView } from '../../../src/trace/trace.dto.js';
import { stateOf } from '../own-views.js';
import { batchesIn, found as foundIn, traceOfEntry } from '../traces.js';
import { succeeded, World, type Body } from '../world.js';

let service: World;
let world: World;
beforeAll(async () => {
  service = await World.start();
});
beforeEach(() => {
  world = service.another();
});
afterAll(() => service?.close());

const trace = (by: string, place: string, times: readonly [number, number]) =>
  traceOfEntry(world, by, place, times);
const found = (answer: TraceView) => foundIn(world, answer);

/** Of the goods that are at a place: which step leaves them in doubt and why, and which clears them. */
async function whyAt({ holdings }: TraceView, place: string, batch = 'A') {
  const there = holdings.find(
    ({ where, batchId, quantity }) =>
      where.placeId === world.places.get(place) &&
      batchId === world.batches.get(batch) &&
      quantity.value !== '0',
  );
  const { doubt, clearedByEventRef } = there ?? {};
  const missing = doubt && `${doubt.missing}: ${await stepOf(doubt.eventRef)}`;
  return [missing, clearedByEventRef && (await stepOf(clearedByEventRef))];
}

/** The business step of an event and the hour of the story at which it was. */
async function stepOf(ref: string): Promise<string> {
  const { key } = await world.trader('P');
  const { body } = await world.service.send<EventView>('GET', `/api/v1/events/${ref}`, { key });
  const { bizStep, eventTime } = body.event as { bizStep: string; eventTime: string };
  const hours = (Date.parse(eventTime) - Date.parse(world.at(0))) / 3_600_000;
  return `${bizStep} @${hours}`;
}

async function ships(to: string, load: string, when: Body, from: string): Promise<void> {
  const { partyId } = await world.trader(to);
  const goods = world.goods(load);
  const told = { activity: 'ship', toPartyId: partyId, goods, placeId: world.places.get(from) };
  succeeded('ship', await world.tell('P', { ...told, recorded: 'fact', ...when }));
}

/** 50 A in R, a place of P, from 4; 20 leave for S2 at 4.5 or as said, the others for S at 7. */
async function b2(how: Body, leaving: Body = { at: world.at(4.5) }): Promise<void> {
  const placeId = await world.place('P', 'R1', how);
  await world.make('P', 'A', '50', { hour: 4, placeId });
  await ships('S2', 'A 20', leaving, 'R1');
  await world.receive('S2', 'P', 'A 20', 4.9);
  await ships('S', 'A 30', { at: world.at(7) }, 'R1');
  await world.receive('S', 'P', 'A 30', 8);
}

const coldRoom = { kind: 'cold-room' };
const tank = { kind: 'tank', mixing: 'blending' };

it('B2 entry at a place: what left before is cleared by its leaving, what shared the room is possible', async () => {
  await b2(coldRoom);
  const answer = await trace('R', 'R1', [5, 6]);
  expect(found(answer)).toEqual(['cleared S2: A 20', 'possible S: A 30']);
  expect(await whyAt(answer, 'S2')).toEqual([undefined, 'shipping @4.5']);
  expect(await whyAt(answer, 'S')).toEqual(['contact: commissioning @4', undefined]);
  const { entry, batchId, direction, covers, batches } = answer;
  expect(entry).toEqual({
    placeId: world.places.get('R1'),
    from: world.at(5),
    until: world.at(6),
  });
  expect([batchId, direction, batches]).toEqual([undefined, 'forward', []]);
  expect(covers).toBe('This trace covers all events that are recorded here.');
});

it('B2 entry at a place: with R a tank the rest is certain', async () => {
  await b2(tank);
  const answer = await trace('R', 'R1', [5, 6]);
  expect(found(answer)).toEqual(['certain S: A 30', 'cleared S2: A 20']);
  expect(await whyAt(answer, 'S')).toEqual([undefined, undefined]);
});

it('B2 entry at a place: what is made of the rest is in scope, what is made of the 20 is not', async () => {
  await b2(coldRoom);
  await world.transform('S', 'A 10', 'D 10', 9);
  await world.transform('S2', 'A 5', 'E 5', 9);
  const answer = await trace('R', 'R1', [5, 6]);
  expect(batchesIn(world, answer)).toEqual(['D possible']);
  expect(found(answer)).toEqual(['cleared S2: A 15', 'possible S: A 20', 'possible S: D 10']);
});

it('B2 entry at a place: goods in a logistic unit share the room as loose ones do', async () => {
  await world.place('P', 'R1', coldRoom);
  await world.make('P', 'A', '50', { hour: 1 });
  await world.pack('P', 'A 30', 'U', 2);
  await world.pack('P', 'A 20', 'K', 2);
  for (const [unit, hour] of [
    ['U', 4],
    ['K', 4],
  ] as const) {
    const moved = { ...(await world.load(`[${unit}]`)), placeId: world.places.get('P') };
    await world.does('P', 'move', hour, { ...moved, toPlaceId: world.places.get('R1') });
  }
  const back = { ...(await world.load('[K]')), placeId: world.places.get('R1') };
  await world.does('P', 'move', 4.5, { ...back, toPlaceId: world.places.get('P') });
  const answer = await trace('R', 'R1', [5, 6]);
  expect(found(answer)).toEqual(['possible R1: A 30']);
});

it('B3 whole-day time: the day of a shipping overlaps the entry, and its hour would clear', async () => {
  const day = new Date(Date.parse(world.at(5)) + 8 * 3_600_000).toISOString().slice(0, 10);
  await b2(coldRoom, { on: day });
  const answer = await trace('R', 'R1', [5, 6]);
  expect(found(answer)).toEqual(['possible S2: A 20', 'possible S: A 30']);
  const [missing] = await whyAt(answer, 'S2');
  expect(missing).toMatch(/^time: shipping @/);
  expect(await whyAt(answer, 'S')).toEqual(['contact: commissioning @4', undefined]);
});

/** Hours of the story, by minutes after the tenth. */
const minute = (minutes: number) => 10 + minutes / 60;

it.each([
  ['discrete', coldRoom, 'possible'],
  ['a tank', tank, 'certain'],
])(
  'B4 two clocks: what left after the entry by the clock of its place, which is %s',
  async (_, how, verdict) => {
    const placeId = await world.place('P', 'R1', how);
    await world.make('P', 'A', '10', { hour: 4, placeId });
    const document = { documents: [{ type: 'desadv', id: 'DN-1' }] };
    await ships('S', 'A 10', { at: world.at(minute(5)), ...document }, 'R1');
    const received = await world.receive('S', 'P', 'A 10', minute(0), document);
    expect(received.status).toBe(201);
    expect(await stateOf(world)).toEqual(['S: A 10']);
    expect(found(await trace('R', 'R1', [minute(1), minute(3)]))).toEqual([`${verdict} S: A 10`]);
  },
);

it('B7 after the entry: what came later is possible until a cleaning is on record', async () => {
  await b2(coldRoom);
  const placeId = world.places.get('R1');
  await world.make('P', 'B', '10', { hour: 6.5, placeId });
  await world.make('P', 'E', '10', { hour: 8, placeId });
  await ships('W', 'E 10', { at: world.at(9) }, 'R1');
  await world.receive('W', 'P', 'E 10', 10);
  const answer = await trace('R', 'R1', [5, 6]);
  expect(found(answer)).toEqual([
    'cleared S2: A 20',
    'possible R1: B 10',
    'possible S: A 30',
    'possible W: E 10',
  ]);
  expect(await whyAt(answer, 'R1', 'B')).toEqual(['cleaning: commissioning @6.5', undefined]);
  expect(await whyAt(answer, 'W', 'E')).toEqual(['cleaning: commissioning @8', undefined]);
});

it('B7 after the entry: a clean-out of a tank is not known to be good against the hazard', async () => {
  await b2(tank);
  const placeId = world.places.get('R1');
  await world.does('P', 'clean', 9, { placeId });
  await world.make('P', 'G', '10', { hour: 10, placeId });
  const answer = await trace('R', 'R1', [5, 6]);
  expect(found(answer)).toContain('possible R1: G 10');
  expect(await whyAt(answer, 'R1', 'G')).toEqual(['cleaning: commissioning @10', undefined]);
});

it('an organisation asks over the events that it may see, and nothing is cleared', async () => {
  await b2(coldRoom);
  const answer = await trace('P', 'R1', [5, 6]);
  expect(answer.view).toBe('own');
  expect(found(answer)).toEqual(['possible S2: A 20', 'possible S: A 30']);
});

it('a place where one saw nothing is answered as one that does not exist', async () => {
  await b2(coldRoom);
  const ask = async (placeId: string, by: string) => {
    const { key } = await world.trader(by);
    const path = `/api/v1/traces?placeId=${placeId}&enteredFrom=${world.at(5)}&enteredUntil=${world.at(6)}`;
    return world.service.send<Body>('GET', path, { key });
  };
  const hidden = await ask(String(world.places.get('R1')), 'W');
  const unknown = await ask('01900000-0000-7000-8000-000000000000', 'W');
  expect([hidden.status, unknown.status]).toEqual([404, 404]);
  expect(hidden.body.detail).toBe(unknown.body.detail);
});

it('an interval in which nothing stood there finds nothing', async () => {
  await b2(coldRoom);
  const answer = await trace('R', 'R1', [80, 81]);
  expect([found(answer), answer.gone, answer.cutForward]).toEqual([[], [], undefined]);
});

it.each([
  ['', '/batchId'],
  ['placeId={place}&batchId={place}&enteredFrom={5}&enteredUntil={6}', '/batchId'],
  ['placeId={place}&enteredUntil={6}', '/enteredFrom'],
  ['placeId={place}&enteredFrom={5}', '/enteredUntil'],
  ['placeId={place}&enteredFrom={6}&enteredUntil={5}', '/enteredUntil'],
  [
    'placeId={place}&enteredFrom=2025-01-01T00:00:00Z&enteredUntil=2026-01-02T00:00:01Z',
    '/enteredUntil',
  ],
  [
    'placeId={place}&enteredFrom=2999-01-01T00:00:00Z&enteredUntil=2999-01-02T00:00:00Z',
    '/enteredFrom',
  ],
  ['placeId={place}&enteredFrom=2026-11-15&enteredUntil={6}', '/enteredFrom'],
  ['placeId={place}&enteredFrom={5}&enteredUntil={6}&direction=both', '/direction'],
  ['placeId=R1&enteredFrom={5}&enteredUntil={6}', '/placeId'],
  ['batchId={place}&enteredFrom={5}', '/enteredFrom'],
])('asked by %s it says what to change', async (asked, pointer) => {
  const { key } = await world.trader('R');
  const path = asked
    .replaceAll('{place}', '01900000-0000-7000-8000-000000000000')
    .replaceAll(/\{(\d)\}/g, (_, hour) => world.at(Number(hour)));
  const answer = await world.service.send<Body>('GET', `/api/v1/traces?${path}`, { key });
  expect(answer.status).toBe(422);
  expect(answer.body.errors).toMatchObject([{ pointer }]);
});
