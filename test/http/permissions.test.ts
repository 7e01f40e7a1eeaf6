import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OrganisationRole, Scope } from '../../src/access/index.js';
import { KeysService } from '../../src/access/index.js';
import { apiDescription } from '../../src/openapi.js';
import { AccountsService } from '../../src/parties/index.js';
import { startApp, type TestApp } from '../support/app.js';
import { may, people, roles, rules, type Person } from './who-may.js';

const scopes: Readonly<Record<Person, readonly Scope[]>> = {
  viewer: ['read'],
  editor: ['read', 'write'],
  owner: ['read', 'write', 'recall', 'admin'],
};

let service: TestApp;
beforeAll(async () => {
  service = await startApp();
});
afterAll(() => service.close());

/** Keys of a fresh organisation of the role, one with the scopes of each kind of person. */
async function keysOf(role: string): Promise<Readonly<Record<Person, string>>> {
  const accounts = service.app.get(AccountsService, { strict: false });
  const account = await accounts.open({
    kind: 'organisation',
    name: `A ${role}`,
    roles: [role as OrganisationRole],
    ...(role === 'regulator' && { jurisdiction: '000000' }),
  });
  const keys = service.app.get(KeysService, { strict: false });
  const actor = await keys.recognise(account.key.text);
  const issue = async (person: Person) => {
    const request = { label: person, scopes: scopes[person], validDays: 1 };
    return (await keys.issue(actor, request)).text;
  };
  return {
    viewer: await issue('viewer'),
    editor: await issue('editor'),
    owner: await issue('owner'),
  };
}

test('every route that takes a key has a rule, and every rule a route', () => {
  const routes = Object.entries(apiDescription(service.app).paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, operation]) => (operation as { security: unknown[] }).security.length > 0)
      .map(([method]) => `${method.toUpperCase()} ${path}`),
  );
  expect(Object.keys(rules).sort()).toEqual(routes.sort());
});

test.each(roles)('%s: each route lets in those who may, and nobody else', async (role) => {
  const keys = await keysOf(role);
  const wrong: string[] = [];
  for (const route of Object.keys(rules)) {
    const [method = '', pattern = ''] = route.split(' ');
    const path = pattern.replace(/\{\w+\}/g, '0190a4f0-0000-7000-8000-000000000000');
    // Nothing there is, or a body without what it needs: whoever is let in gets any answer but 403.
    const body = method === 'GET' || method === 'DELETE' ? undefined : {};
    const asked = people.map(async (person) => {
      const { status } = await service.send(method, path, { key: keys[person], body });
      if ((status !== 403) !== may(route, role, person)) wrong.push(`${route} ${person} ${status}`);
    });
    await Promise.all(asked);
  }
  expect(wrong).toEqual([]);
});

test('whoever may not register batches makes none by an act either', async () => {
  const { editor: key } = await keysOf('carrier');
  const post = (path: string, body: unknown) =>
    service.send<{ id: string; detail: string }>('POST', path, { key, body });
  const product = { name: 'Crates', itemCode: 'crates', unit: 'KGM' };
  const { body: made } = await post('/api/v1/products', product);
  const output = { productId: made.id, quantity: { value: '1', unit: 'KGM' } };
  const refused = await post('/api/v1/events', {
    ...{ activity: 'transform', recorded: 'fact', at: new Date(service.clock.now()).toISOString() },
    ...{ goods: [output], outputs: [output] },
  });
  expect([refused.status, refused.body.detail]).toEqual([
    403,
    expect.stringContaining('This needs an organisation that is producer'),
  ]);
  const [{ count } = { count: -1 }] = await service.database
    .as({ role: 'fold' })
    .query<{ count: number }>('SELECT count(*)::int AS count FROM batch WHERE product_id = $1', [
      made.id,
    ]);
  expect(count).toBe(0);
});
