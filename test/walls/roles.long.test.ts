// What an organisation is changes nothing about whose things it is told of: every route, asked by one of each role that is the
// owner's partner, two steps away or a stranger, against the same relations by hand, with both walls and with the first alone.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { may, roles } from '../http/who-may.js';
import { Stage } from './stage.js';
import { askers, known, lists, sees, things, type Asker } from './who-sees.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage?.world.close());

const others = askers.filter((asker) => asker !== 'F');
const routes = [...Object.keys(things), ...Object.keys(known), ...Object.keys(lists)];

/** Makes all but the farm one of the role; a regulator oversees a province that nobody is in. */
async function become(role: string): Promise<void> {
  const owner = await stage.world.owner();
  const ids = others.map((asker) => stage.ids.get(asker));
  await owner.query(
    `UPDATE organisation SET roles = ARRAY[$1], oversees = CASE WHEN $1 = 'regulator' THEN '65' END
     WHERE id = ANY($2)`,
    [role, ids],
  );
  // Until then it is remembered what they were; once they have asked, what they are.
  const { service } = stage.world;
  service.clock.advance(1_000);
  for (const name of [...askers, 'R']) {
    await service.send('GET', '/api/v1/organisations/me', { key: await stage.keyOf(name) });
  }
}

const forRegulators = /^POST \/api\/v1\/recalls\/\{id\}\/(takeover|.*\/decision)$/;

/** Asks what changes nothing where it is told, and everything where it is not; answers what was wrong. */
async function verdictOf(route: string, role: string, asker: Asker): Promise<string | undefined> {
  const key = await stage.keyOf(asker);
  // What regulators alone do: one that sees the recall is told why it may not.
  const isAbove = forRegulators.test(route) && sees('GET /api/v1/recalls/{id}', asker);
  const isTold = sees(route, asker) || isAbove;
  if (!may(route, role, 'owner')) return isRefused(route, key);
  if (isTold && !route.startsWith('GET ')) return undefined;
  if (!isTold) return failure(() => stage.expectNothing(route, key));
  if (route in lists) return (await stage.isListed(route, key)) ? undefined : 'is not listed';
  const [one, none] = [stage.thing, stage.absent];
  const isOther =
    (await stage.ask(route, key, one)).body !== (await stage.ask(route, key, none)).body;
  return isOther ? undefined : 'is not told';
}

async function isRefused(route: string, key: string): Promise<string | undefined> {
  if (route in lists) {
    const [, path = ''] = route.split(' ');
    const { status } = await stage.world.service.send('GET', path, { key });
    return status === 403 ? undefined : `is answered ${status}`;
  }
  const told = await stage.ask(route, key, stage.thing);
  if (told.status !== 403) return `is answered ${told.status}`;
  return failure(() => stage.expectNothing(route, key));
}

async function failure(work: () => Promise<void>): Promise<string | undefined> {
  return work().then(
    () => undefined,
    (error: unknown) => String(error),
  );
}

async function wrongOf(role: string): Promise<string[]> {
  await become(role);
  const wrong: string[] = [];
  for (const route of routes) {
    for (const asker of others) {
      const verdict = await verdictOf(route, role, asker);
      if (verdict !== undefined) wrong.push(`${route} ${asker}: ${verdict}`);
    }
  }
  return wrong;
}

describe('with both walls', () => {
  test.each(roles)('a %s is told of whose things it is told anyway', async (role) => {
    expect(await wrongOf(role)).toEqual([]);
  });
});

describe('with the conditions of the stores alone', () => {
  beforeAll(() => stage.rowSecurity('DISABLE'));
  afterAll(() => stage.rowSecurity('ENABLE'));

  test.each(roles)('a %s is told of whose things it is told anyway', async (role) => {
    expect(await wrongOf(role)).toEqual([]);
  });
});

describe('with row security alone', () => {
  afterAll(() => stage.carry(undefined));

  test.each(roles)(
    'a %s that is a stranger is told nothing, whoever stores are asked for',
    async (role) => {
      await become(role);
      const wrong: string[] = [];
      stage.carry('G');
      for (const route of routes.filter((each) => !sees(each, 'G') && each.startsWith('GET '))) {
        for (const insider of ['F', 'R']) {
          if (insider === 'R' && !may(route, 'regulator', 'owner')) continue;
          const key = await stage.keyOf(insider);
          const verdict = await failure(() => stage.expectNothing(route, key));
          if (verdict !== undefined) wrong.push(`${route} ${insider}: ${verdict}`);
        }
      }
      expect(wrong).toEqual([]);
    },
  );
});
