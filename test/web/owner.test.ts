// Goal: an owner does on pages what otherwise takes a key, and nobody else does. Method: browsers without scripts, over real
// HTTP, each signed in as somebody of the farm.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { IssuedKeyView, UserRole } from '../../src/access/index.js';
import { World } from '../cases/world.js';
import { PlainBrowser, type Page } from '../support/plain-browser.js';

const password = 'the pears are ripe';
const nobody = '0190a4f0-0000-7000-8000-000000000000';

let world: World;
let owner: PlainBrowser;
beforeAll(async () => {
  world = await World.start();
  owner = await aPerson('owner@farm', 'owner');
});
afterAll(() => world.close());

/** Somebody of a firm, in a browser that is signed in. */
async function aPerson(login: string, role: UserRole, firm = 'F'): Promise<PlainBrowser> {
  const { key } = await world.trader(firm);
  const { code } = await world.post(key, '/api/v1/invitations', { name: login, role });
  const browser = new PlainBrowser(world.service.url);
  const joined = await browser.post('/join', { code: String(code), login, password });
  expect(joined.status).toBe(303);
  return browser;
}

/** What the page shows this once. */
const shownOnce = ({ text }: Page) => /<p class="once">([^<]+)</.exec(text)?.[1] ?? '';

/** Where links and forms of the page lead, beyond those that every page has. */
const linksOf = ({ text }: Page) =>
  [...text.matchAll(/<a(?: class="\w+")? href="(\/[^"]*)"/g)].map(([, path = '']) => path);

/** The path of the page of a person who is listed. */
async function pathOf(name: string): Promise<string> {
  const { text } = await owner.open('/desk/people');
  return new RegExp(`href="(/desk/people/[^"]+)">${name}`).exec(text)?.[1] ?? '';
}

const all = [
  ...['/desk/batches/new', '/scan', '/desk/complaints'],
  ...['/desk/people', '/desk/suppliers', '/desk/keys'],
];

describe('the desk', () => {
  test.each([
    ['owner', 'F', all],
    ['editor', 'F', ['/desk/batches/new', '/scan', '/desk/complaints']],
    ['editor', 'C', ['/scan', '/desk/complaints']],
    ['viewer', 'F', ['/desk/complaints']],
    ['owner', 'R', ['/desk/complaints', '/desk/people', '/desk/keys']],
  ] as const)('leads an %s of %s to what they may do, and there alone', async (role, firm, may) => {
    const browser = await aPerson(`${role}-of-${firm}`, role, firm);
    const page = await browser.open('/desk');
    expect(page.status).toBe(200);
    // In the navigation and in the page itself.
    const both = [...may, '/desk/me'];
    expect(linksOf(page)).toEqual(['/', '/desk', ...both, ...both]);
    for (const path of all) {
      const { status } = await browser.open(path);
      expect([path, status]).toEqual([path, may.some((one) => one === path) ? 200 : 403]);
    }
  });

  test('asks whoever is not signed in to sign in', async () => {
    for (const path of [
      '/desk',
      '/desk/people',
      '/desk/suppliers',
      '/desk/keys',
      `/desk/people/${nobody}`,
    ]) {
      const { status, location } = await new PlainBrowser(world.service.url).open(path);
      expect([status, location]).toEqual([303, `/sign-in?next=${encodeURIComponent(path)}`]);
    }
  });

  test('is reached from the start page', async () => {
    expect(linksOf(await owner.open('/'))).toContain('/desk');
  });
});

test.each(['editor', 'viewer'] as const)(
  'no form of an owner takes anything from an %s',
  async (role) => {
    const browser = await aPerson(`no-${role}`, role);
    const own = await pathOf(`no-${role}`);
    for (const [path, fields] of [
      ['/desk/people', { name: 'Li', role: 'owner' }],
      [own, { press: 'role', role: 'owner' }],
      [own, { press: 'code' }],
      [own, { press: 'end' }],
      [`/desk/people/invitations/${nobody}`, {}],
      ['/desk/suppliers', { name: 'A farm', role: 'producer', ownerName: 'Li' }],
      [`/desk/suppliers/${nobody}`, { ownerName: 'Li' }],
      ['/desk/keys', { label: 'mine', scopes: 'admin', days: '1' }],
      [`/desk/keys/${nobody}`, {}],
    ] as const) {
      expect([path, (await browser.post(path, fields)).status]).toEqual([path, 403]);
    }
    expect((await browser.open('/desk')).status).toBe(200);
  },
);

