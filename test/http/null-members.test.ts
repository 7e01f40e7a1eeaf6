import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Body } from '../cases/world.js';
import { Everything } from '../support/everything.js';
import { resolved, routes, type Schema } from './described-routes.js';

/**
 * Goal: what the description says may not be null, or has to be there, is refused at its own place before anything is
 * stored; what it says may be null is no fault. Method: each member of each body, also below, alone.
 */
let all: Everything;
beforeAll(async () => {
  all = await Everything.start();
});
afterAll(() => all?.close());

const someId = '0190a4f0-0000-7000-8000-000000000000';

interface Lone {
  readonly body: Body;
  readonly pointer: string;
  readonly isFault: boolean;
}

const reading = routes.flatMap(({ method, path, operation }) => {
  const schema = operation.requestBody?.content['application/json']?.schema;
  return schema === undefined ? [] : [{ method, path, bodies: loneMembers(schema) }];
});

test.each(reading)('$method $path: null and nothing', async ({ method, path, bodies }) => {
  const before = await all.rows.read();
  const asked = path.replace(/\{\w+\}/g, someId);
  for (const { body, pointer, isFault } of bodies) {
    const answer = await all.service.send<Body>(method, asked, { key: all.key, body });
    const faults = (answer.body.errors ?? []) as { pointer: string }[];
    const found = faults.some((fault) => fault.pointer === pointer);
    const isRefused = answer.status >= 400 && answer.status < 500;
    expect({ body, found, isRefused }).toEqual({ body, found: isFault, isRefused: true });
  }
  expect(await all.rows.read()).toEqual(before);
  expect(bodies.length).toBeGreaterThan(0);
});

/** Bodies in which one member is null, or a needed one left out, and all others are left out. */
function loneMembers(schema: Schema): Lone[] {
  const { properties = {}, required = [] } = objectIn(schema);
  return Object.entries(properties).flatMap(([name, member]) => {
    const pointer = `/${name}`;
    const isNeeded = required.includes(name) && member.default === undefined;
    const mayBeNull = isNullable(member);
    const { items } = member;
    const below = loneMembers(items ?? member).map((lone) => ({
      ...lone,
      body: { [name]: items === undefined ? lone.body : [lone.body] },
      pointer: `${pointer}${items === undefined ? '' : '/0'}${lone.pointer}`,
    }));
    return [
      { body: { [name]: null }, pointer, isFault: !mayBeNull },
      ...(isNeeded && !mayBeNull ? [{ body: {}, pointer, isFault: true }] : []),
      ...below,
    ];
  });
}

function isNullable({ type, anyOf = [] }: Schema): boolean {
  return type === 'null' || (type?.includes('null') ?? false) || anyOf.some(isNullable);
}

/** Descriptions and null are said around the name of a schema. */
function objectIn(schema: Schema): Schema {
  const [inner] = schema.allOf ?? schema.anyOf ?? [];
  return resolved(inner ?? schema);
}
