// Goal: SSCCs come from a company prefix that is one organisation's alone, and none is given out twice. Method: the service over HTTP;
// many requests at once; prefixes generated against what overlapping means.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseSscc } from '../../src/identifiers/index.js';
import { World, type Body } from '../cases/world.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world?.close());

async function send(by: string, path: string, body: Body) {
  const { key } = await world.trader(by);
  return world.service.send<Body>('POST', `/api/v1/${path}`, { key, body });
}

const register = (by: string, prefix: string) => send(by, 'company-prefixes', { prefix });
const allocate = (by: string, body: Body) => send(by, 'ssccs', body);

test('SSCCs have an extension digit, the prefix, serial numbers in a row and a check digit', async () => {
  expect((await register('F', '9520123')).status).toBe(201);
  const { status, body } = await allocate('F', { count: 3, extensionDigit: 4 });
  expect(status).toBe(201);
  expect(body).toMatchObject({ prefix: '9520123', extensionDigit: 4, firstSerial: 0, count: 3 });
  const ssccs = body.ssccs as string[];
  expect(ssccs.map(parseSscc)).toEqual(ssccs);
  expect(ssccs.map((each) => each.slice(0, 17))).toEqual([
    '49520123000000000',
    '49520123000000001',
    '49520123000000002',
  ]);
  expect((await allocate('F', { count: 1, extensionDigit: 4 })).body.firstSerial).toBe(3);
  expect((await allocate('F', { count: 1 })).body).toMatchObject({
    extensionDigit: 0,
    firstSerial: 0,
  });
});

test('None is given out twice, nor left out, however many ask at once', async () => {
  await register('C', '8400001');
  const counts = [1, 7, 30, 2, 11, 5, 20, 3];
  const answers = await Promise.all(counts.map((count) => allocate('C', { count })));
  const all = answers.flatMap(({ body }) => body.ssccs as string[]);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const serials = all.map((each) => Number(each.slice(8, 17))).sort((one, other) => one - other);
  expect(serials).toEqual(Array.from({ length: total }, (_, i) => i));
});

test('A pallet is packed under one', async () => {
  await register('K', '8400002');
  const [sscc = ''] = (await allocate('K', { count: 1 })).body.ssccs as string[];
  await world.make('K', 'A', '100', { hour: 1 });
  const { key } = await world.trader('K');
  await world.post(key, '/api/v1/events', {
    ...{ activity: 'pack', at: world.at(2), unit: `(00)${sscc}`, goods: world.goods('A 10') },
  });
  const told = await world.service.send<Body>('GET', `/00/${sscc}`, {
    headers: { Accept: 'application/json' },
  });
  expect(told.body).toMatchObject({ verdict: 'recorded', code: { text: `/00/${sscc}` } });
});

test('Where too few are left none is given, and it is said how many there are', async () => {
  await register('X', '840000312345');
  expect((await allocate('X', { count: 9_998 })).status).toBe(201);
  const refused = await allocate('X', { count: 3 });
  expect(refused).toMatchObject({ status: 409, body: { code: 'ssccs-exhausted' } });
  expect(String(refused.body.detail)).toContain('has 2 SSCCs left');
  expect((await allocate('X', { count: 2 })).body.firstSerial).toBe(9_998);
  expect((await allocate('X', { count: 1 })).status).toBe(409);
  expect((await allocate('X', { count: 10_000, extensionDigit: 1 })).status).toBe(201);
});

test('A prefix is whose organisation said so first: none that makes the same keys is another’s', async () => {
  const digits = (length: number) =>
    fc.array(fc.constantFrom('1', '2'), { minLength: length, maxLength: length });
  const some = fc
    .tuple(fc.integer({ min: 0, max: 6 }).chain(digits), fc.constantFrom('N', 'M'))
    .map(([rest, by]) => ({ prefix: `720000${rest.join('')}`, by }));
  const taken: { prefix: string; by: string }[] = [];
  for (const { prefix, by } of fc.sample(some, { numRuns: 40, seed: 5 })) {
    const { status, body } = await register(by, prefix);
    const own = taken.filter((each) => each.by === by);
    const same = own.some((each) => each.prefix === prefix);
    const overlaps = taken.some(
      (each) => each.prefix.startsWith(prefix) || prefix.startsWith(each.prefix),
    );
    const expected = same ? 201 : own.length >= 5 || overlaps ? 409 : 201;
    expect([prefix, status]).toEqual([prefix, expected]);
    if (status === 201 && !same) taken.push({ prefix, by });
    if (status === 409) {
      expect(body.code).toBe(own.length >= 5 ? 'too-many-prefixes' : 'prefix-taken');
    }
  }
  expect(taken.length).toBeGreaterThan(3);
});

test('Two who say so at once do not both get it', async () => {
  const answers = await Promise.all([register('N1', '7300001'), register('M1', '730000')]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
});

test.each([
  [{ count: 1 }, '/prefix'],
  [{ count: 1, prefix: '9520123' }, '/prefix'],
  [{ count: 0 }, '/count'],
  [{ count: 10_001 }, '/count'],
  [{ count: 1, extensionDigit: 10 }, '/extensionDigit'],
])('%j of an organisation without a prefix is refused at %s', async (body, pointer) => {
  const answer = await allocate('W', body);
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
});

test('Of several prefixes one is named', async () => {
  await register('V', '7400001');
  await register('V', '7400002');
  expect(await allocate('V', { count: 1 })).toMatchObject({ status: 422 });
  expect((await allocate('V', { count: 1, prefix: '7400002' })).body.prefix).toBe('7400002');
  await register('Y', '7400003');
  expect(await allocate('V', { count: 1, prefix: '7400003' })).toMatchObject({ status: 422 });
});

test.each(['12345', '1234567890123', '12 4567', '９５２０１２３', ''])(
  'The prefix %j is refused',
  async (prefix) => {
    const answer = await register('W', prefix);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/prefix' }] } });
  },
);
