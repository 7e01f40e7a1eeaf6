import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AccountsService } from '../../src/parties/index.js';
import { startApp, type Answer, type TestApp } from '../support/app.js';
import { resolved, routes, type Schema } from './described-routes.js';

/**
 * Goal: whatever is sent to whichever route, the answer is not a failure of ours and shows nothing of our inside.
 * Method: every route of the committed description is asked with generated ids, cursors and bodies, by a key
 * that may do everything.
 */
const numRuns = Number(process.env.FURROW_TEST_RUNS ?? 50);

let service: TestApp;
let key: string;
beforeAll(async () => {
  service = await startApp();
  const account = await service.app.get(AccountsService, { strict: false }).open({
    kind: 'organisation',
    name: 'Everything',
    roles: ['operator', 'regulator', 'producer'],
    jurisdiction: '000000',
  });
  key = account.key.text;
});
afterAll(() => service.close());

const someId = '0190a4f0-0000-7000-8000-000000000000';
const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', '\0', "'; DROP TABLE batch; --", '\ud800', '%', '../..', '9'.repeat(400)),
  fc.constantFrom(someId, '2026-02-30', '-1', '1e9', 'NaN', '__proto__', 'KGM'),
);

function expectNoFailure({ status, body }: Answer<unknown>, asked: unknown): void {
  const told = JSON.stringify(body);
  const isFailure = status >= 500 || /SELECT |INSERT |node_modules|\bat .*\.[jt]s:\d/.test(told);
  expect(isFailure ? { asked, status, told } : undefined).toBeUndefined();
}

describe('a route', () => {
  const lists = routes.filter(({ operation }) =>
    operation.parameters.some(({ name }) => name === 'cursor'),
  );

  test.each(lists.map(({ path }) => path))('%s takes no cursor of another making', async (path) => {
    const parts = fc.array(hostileText, { minLength: 1, maxLength: 4 });
    const cursors = fc.oneof(
      hostileText,
      parts.map((position) => Buffer.from(JSON.stringify(position)).toString('base64url')),
    );
    await fc.assert(
      fc.asyncProperty(cursors, async (cursor) => {
        const query = new URLSearchParams({ cursor }).toString();
        const asked = `${path.replace(/\{\w+\}/g, someId)}?${query}`;
        expectNoFailure(await service.send('GET', asked, { key }), asked);
      }),
      { numRuns },
    );
  });

  const single = routes.filter(({ path }) => path.includes('{'));
  test.each(single.map(({ method, path }) => [method, path]))(
    '%s %s takes no id of another form',
    async (method, path) => {
      await fc.assert(
        fc.asyncProperty(hostileText, async (id) => {
          const asked = path.replace(/\{\w+\}/g, encodeURIComponent(Buffer.from(id).toString()));
          const options = { key, ...(method !== 'GET' && method !== 'DELETE' && { body: {} }) };
          expectNoFailure(await service.send(method, asked, options), asked);
        }),
        { numRuns },
      );
    },
  );

  // Enrolling a device never says whether there is one of this id.
  test.each(single.filter(({ path }) => !path.endsWith('/enrolment')))(
    '$method $path answers an id of another form as one that names nothing',
    async ({ method, path, operation }) => {
      const asked = path.replace(/\{\w+\}/g, 'x-1');
      const options = { key, ...(operation.requestBody !== undefined && { body: {} }) };
      const { status, body } = await service.send<unknown>(method, asked, options);
      expect([status, body]).toMatchObject([404, { code: 'not-found' }]);
    },
  );

  const reading = routes.filter(({ operation }) => operation.requestBody !== undefined);
  test.each(reading.map(({ method, path, operation }) => ({ method, path, operation })))(
    '$method $path survives every body',
    async ({ method, path, operation }) => {
      const schema = operation.requestBody?.content['application/json']?.schema ?? {};
      const asked = path.replace(/\{\w+\}/g, someId);
      await fc.assert(
        fc.asyncProperty(bodyFor(schema), async (body) => {
          const answer = await service.send(method, asked, { key, body: JSON.stringify(body) });
          expectNoFailure(answer, body);
        }),
        { numRuns },
      );
    },
  );
});

/** Bodies with the right members and the wrong things in them, or right ones by chance. */
function bodyFor(schema: Schema): fc.Arbitrary<unknown> {
  const { properties = {} } = resolved(schema);
  const members = Object.entries(properties).map(([name, member]) => [name, valueFor(member)]);
  return fc.record(Object.fromEntries(members) as Record<string, fc.Arbitrary<unknown>>, {
    requiredKeys: [],
  });
}

function valueFor(schema: Schema): fc.Arbitrary<unknown> {
  const { properties, items, enum: words, allOf } = resolved(schema);
  const wrong = fc.oneof(
    hostileText,
    fc.integer(),
    fc.double(),
    fc.constantFrom(null, true, [], {}),
  );
  if (allOf?.[0] !== undefined) return valueFor(allOf[0]);
  if (words !== undefined)
    return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...words) }, wrong);
  if (properties !== undefined) return fc.oneof({ weight: 3, arbitrary: bodyFor(schema) }, wrong);
  if (items === undefined) return wrong;
  return fc.oneof({ weight: 3, arbitrary: fc.array(valueFor(items), { maxLength: 3 }) }, wrong);
}
