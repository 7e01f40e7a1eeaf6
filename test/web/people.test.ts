import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { UserRole } from '../../src/access/index.js';
import type { NewInvitationView, PersonView } from '../../src/people/people.dto.js';
import type { ErasureView } from '../../src/privacy/erasure.dto.js';
import { present } from '../../src/kernel/index.js';
import { SessionsService } from '../../src/people/index.js';
import { selectByLogin } from '../../src/people/people.store.js';
import { takeTry } from '../../src/people/sign-in-tries.store.js';
import { World } from '../cases/world.js';
import { PlainBrowser, type Page } from '../support/plain-browser.js';

const password = 'the pears are ripe';

let world: World;
let farm: string;
let shop: string;
beforeAll(async () => {
  world = await World.start();
  farm = (await world.trader('F')).key;
  shop = (await world.trader('S')).key;
});
afterAll(() => world.close());

async function send<Body = Record<string, never>>(
  method: string,
  path: string,
  body?: unknown,
  key = farm,
) {
  const address = path.startsWith('/invitations') ? path : `/people${path}`;
  return world.service.send<Body>(method, `/api/v1${address}`, { key, body });
}

async function invite(role: UserRole, name = 'Li'): Promise<NewInvitationView> {
  return (await send<NewInvitationView>('POST', '/invitations', { name, role })).body;
}

/** Somebody of the farm, in a browser that is signed in. */
async function aPerson(login: string, role: UserRole = 'editor') {
  const browser = new PlainBrowser(world.service.url);
  const { code } = await invite(role);
  const joined = await browser.post('/join', { code, login, password });
  expect([joined.status, joined.location]).toEqual([303, '/']);
  const { body } = await send<{ items: PersonView[] }>('GET', '');
  const person = body.items.find((one) => one.login === login.toLowerCase());
  return { browser, id: String(person?.id), person };
}

async function signIn(login: string, word: string): Promise<Page> {
  return new PlainBrowser(world.service.url).post('/sign-in', { login, password: word, next: '/' });
}

const isSignedIn = async (browser: PlainBrowser) =>
  (await browser.open('/desk/batches/new')).status === 200;

/** A page without what differs from one request to the next. */
const lasting = ({ status, text }: Page, login: string) => [status, text.replaceAll(login, '')];