test('no form of an owner is taken from a page of another site', async () => {
  const foreign = { Origin: 'https://elsewhere.example' };
  for (const path of ['/desk/people', `/desk/people/${nobody}`, '/desk/suppliers', '/desk/keys']) {
    expect((await owner.post(path, {}, foreign)).status).toBe(403);
  }
});

test('what an owner makes on pages is on record by its id, as over the interface', async () => {
  const { key } = await world.trader('F');
  const items = async (path: string) =>
    (await world.service.send<{ items: Record<string, string>[] }>('GET', path, { key })).body
      .items;
  const made = [
    ['/desk/people', { name: 'Recorded', role: 'viewer' }, 'people.invite', 'invitations'],
    ['/desk/keys', { label: 'Recorded', scopes: 'read', days: '1' }, 'keys.manage', 'keys'],
    [
      '/desk/suppliers',
      { name: 'Recorded', role: 'producer', ownerName: 'Li' },
      'suppliers.manage',
      'suppliers',
    ],
  ] as const;
  for (const [page, fields, action, list] of made) {
    expect((await owner.post(page, fields)).status).toBe(200);
    const [one] = (await items(`/api/v1/${list}`)).filter((each) =>
      [each['name'], each['label']].includes('Recorded'),
    );
    const subjects = (await items(`/api/v1/audit?action=${action}&limit=200`)).map(
      ({ subject }) => subject,
    );
    expect([page, subjects]).toEqual([page, expect.arrayContaining([one?.['id']])]);
  }
});

describe('suppliers', () => {
  const farm = { name: 'Stone Bridge', role: 'producer', uscc: '', division: '', ownerName: 'Li' };

  test('are brought in with a code that is shown once; a new one ends it, until somebody joins', async () => {
    const made = await owner.post('/desk/suppliers', farm);
    expect([made.status, made.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const [first, listed] = [shownOnce(made), await owner.open('/desk/suppliers')];
    expect(listed.text).toContain('code holds until');
    expect(listed.text).not.toContain(first);
    const [, path = ''] = /href="(\/desk\/suppliers\/[^"]+)">Stone/.exec(listed.text) ?? [];
    expect((await owner.open(path)).text).toContain('Stone Bridge');
    expect((await owner.post(path, { ownerName: '' })).status).toBe(422);
    const second = shownOnce(await owner.post(path, { ownerName: 'Li' }));
    const join = async (code: string) =>
      new PlainBrowser(world.service.url).post('/join', { code, login: 'li@stone', password });
    expect((await join(first)).status).toBe(422);
    expect((await join(second)).status).toBe(303);
    expect((await owner.open('/desk/suppliers')).text).toMatch(/Stone Bridge<.*?has joined/s);
    expect((await owner.post(path, { ownerName: 'Li' })).status).toBe(409);
  });

  test.each([
    [{ name: ' ' }, '#name'],
    [{ name: 'a'.repeat(201) }, '#name'],
    [{ name: 'Li 11010519491231002X' }, '#name'],
    [{ role: 'regulator' }, '#role">Choose what it does'],
    [{ uscc: '91350100M000100Y44' }, '#uscc'],
    [{ division: '37' }, '#division'],
    [{ ownerName: 'a\u0001b' }, '#ownerName'],
  ])('are not brought in by %j', async (fields, at) => {
    const refused = await owner.post('/desk/suppliers', { ...farm, ...fields });
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(`href="${at}`)]);
  });

  test('are not brought in under a code that somebody has, small letters and all', async () => {
    const uscc = '91350100M000100Y43';
    const brought = await owner.post('/desk/suppliers', { ...farm, uscc: uscc.toLowerCase() });
    expect(brought.status).toBe(200);
    const again = await owner.post('/desk/suppliers', { ...farm, uscc });
    expect([again.status, again.text]).toEqual([422, expect.stringContaining('href="#uscc"')]);
  });
});

