// Two walls between organisations, each tried alone: what the stores ask for, and what the database lets through.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Body } from '../cases/world.js';
import { rules } from '../http/who-may.js';
import { Stage } from './stage.js';
import { askers, known, lists, nobodys, sees, sides, things } from './who-sees.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage?.world.close());

const hidden = [...Object.keys(things), ...Object.keys(known), ...Object.keys(lists)].flatMap(
  (route) => askers.filter((asker) => !sees(route, asker)).map((asker) => [route, asker] as const),
);

/** Reads on behalf of F with a key, or of nobody, and expects one refusal. */
async function expectNoMandate(key: string): Promise<void> {
  const told = async (member: string) => {
    const { service } = stage.world;
    const before = service.database.statementsSent;
    const { status, body } = await service.send<Body>('GET', '/api/v1/batches', {
      ...{ key, headers: { 'Furrow-On-Behalf-Of': member } },
    });
    const statements = service.database.statementsSent - before;
    return { status, body: { code: body.code, ...body, instance: '' }, statements };
  };
  const nobodys = await told(stage.absent.batch!);
  expect(nobodys.body.code).toBe('no-mandate');
  expect(await told((await stage.world.trader('F')).partyId)).toEqual(nobodys);
}

/** Who has no mandate of F. */
const strangers = askers.filter((asker) => asker !== 'P');

test('every route of the API is tried, or names nothing of anybody’s', () => {
  const tried = [things, known, lists].flatMap((routes) => Object.keys(routes));
  const all = new Set([...tried, ...nobodys]);
  expect(Object.keys(rules).filter((route) => !all.has(route))).toEqual([]);
});

describe('with row security alone', () => {
  afterEach(() => stage.carry(undefined));

  test.each(hidden.filter(([route, asker]) => sides[route] !== asker))(
    '%s tells %s nothing, though stores are given the scope of who sees it',
    async (route, asker) => {
      stage.carry(asker);
      for (const insider of askers.filter((each) => sees(route, each))) {
        await stage.expectNothing(route, await stage.keyOf(insider));
      }
    },
  );

  const wide = hidden.filter(([route]) =>
    /^(GET .*\/(events|traces|recalls|complaints|complaint-traces|balances?|drills|drill-grades)|POST .*\/common-sources)/.test(
      route,
    ),
  );
  test.each(wide)(
    '%s tells %s nothing, though stores are given the scope of who oversees all',
    async (route, asker) => {
      stage.carry(asker);
      await stage.expectNothing(route, await stage.keyOf('R'));
    },
  );

  test.each(['S', 'G'] as const)(
    '%s acts for F by no mandate, though it is P’s that is looked for',
    async (asker) => {
      stage.carry(asker);
      await expectNoMandate(await stage.keyOf('P'));
    },
  );

  test.each(Object.keys(lists))('%s shows its own', async (route) => {
    const [one] = askers.filter((asker) => sees(route, asker));
    stage.carry(one);
    expect(await stage.isListed(route, await stage.keyOf(one!))).toBe(true);
  });
});

describe('with the conditions of the stores alone', () => {
  beforeAll(() => stage.rowSecurity('DISABLE'));
  afterAll(() => stage.rowSecurity('ENABLE'));

  test.each(hidden)('%s tells %s nothing', async (route, asker) => {
    await stage.expectNothing(route, await stage.keyOf(asker));
  });

  test.each(strangers)('%s acts for F by no mandate', async (asker) => {
    await expectNoMandate(await stage.keyOf(asker));
  });
});

describe('with both walls', () => {
  test.each(strangers)('%s acts for F by no mandate', async (asker) => {
    await expectNoMandate(await stage.keyOf(asker));
  });

  test.each(hidden)('%s tells %s nothing', async (route, asker) => {
    await stage.expectNothing(route, await stage.keyOf(asker));
  });

  // Reads before writes, and the partner before the owner: some of these end what they are asked of.
  const seen = [...Object.keys(lists), ...Object.keys(known), ...Object.keys(things)]
    .sort((one, other) => Number(other.startsWith('GET')) - Number(one.startsWith('GET')))
    .flatMap((route) =>
      [...askers]
        .reverse()
        .filter((asker) => sees(route, asker))
        .map((asker) => [route, asker] as const),
    );
  test.each(seen)('%s answers %s', async (route, asker) => {
    const key = await stage.keyOf(asker);
    if (route in lists) expect(await stage.isListed(route, key)).toBe(true);
    else if (route === eitherEnds) await expectEnded(key);
    else {
      const told = await stage.ask(route, key, stage.thing);
      expect(told.body).not.toBe((await stage.ask(route, key, stage.absent)).body);
    }
  });
});

const eitherEnds = 'DELETE /api/v1/mandates/{id}';

/** Whichever side ends it, it is ended for the other, too: a new one is given for the next. */
async function expectEnded(key: string): Promise<void> {
  expect((await stage.ask(eitherEnds, key, stage.thing)).status).toBe(204);
  await stage.renewMandate();
}