describe('an invitation', () => {
  test('makes a person of the organisation, who signs in from then on', async () => {
    const { browser, person } = await aPerson('Li@Farm.example');
    expect(person).toMatchObject({ login: 'li@farm.example', name: 'Li', role: 'editor' });
    expect(await isSignedIn(browser)).toBe(true);
    expect((await signIn(' LI@farm.example ', password)).status).toBe(303);
    expect((await browser.post('/sign-out', {})).status).toBe(303);
    expect(await isSignedIn(browser)).toBe(false);
  });

  test('is used once, also by five at once', async () => {
    const { code } = await invite('viewer');
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, i) =>
        new PlainBrowser(world.service.url).post('/join', { code, login: `twin${i}`, password }),
      ),
    );
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    const again = { code, login: 'twin5', password };
    expect((await new PlainBrowser(world.service.url).post('/join', again)).status).toBe(422);
  });

  test('ends after three days', async () => {
    const { code, expiresAt } = await invite('viewer');
    expect(Date.parse(expiresAt)).toBe(world.service.clock.now() + 72 * 3_600_000);
    world.service.clock.advance(72 * 3_600_000);
    const late = await new PlainBrowser(world.service.url).post('/join', {
      ...{ code, login: 'late', password },
    });
    expect([late.status, late.text]).toEqual([422, expect.stringContaining('does not hold')]);
  });

  test('asks for a login that nobody has and a password that is fit, and says both at once', async () => {
    const { code } = await invite('viewer', 'Who is to take over the login');
    const join = (login: string, word: string) =>
      new PlainBrowser(world.service.url).post('/join', { code, login, password: word });
    expect((await join('li\u{fe0f}', password)).text).toContain('href="#login"');
    const unfit = await join('a b', 'short');
    expect(unfit.status).toBe(422);
    for (const field of ['#login', '#password']) expect(unfit.text).toContain(`href="${field}"`);
    const { id } = await aPerson('taken');
    expect((await join('Taken', password)).text).toContain('Somebody signs in with this already');
    expect((await send('DELETE', `/${id}`)).status).toBe(204);
    expect((await join('Taken', password)).status).toBe(303);
  });

  test('tells of five logins that they are taken, and then holds no longer', async () => {
    await aPerson('sought');
    const { code } = await invite('viewer');
    const join = (login: string) =>
      new PlainBrowser(world.service.url).post('/join', { code, login, password });
    for (let i = 0; i < 5; i += 1) expect((await join('sought')).text).toContain('already');
    expect((await join('sought')).text).toContain('does not hold');
    expect((await join('unheard-of')).text).toContain('does not hold');
  });

  describe('of an organisation whose invitations met many logins of others', () => {
    let key: string;
    let organisationId: string;
    const code = async (name = 'Li') =>
      (await send<NewInvitationView>('POST', '/invitations', { name, role: 'viewer' }, key)).body
        .code;
    const join = async (login: string, by?: string) =>
      new PlainBrowser(world.service.url).post('/join', {
        ...{ code: by ?? (await code()), login, password },
      });
    const met = async () =>
      (
        await world.service.everything.query<{ misses: number }>(
          'SELECT misses FROM login_misses WHERE organisation_id = $1',
          [organisationId],
        )
      )[0]?.misses;
    const meet = (misses: number) =>
      world.service.everything.query(
        'UPDATE login_misses SET misses = $1 WHERE organisation_id = $2',
        [misses, organisationId],
      );

    beforeAll(async () => {
      ({ key, organisationId } = await world.trader('Q'));
      await aPerson('held');
    });

    test('is not taken, until three days after the first', async () => {
      expect((await join('forty-eight')).status).toBe(303);
      world.service.clock.advance(71 * 3_600_000);
      expect((await join('held')).text).toContain('already');
      await meet(49);
      expect((await join('forty-nine')).status).toBe(303);
      expect((await join('held')).text).toContain('already');
      expect(await met()).toBe(50);
      expect((await join('held')).text).toContain('does not hold');
      expect((await join('fifty')).text).toContain('does not hold');
      world.service.clock.advance(72 * 3_600_000 - 1);
      expect((await join('fifty')).text).toContain('does not hold');
      world.service.clock.advance(1);
      expect((await join('fifty')).status).toBe(303);
    });

    test('tells no more to those who try at once', async () => {
      await join('held');
      await meet(48);
      const codes = await Promise.all(Array.from({ length: 6 }, () => code()));
      const answers = await Promise.all(codes.map((by) => join('held', by)));
      const told = answers.filter(({ text }) => text.includes('already'));
      expect([told.length, await met()]).toEqual([2, 50]);
    });

    test('is not forgotten with the invitations that an erasure takes', async () => {
      world.service.clock.advance(72 * 3_600_000);
      const joined = await code('Zhao');
      expect((await join('held', await code('Zhao'))).text).toContain('already');
      expect((await join('zhao', joined)).status).toBe(303);
      const { items } = (
        await send<{ items: { id: string; name: string }[] }>('GET', '', undefined, key)
      ).body;
      const zhao = items.find(({ name }) => name === 'Zhao');
      const { body } = await send<ErasureView>('POST', `/${zhao?.id}/erasure`, undefined, key);
      expect(body.records).toContainEqual(
        expect.objectContaining({ record: 'invitations', count: 2 }),
      );
      expect(await met()).toBe(1);
    });
  });

  test('is listed with who made it while it holds, and can be withdrawn by its organisation', async () => {
    const { id, code, expiresAt } = await invite('owner', 'Wang');
    const list = async (key: string) =>
      (await send<{ items: unknown[] }>('GET', '/invitations', undefined, key)).body.items;
    const [keyId] = /(?<=^fk_)[^_]+/.exec(farm) ?? [];
    const listed = { id, name: 'Wang', role: 'owner', madeBy: keyId, expiresAt };
    expect((await list(farm))[0]).toEqual({ ...listed, createdAt: expect.any(String) });
    expect(await list(shop)).toEqual([]);
    expect((await send('DELETE', `/invitations/${id}`, undefined, shop)).status).toBe(404);
    expect((await send('DELETE', `/invitations/${id}`)).status).toBe(204);
    expect((await send('DELETE', `/invitations/${id}`)).status).toBe(404);
    expect(await list(farm)).not.toContainEqual(expect.objectContaining({ id }));
    const late = { code, login: 'wang', password };
    expect((await new PlainBrowser(world.service.url).post('/join', late)).status).toBe(422);
  });

  test.each([
    [{ name: 'Li', role: 'admin' }, '/role'],
    [{ name: '', role: 'viewer' }, '/name'],
    [{ name: 'Li', role: 'viewer', organisationId: 'mine' }, '/organisationId'],
  ])('asked for with %j is refused at %s', async (body, pointer) => {
    const answer = await send<{ errors: unknown }>('POST', '/invitations', body);
    expect([answer.status, answer.body.errors]).toMatchObject([422, [{ pointer }]]);
  });
});