describe('people', () => {
  test('are invited with a code that is shown once, holds at /join, and can be withdrawn', async () => {
    const made = await owner.post('/desk/people', { name: ' Wang Fang ', role: 'editor' });
    expect(made.status).toBe(200);
    expect(made.text).toContain('/join');
    expect(made.headers.get('cache-control')).toBe('no-store');
    const code = shownOnce(made);
    const listed = await owner.open('/desk/people');
    expect(listed.text).toContain('Withdraw the code for Wang Fang');
    expect(listed.text).not.toContain(code);
    const joined = { code, login: 'wang@farm', password };
    expect((await new PlainBrowser(world.service.url).post('/join', joined)).status).toBe(303);
    expect((await owner.open('/desk/people')).text).not.toContain('Withdraw the code for Wang');
    expect((await owner.open(await pathOf('Wang Fang'))).text).toContain('wang@farm');

    const second = await owner.post('/desk/people', { name: 'Zhao', role: 'viewer' });
    const { text } = await owner.open('/desk/people');
    const [, withdraw = ''] =
      /"(\/desk\/people\/invitations\/[^"]+)"[^<]*<button[^<]*for Zhao/.exec(text) ?? [];
    expect((await owner.post(withdraw, {})).location).toBe('/desk/people');
    const late = { code: shownOnce(second), login: 'zhao@farm', password };
    expect((await new PlainBrowser(world.service.url).post('/join', late)).status).toBe(422);
  });

  test.each([
    [{ name: ' ', role: 'viewer' }, '#name'],
    [{ name: 'a'.repeat(101), role: 'viewer' }, '#name'],
    [{ name: 'a\u0001b', role: 'viewer' }, '#name'],
    [{ name: 'Li', role: 'admin' }, '#role'],
    [{}, '#name'],
  ])('are not invited by %j', async (fields, at) => {
    const refused = await owner.post('/desk/people', fields);
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(`href="${at}"`)]);
  });

  test('may do what an owner says, get a code for a new password, and are signed out when ended', async () => {
    const browser = await aPerson('changing', 'viewer');
    const path = await pathOf('changing');
    expect((await browser.open('/desk/batches/new')).status).toBe(403);
    const changed = await owner.post(path, { press: 'role', role: 'editor' });
    expect([changed.status, changed.location]).toEqual([303, '/desk/people']);
    expect((await browser.open('/desk/batches/new')).status).toBe(200);
    expect((await owner.post(path, { press: 'role', role: 'chief' })).status).toBe(422);

    const code = shownOnce(await owner.post(path, { press: 'code' }));
    const again = { code, login: 'changing', password: 'plums, not pears' };
    expect((await browser.post('/join', again)).status).toBe(303);

    expect((await owner.post(path, { press: 'end' })).status).toBe(303);
    expect((await browser.open('/desk')).status).toBe(303);
    // Who has left can be erased, and nothing else.
    const { text } = await owner.open(path);
    expect([...text.matchAll(/name="press" value="(\w+)"/g)].map(([, way]) => way)).toEqual([
      'erase',
    ]);
    expect((await owner.open('/desk/people')).text).toMatch(/changing<\/a>.*?left on/s);
  });

  test('of another organisation are not there', async () => {
    await aPerson('theirs', 'owner', 'S');
    const { key } = await world.trader('S');
    const { body } = await world.service.send<{ items: { id: string }[] }>(
      'GET',
      '/api/v1/people',
      {
        key,
      },
    );
    const path = `/desk/people/${body.items[0]?.id}`;
    expect((await owner.open('/desk/people')).text).not.toContain('theirs');
    expect((await owner.open(path)).status).toBe(404);
    for (const press of ['role', 'code', 'end']) {
      expect((await owner.post(path, { press, role: 'viewer' })).status).toBe(404);
    }
  });

  test('neither end nor change themselves by mistake', async () => {
    const page = await owner.open(await pathOf('owner@farm'));
    expect(page.text).toContain('This is you');
    expect(page.text).not.toMatch(/value="(role|end)"/);
  });

  test('past fifty are on further pages, each once', async () => {
    const boss = await aPerson('boss', 'owner', 'W');
    await world.service.everything.query(
      `INSERT INTO person (id, organisation_id, login, name, role, password, created_at)
       SELECT gen_random_uuid(), organisation_id, 'crowd' || i, 'crowd' || i, 'viewer', password, created_at
       FROM person, generate_series(1, 60) i WHERE login = 'boss'`,
    );
    const first = await boss.open('/desk/people');
    const [, older = ''] = /href="(\/desk\/people\?before=[^"]+)"/.exec(first.text) ?? [];
    const second = await boss.open(older);
    const names = [...(first.text + second.text).matchAll(/>(crowd\d+)<\/a>/g)].map(([, n]) => n);
    expect([names.length, new Set(names).size]).toEqual([60, 60]);
    expect(second.text).not.toContain('?before=');
    expect((await boss.open('/desk/people?before=none')).status).toBe(200);
  });
});

