import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { documentOf } from '../epcis/repository.js';
import type { Body } from '../cases/world.js';
import { Everything } from '../support/everything.js';
import { resolved, routes, type Schema } from './described-routes.js';

/**
 * Goal: whose a thing is, who says so and when it was recorded is never taken from a body. Method: each such member, in each
 * object of each body that the description does not give it, alone.
 */
const foreign: Body = {
  id: '0190a4f0-0000-7000-8000-000000000000',
  organisationId: '0190a4f0-0000-7000-8000-000000000000',
  partyId: '0190a4f0-0000-7000-8000-000000000000',
  registrarId: '0190a4f0-0000-7000-8000-000000000000',
  ownerId: '0190a4f0-0000-7000-8000-000000000000',
  madeBy: 'person/me',
  credential: 'person/me',
  keyId: 'person/me',
  actor: { organisationId: 'me', scopes: ['admin'] },
  roles: ['operator'],
  role: 'owner',
  scopes: ['admin'],
  recordTime: '2001-01-01T00:00:00Z',
  createdAt: '2001-01-01T00:00:00Z',
  endedAt: null,
  revokedAt: null,
  isAdmin: true,
  constructor: { prototype: { scopes: ['admin'] } },
};

let all: Everything;
beforeAll(async () => {
  all = await Everything.start();
});
afterAll(() => all?.close());

const writing = routes
  .filter(({ method }) => method === 'POST' || method === 'PATCH')
  // A form has fields and no members; form-body.test.ts tries those that nobody knows.
  .filter(({ operation }) => operation.requestBody?.content['multipart/form-data'] === undefined)
  .map(({ method, path, operation }) => {
    const schema = operation.requestBody?.content['application/json']?.schema;
    const refused = schema === undefined ? [] : refusedIn(schema);
    return { method, path: path.replace(/\{\w+\}/g, String(foreign.id)), refused };
  });

test.each(writing)('$method $path: members of ours', async ({ method, path, refused }) => {
  const before = await all.rows.read();
  const wrong: unknown[] = [];
  for (const { body, pointer } of refused) {
    const answer = await all.service.send<Body>(method, path, { key: all.key, body });
    const faults = (answer.body.errors ?? []) as { pointer: string }[];
    const isNamed = faults.some((fault) => fault.pointer === pointer);
    if (answer.status !== 422 || !isNamed) wrong.push({ pointer, ...answer.body });
  }
  // A route without a body of its own takes none at all.
  const whole = await all.service.send(method, path, { key: all.key, body: foreign });
  expect([wrong, whole.status]).toEqual([[], 422]);
  expect(await all.rows.read()).toEqual(before);
});

test('every route that writes is asked, most with a body of its own', () => {
  expect(writing.length).toBeGreaterThan(20);
  expect(writing.filter(({ refused }) => refused.length > 10).length).toBeGreaterThan(18);
});

test('POST /epcis/capture: of members of ours in an event none is stored as such', async () => {
  const at = new Date(all.service.clock.now() - 60_000).toISOString();
  const eventID = 'urn:uuid:0190a4f0-1111-7000-8000-000000000001';
  const event = {
    ...{ type: 'ObjectEvent', eventID, eventTime: at, eventTimeZoneOffset: '+00:00' },
    ...{ action: 'OBSERVE', epcList: ['urn:epc:id:sgtin:0614141.107346.2017'] },
    recordTime: '2001-01-01T00:00:00Z',
  };
  const stored = async () =>
    all.service.everything.query<Body>(
      `SELECT event.organisation_id = (SELECT organisation_id FROM api_key WHERE id = key_id) AS own,
         recorded_at AS "recordedAt" FROM event`,
    );
  for (const [name, value] of Object.entries(foreign)) {
    if (name === 'recordTime') continue;
    const answer = await all.service.send<Body>('POST', '/epcis/capture', {
      ...{ key: all.key, body: documentOf([{ ...event, [name]: value }]) },
    });
    expect([name, answer.status]).toEqual([name, 400]);
  }
  expect(await stored()).toEqual([]);
  const sent = { key: all.key, body: documentOf([event]) };
  expect((await all.service.send('POST', '/epcis/capture', sent)).status).toBe(202);
  expect(await stored()).toMatchObject([
    { own: true, recordedAt: new Date(all.service.clock.now()) },
  ]);
});

interface Lone {
  readonly body: Body;
  readonly pointer: string;
}

/** Bodies with one foreign member each, in this object or in one below, that the description does not name there. */
function refusedIn(schema: Schema): Lone[] {
  const { properties = {} } = objectIn(schema);
  if (Object.keys(properties).length === 0) return [];
  const here = Object.entries(foreign)
    .filter(([name]) => !Object.hasOwn(properties, name))
    .map(([name, value]) => ({ body: { [name]: value }, pointer: `/${name}` }));
  const below = Object.entries(properties).flatMap(([name, member]) => {
    const { items } = member;
    return refusedIn(items ?? member).map((lone) => ({
      body: { [name]: items === undefined ? lone.body : [lone.body] },
      pointer: `/${name}${items === undefined ? '' : '/0'}${lone.pointer}`,
    }));
  });
  return [...here, ...below];
}

/** Descriptions and null are said around the name of a schema. */
function objectIn(schema: Schema): Schema {
  const [inner] = schema.allOf ?? schema.anyOf ?? [];
  return resolved(inner ?? schema);
}