describe('a person', () => {
  test('may do what the role says, from the next request on', async () => {
    const { browser, id } = await aPerson('changing', 'viewer');
    expect((await browser.open('/desk/batches/new')).status).toBe(403);
    const changed = await send<PersonView>('PATCH', `/${id}`, { role: 'editor' });
    expect([changed.status, changed.body.role]).toEqual([200, 'editor']);
    expect((await browser.open('/desk/batches/new')).status).toBe(200);
  });

  test('who leaves is signed out at once and comes back by no code', async () => {
    const { browser, id } = await aPerson('leaving');
    const { body } = await send<NewInvitationView>('POST', `/${id}/resets`);
    expect((await send('DELETE', `/${id}`)).status).toBe(204);
    expect(await isSignedIn(browser)).toBe(false);
    expect((await signIn('leaving', password)).status).toBe(422);
    const back = { code: body.code, login: 'leaving', password };
    expect((await new PlainBrowser(world.service.url).post('/join', back)).status).toBe(422);
    expect((await send('DELETE', `/${id}`)).status).toBe(404);
  });

  test('who leaves comes back by no earlier code either, which they did not need', async () => {
    const name = 'Had two codes';
    const [first, second] = [await invite('editor', name), await invite('editor', name)];
    const { code: others } = await invite('viewer', 'Somebody else');
    world.service.clock.advance(1_000);
    const join = async (code: string, login: string) =>
      (await new PlainBrowser(world.service.url).post('/join', { code, login, password })).status;
    expect(await join(second.code, 'second-code')).toBe(303);
    const { body } = await send<{ items: PersonView[] }>('GET', '');
    const person = body.items.find(({ login }) => login === 'second-code');
    world.service.clock.advance(1_000);
    const { code: later } = await invite('viewer', name);
    expect((await send('DELETE', `/${person?.id}`)).status).toBe(204);
    expect(await join(first.code, 'first-code')).toBe(422);
    expect(await join(others, 'somebody-else')).toBe(303);
    expect(await join(later, 'later-code')).toBe(303);
  });

  test('of another organisation looks like one that does not exist', async () => {
    const { id } = await aPerson('ours');
    const nobody = '0190a4f0-0000-7000-8000-000000000000';
    for (const [method, tail, body] of [
      ['PATCH', '', { role: 'owner' }],
      ['DELETE', '', undefined],
      ['POST', '/resets', undefined],
    ] as const) {
      const theirs = await send(method, `/${id}${tail}`, body, shop);
      const nobodys = await send(method, `/${nobody}${tail}`, body, shop);
      expect(theirs.status).toBe(404);
      expect({ ...nobodys.body, instance: '' }).toEqual({ ...theirs.body, instance: '' });
    }
    const { body } = await send<{ items: PersonView[] }>('GET', '', undefined, shop);
    expect(body.items).toEqual([]);
  });

  test('with a new password is signed out everywhere, and the old one is refused', async () => {
    const { browser, id } = await aPerson('forgetful');
    const first = await send<NewInvitationView>('POST', `/${id}/resets`);
    const second = await send<NewInvitationView>('POST', `/${id}/resets`);
    const join = (code: string, login: string) =>
      new PlainBrowser(world.service.url).post('/join', {
        code,
        login,
        password: 'plums, now' + login,
      });
    expect((await join(first.body.code, 'forgetful')).text).toContain('does not hold');
    expect((await join(second.body.code, 'somebody')).text).toContain('a different name');
    expect((await join(second.body.code, 'forgetful')).status).toBe(303);
    expect(await isSignedIn(browser)).toBe(false);
    expect((await signIn('forgetful', password)).status).toBe(422);
    expect((await signIn('forgetful', 'plums, nowforgetful')).status).toBe(303);
  });

  test('who was signing in with the old password while a new one was set is not signed in', async () => {
    const { id } = await aPerson('raced');
    const gate = world.service.database.as({ role: 'gate' });
    const old = await selectByLogin(gate, 'raced');
    const { body } = await send<NewInvitationView>('POST', `/${id}/resets`);
    const given = { code: body.code, login: 'raced', password: 'plums, not pears' };
    expect((await new PlainBrowser(world.service.url).post('/join', given)).status).toBe(303);
    const sessions = world.service.app.get(SessionsService, { strict: false });
    expect(await sessions.beginOfPerson(gate, present(old, 'the person'))).toBeUndefined();
  });
});