describe('keys', () => {
  test('are made with a label, scopes and days, shown once, and ended', async () => {
    const made = await owner.post('/desk/keys', [
      ['label', 'Scales'],
      ['scopes', 'read'],
      ['scopes', 'write'],
      ['days', '30'],
    ]);
    const key = shownOnce(made);
    expect([made.status, key]).toEqual([200, expect.stringMatching(/^fk_/)]);
    const own = await world.service.send<{ items: IssuedKeyView[] }>('GET', '/api/v1/batches', {
      key,
    });
    expect(own.status).toBe(200);
    expect((await world.service.send('GET', '/api/v1/keys', { key })).status).toBe(403);
    const listed = await owner.open('/desk/keys');
    expect(listed.text).toMatch(/Scales.*?Read · Register and record · until 23 Dec 2026/s);
    expect(listed.text).not.toContain(key);
    const id = key.split('_')[1] ?? '';
    expect((await owner.post(`/desk/keys/${id}`, {})).location).toBe('/desk/keys');
    expect((await world.service.send('GET', '/api/v1/batches', { key })).status).toBe(401);
    const after = await owner.open('/desk/keys');
    expect(after.text).not.toContain(`action="/desk/keys/${id}"`);
    expect(after.text).toMatch(new RegExp(`${id}.*?ended on 23 Nov 2026`, 's'));
    expect((await owner.post(`/desk/keys/${id}`, {})).status).toBe(404);
  });

  test.each([
    [{ label: '', scopes: 'read', days: '1' }, '#label'],
    [{ label: 'a', days: '1' }, '#scopes'],
    [{ label: 'a', scopes: 'all', days: '1' }, '#scopes'],
    [{ label: 'a', scopes: 'read', days: '0' }, '#days'],
    [{ label: 'a', scopes: 'read', days: '366' }, '#days'],
    [{ label: 'a', scopes: 'read', days: 'ten' }, '#days'],
  ])('are not made by %j', async (fields, at) => {
    const refused = await owner.post('/desk/keys', fields);
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(`href="${at}"`)]);
  });

  test('of one label are two at most, said at the label', async () => {
    const make = () => owner.post('/desk/keys', { label: 'gate', scopes: 'read', days: '1' });
    await make();
    await make();
    const third = await make();
    expect([third.status, third.text]).toEqual([422, expect.stringContaining('href="#label"')]);
    world.service.clock.advance(86_400_000);
    await signInAgain();
    expect((await owner.open('/desk/keys')).text).toMatch(/gate<.*?ran out on 24 Nov 2026/s);
  });

  test('of another organisation are not there', async () => {
    const { key } = await world.trader('S');
    const id = key.split('_')[1] ?? '';
    expect((await owner.post(`/desk/keys/${id}`, {})).status).toBe(404);
    expect((await world.service.send('GET', '/api/v1/batches', { key })).status).toBe(200);
  });
});

/** Sessions last twelve hours. */
async function signInAgain(): Promise<void> {
  const login = { login: 'owner@farm', password, next: '/' };
  expect((await owner.post('/sign-in', login)).status).toBe(303);
}
