// Who has the goods that a trace finds, and who is told how to reach them.
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { TraceView } from '../../../src/trace/trace.dto.js';
import { traceOf } from '../traces.js';
import { World, type Body } from '../world.js';

let service: World;
let world: World;
beforeAll(async () => {
  service = await World.start();
});
beforeEach(() => {
  world = service.another();
});
afterAll(() => service?.close());

/** Names and telephones in an answer. */
const reachable = ({ parties }: TraceView) =>
  parties.map(({ name, phone }) => `${name}: ${phone ?? 'not told'}`).sort();

async function call(name: string, phone: string): Promise<void> {
  const { key, partyId } = await world.trader(name);
  const { status } = await world.service.send<Body>('PATCH', `/api/v1/parties/${partyId}`, {
    ...{ key, body: { phone, contactName: `whom to ask at ${name}` } },
  });
  expect(status).toBe(200);
}

/** F is in one province, P in another; S2 nobody knows where. */
async function chainOfThree(): Promise<void> {
  await world.make('F', 'A', '30', { hour: 1 });
  await world.handOver('F', 'P', 'A 20', 2);
  await world.handOver('P', 'S2', 'A 10', 4);
  for (const name of ['F', 'P', 'S2']) await call(name, `1-${name}`);
}

it('a regulator is told how to reach whom it oversees, and what others are called', async () => {
  await chainOfThree();
  expect(reachable(await traceOf(world, 'R', 'A'))).toEqual(['F: 1-F', 'P: 1-P', 'S2: 1-S2']);
  expect(reachable(await traceOf(world, 'R37', 'A'))).toEqual(['F: 1-F', 'P: not told']);
  expect(reachable(await traceOf(world, 'R11', 'A'))).toEqual([
    'F: not told',
    'P: 1-P',
    'S2: not told',
  ]);
});

it('along an open case it sees goods everywhere, and contacts of its own jurisdiction', async () => {
  await chainOfThree();
  const { key } = await world.trader('R37');
  const answer = await traceOf(world, 'R37', 'A');
  expect(answer.view).toBe('jurisdiction');
  await world.post(key, '/api/v1/recalls', {
    ...{ batchIds: [world.batches.get('A')], grade: 1, reason: 'a test', advice: 'a test' },
  });
  const along = await traceOf(world, 'R37', 'A');
  expect(along.view).toBe('all');
  expect(reachable(along)).toEqual(['F: 1-F', 'P: not told', 'S2: not told']);
});

it('an organisation is told its own contacts, and of others what they are called', async () => {
  await chainOfThree();
  const answer = await traceOf(world, 'P', 'A');
  expect(reachable(answer)).toEqual(['F: not told', 'P: 1-P', 'S2: not told']);
  const own = answer.parties.find(({ name }) => name === 'P');
  expect(own).toMatchObject({ contactName: 'whom to ask at P' });
  const standing = answer.holdings.filter(({ where }) => where.kind === 'place');
  expect(standing.every(({ where }) => where.partyId !== undefined)).toBe(true);
  const ids = answer.parties.map(({ partyId }) => partyId);
  expect(ids).toEqual([...ids].sort());
});

it('contacts are told by a trace and by nothing else: the party looked up has none for its regulator', async () => {
  await chainOfThree();
  const { key } = await world.trader('R');
  const { partyId } = await world.trader('F');
  const { body } = await world.service.send<Body>('GET', `/api/v1/parties/${partyId}`, { key });
  expect(body).toMatchObject({ id: partyId, name: 'F' });
  expect([body.phone, body.contactName]).toEqual([undefined, undefined]);
});