describe('tries to sign in', () => {
  test('wait after five, the right password too, and a name that nobody has is answered alike', async () => {
    await aPerson('guessed');
    const guesses = (login: string) =>
      Promise.all(Array.from({ length: 12 }, () => signIn(login, 'a wrong password')));
    const known = await guesses('guessed');
    const unknown = await guesses('nobody1');
    const told = (pages: readonly Page[], login: string) =>
      pages.map((page) => JSON.stringify(lasting(page, login))).sort();
    expect(told(unknown, 'nobody1')).toEqual(told(known, 'guessed'));
    expect(known.filter(({ status }) => status === 422)).toHaveLength(5);
    expect((await signIn('guessed', password)).status).toBe(429);
    world.service.clock.advance(29_999);
    expect((await signIn('guessed', password)).status).toBe(429);
    world.service.clock.advance(1);
    expect((await signIn('guessed', password)).status).toBe(303);
    expect((await signIn('guessed', 'a wrong password')).status).toBe(422);
  });

  test('of two at once are both free, also where the clock of the second is behind', async () => {
    const { database, clock } = world.service;
    for (const behind of [0, 1, 2_000, 5]) {
      const now = new Date(clock.now() - behind);
      expect(await takeTry(database.as({ role: 'gate' }), 'nobody3', now)).toBe(true);
    }
  });

  // As often as a wrong password would, but for the work of hashing it.
  test('wait twice as long each time, up to a quarter of an hour', async () => {
    const { database, clock } = world.service;
    const guess = () => takeTry(database.as({ role: 'gate' }), 'nobody2', new Date(clock.now()));
    for (let i = 0; i < 5; i += 1) expect(await guess()).toBe(true);
    for (const seconds of [30, 60, 120, 240, 480, 900, 900]) {
      clock.advance(seconds * 1_000 - 1);
      expect((await signIn('nobody2', 'a wrong password')).status).toBe(429);
      clock.advance(1);
      expect(await guess()).toBe(true);
    }
    expect((await signIn('nobody2', 'a wrong password')).status).toBe(429);
    clock.advance(900_000);
    expect((await signIn('nobody2', 'a wrong password')).status).toBe(422);
  });
});

test('what could be used by whoever reads the tables stays in none of them', async () => {
  const { browser } = await aPerson('secretive');
  await signIn('typed into the wrong field', 'a wrong password');
  const { code } = await invite('owner');
  const [found] = await world.service.everything.query<{ kept: string }>(
    `SELECT concat((SELECT json_agg(person) FROM person), (SELECT json_agg(invitation) FROM invitation),
       (SELECT json_agg(session) FROM session), (SELECT json_agg(sign_in_try) FROM sign_in_try),
       (SELECT json_agg(idempotency_key) FROM idempotency_key)) AS kept`,
  );
  expect(found?.kept).toContain('secretive');
  const secrets = [password, code, browser.token, 'typed into the wrong field'];
  for (const secret of secrets) expect(found?.kept).not.toContain(secret);
});

test('a session opens pages, and nothing of the interface', async () => {
  const { browser } = await aPerson('clerk', 'owner');
  for (const headers of [
    { Cookie: `furrow_session=${browser.token}` },
    { Authorization: `Bearer ${browser.token}` },
  ]) {
    const { status } = await world.service.send('GET', '/api/v1/batches', { headers });
    expect(status).toBe(401);
  }
});
