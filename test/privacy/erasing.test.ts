// Goal: a person can be told what is held about them and be erased, and nothing of the record changes by it. Method: a firm over
// HTTP, its people in browsers; the record is compared byte by byte, and every table is searched for what was erased.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { UserRole } from '../../src/access/index.js';
import { compareStates, foldAnew } from '../../src/holdings/index.js';
import { Sequencer } from '../../src/log/sequencer.js';
import type { NewInvitationView, PersonView } from '../../src/people/people.dto.js';
import { ErasureService } from '../../src/privacy/index.js';
import type { ErasureView } from '../../src/privacy/erasure.dto.js';
import type { HeldView } from '../../src/privacy/held.dto.js';
import { ThirdConnection } from '../support/third-connection.js';
import { World } from '../cases/world.js';
import { cloneDatabase } from '../support/database.js';
import { everyRow } from '../support/every-row.js';
import { PlainBrowser } from '../support/plain-browser.js';

const password = 'the pears are ripe';

let world: World;
let farm: string;
beforeAll(async () => {
  // No jobs: what changes is changed by these tests alone.
  const roles = new Set(['api', 'public'] as const);
  world = await World.start({ trustedProxies: 1, roles });
  farm = (await world.trader('F')).key;
  await world.make('F', 'A', '100', { hour: 1 });
  await world.handOver('F', 'P', 'A 40', 2);
});
afterAll(() => world?.close());

interface Somebody {
  readonly browser: PlainBrowser;
  readonly id: string;
  readonly login: string;
}

/** Somebody of the firm, who has done something from an address of their own. */
async function somebody(
  name: string,
  { role = 'editor', address = '198.51.100.7' }: { role?: UserRole; address?: string } = {},
): Promise<Somebody> {
  const login = `${name.toLowerCase()}@farm.example`;
  const { code } = await world.post(farm, '/api/v1/invitations', { name, role });
  const browser = new PlainBrowser(world.service.url);
  const from = { Origin: world.service.url, 'X-Forwarded-For': address };
  await browser.post('/join', { code: String(code), login, password }, from);
  await browser.post('/desk/batches', {}, from);
  const people = await listed();
  return { browser, login, id: String(people.find((one) => one.login === login)?.id) };
}

const listed = async () =>
  (await send<{ items: PersonView[] }>('GET', '/api/v1/people?limit=200')).body.items;

const send = <Body = { code: string }>(method: string, path: string, body?: unknown, key = farm) =>
  world.service.send<Body>(method, path, { key, body });

const erase = (id: string, key = farm) =>
  send<ErasureView>('POST', `/api/v1/people/${id}/erasure`, undefined, key);

const told = (id: string, query = '') => send<HeldView>('GET', `/api/v1/people/${id}/data${query}`);

const record = ({ records }: ErasureView, name: string) =>
  records.find((each) => each.record === name);

const isSignedIn = async ({ browser }: Somebody) => (await browser.open('/desk')).status === 200;

describe('what is held about a person', () => {
  test('is told whole and without what proves them', async () => {
    const ann = await somebody('Ann', { role: 'owner' });
    const invited = await ann.browser.post('/desk/people', { name: 'Bo Liu', role: 'viewer' });
    expect(invited.status).toBe(200);
    const key = { label: 'scales', scopes: 'read', days: '5' };
    expect((await ann.browser.post('/desk/keys', key)).status).toBe(200);
    const { status, body } = await told(ann.id);
    expect(status).toBe(200);
    const { account, sessions, invitations, machines, entries } = body;
    expect(account).toMatchObject({ id: ann.id, name: 'Ann', login: ann.login, role: 'owner' });
    expect(sessions).toHaveLength(1);
    expect(invitations).toMatchObject([{ name: 'Ann', role: 'owner' }]);
    expect(body.invited).toMatchObject([{ role: 'viewer' }]);
    expect(machines).toMatchObject([{ kind: 'key', label: 'scales' }]);
    expect(entries.map(({ action }) => action)).toContain('people.invite');
    for (const { credential } of entries) expect(credential).toBe(`person/${ann.id}`);
    const [row] = await world.service.everything.query<{ hash: string }>(
      'SELECT password AS hash FROM person WHERE id = $1',
      [ann.id],
    );
    // Nor the names of others, whose they are.
    for (const secret of [row!.hash, ann.browser.token, 'Bo Liu']) {
      expect(JSON.stringify(body)).not.toContain(secret);
    }
  });

  test('is paged where it can be long', async () => {
    const { id, browser } = await somebody('Paged');
    for (let i = 0; i < 4; i += 1) {
      world.service.clock.advance(1);
      await browser.open('/desk');
    }
    const all = (await told(id, '?limit=200')).body.entries.map((entry) => entry.id);
    const paged: string[] = [];
    let next: string | undefined = `/api/v1/people/${id}/data?limit=2`;
    while (next !== undefined) {
      const { body, headers }: Awaited<ReturnType<typeof told>> = await send('GET', next);
      paged.push(...body.entries.map((entry) => entry.id));
      next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(paged).toEqual(all);
    expect(all.length).toBeGreaterThan(4);
  });
});

/** Registers a batch on the page, which captures an event under their id. */
async function harvest({ browser }: Somebody): Promise<void> {
  const { placeId } = await world.trader('F');
  const { text } = await browser.open('/desk/batches/new');
  const formId = /name="formId" value="([^"]+)"/.exec(text)?.[1] ?? '';
  const made = await browser.post('/desk/batches', {
    ...{ formId, product: await world.product('X', 'F'), quantity: '20', unit: 'jin' },
    ...{ making: 'harvest', place: placeId, day: '2026-11-22' },
  });
  expect(made.status).toBe(303);
}

/** Everything that stands in the record and in the feed. */
async function recorded(): Promise<string> {
  const tables = ['event', 'event_item', 'event_party', 'event_identity', 'claim', 'posting'];
  const rows = await everyRow(world.service.everything, [...tables, 'flow', 'holding', 'feed']);
  return rows.join('\n');
}

async function differences() {
  const anew = await cloneDatabase();
  try {
    const stored = world.service.database.as({ role: 'trace' });
    await foldAnew(stored, anew.database, new Date(world.service.clock.now()));
    return await compareStates(stored, anew.database.as({ role: 'trace' }));
  } finally {
    await anew.drop();
  }
}

describe('erasing', () => {
  test('takes name, login and addresses out of every table, and says what became of each class', async () => {
    const address = '198.51.100.77';
    const cai = await somebody('Caiyun', { address });
    await send('POST', `/api/v1/people/${cai.id}/resets`);
    const before = (await told(cai.id, '?limit=200')).body.entries;
    expect(before.map((entry) => entry.address)).toContain(address);
    const { status, body } = await erase(cai.id);
    expect([status, body.personId]).toEqual([200, cai.id]);
    expect(record(body, 'account')).toEqual({
      ...{ record: 'account', outcome: 'made-nameless', count: 1 },
    });
    expect(record(body, 'sessions')).toMatchObject({ outcome: 'deleted', count: 1 });
    expect(record(body, 'invitations')).toMatchObject({ outcome: 'deleted', count: 2 });
    const addressed = before.filter((entry) => entry.address !== undefined).length;
    expect(record(body, 'addresses')).toMatchObject({ outcome: 'deleted', count: addressed });
    expect(record(body, 'events')).toMatchObject({
      outcome: 'kept',
      ground: expect.stringContaining('Article 50'),
    });
    const kept = record(body, 'audit-entries');
    expect(kept).toMatchObject({ outcome: 'kept', count: before.length });
    const newest = new Date(before[0]!.at);
    newest.setUTCFullYear(newest.getUTCFullYear() + 3);
    expect(kept?.until).toBe(newest.toISOString());
    const everything = (await everyRow(world.service.everything)).join('\n');
    for (const gone of ['Caiyun', cai.login, address]) expect(everything).not.toContain(gone);
  });

  test('takes the address of a try to join that was refused, too', async () => {
    const { code } = await world.post(farm, '/api/v1/invitations', { name: 'Hua', role: 'editor' });
    const from = { Origin: world.service.url, 'X-Forwarded-For': '198.51.100.91' };
    const join = (login: string) =>
      new PlainBrowser(world.service.url).post(
        '/join',
        { code: String(code), login, password },
        from,
      );
    const taken = await somebody('Taken');
    expect((await join(taken.login)).status).toBe(422);
    expect((await join('hua@farm.example')).status).toBe(303);
    const { id } = (await listed()).find(({ login }) => login === 'hua@farm.example')!;
    const told = async () => (await everyRow(world.service.everything)).join('\n');
    expect(await told()).toContain('198.51.100.91');
    await erase(id);
    expect(await told()).not.toContain('198.51.100.91');
  });

  test('takes the name that stands on earlier codes, which they did not use, and lets in by none', async () => {
    const name = 'Mingzhu';
    const invite = () => world.post(farm, '/api/v1/invitations', { name, role: 'editor' });
    const { id: withdrawn } = await invite();
    await send('DELETE', `/api/v1/invitations/${String(withdrawn)}`);
    await invite();
    const { id } = await somebody(name);
    const { body } = await erase(id);
    expect(record(body, 'invitations')).toMatchObject({ outcome: 'deleted', count: 3 });
    expect((await everyRow(world.service.everything)).join('\n')).not.toContain(name);
  });

  test('leaves each entry of the audit as it was but for the address, under an id without a name', async () => {
    const dan = await somebody('Daniela');
    const before = (await told(dan.id, '?limit=200')).body.entries;
    await erase(dan.id);
    const { body } = await told(dan.id, '?limit=200');
    const bare = before.map(({ address: _, ...rest }) => rest);
    expect(body.entries).toEqual(bare);
    expect(Object.keys(body.account).sort()).toEqual([
      ...['createdAt', 'endedAt', 'erasedAt', 'id', 'role'],
    ]);
    const found = await send<{ items: object[] }>(
      'GET',
      `/api/v1/audit?credential=person/${dan.id}`,
    );
    expect(found.body.items).toEqual(bare);
    expect((await listed()).map(({ id }) => id)).not.toContain(dan.id);
  });

  test('leaves events, feed and books byte for byte as they were, and they verify', async () => {
    const eve = await somebody('Evelyn');
    await harvest(eve);
    await new Sequencer(world.service.database, { holder: 'a test' }).runOnce();
    const before = await recorded();
    expect(before).toContain(`person/${eve.id}`);
    const verdict = await differences();
    await erase(eve.id);
    expect(await recorded()).toBe(before);
    expect(await differences()).toEqual(verdict);
    expect(verdict).toEqual([]);
  });

  test('signs out at once, and no password or code lets in again', async () => {
    const fay = await somebody('Fay');
    const { body } = await send<NewInvitationView>('POST', `/api/v1/people/${fay.id}/resets`);
    expect(await isSignedIn(fay)).toBe(true);
    await erase(fay.id);
    expect(await isSignedIn(fay)).toBe(false);
    const browser = new PlainBrowser(world.service.url);
    const back = await browser.post('/sign-in', { login: fay.login, password, next: '/' });
    expect(back.status).toBe(422);
    const again = { code: body.code, login: fay.login, password };
    expect((await browser.post('/join', again)).status).toBe(422);
  });

  test('may be asked for again: it finds no more to take, and tells when it was done', async () => {
    const { id } = await somebody('Gus');
    const first = await erase(id);
    world.service.clock.advance(60_000);
    const second = await erase(id);
    expect(second.status).toBe(200);
    expect(second.body.erasedAt).toBe(first.body.erasedAt);
    for (const name of ['account', 'sessions', 'invitations', 'addresses']) {
      expect(record(second.body, name)?.count).toBe(0);
    }
    expect(record(second.body, 'audit-entries')).toEqual(record(first.body, 'audit-entries'));
  });

  test('does not keep anybody out: under the same login another person joins, with no past', async () => {
    const hal = await somebody('Hal');
    await erase(hal.id);
    const again = await somebody('Hal');
    expect(again.login).toBe(hal.login);
    expect(again.id).not.toBe(hal.id);
    const { entries } = (await told(again.id, '?limit=200')).body;
    for (const { credential } of entries) expect(credential).toBe(`person/${again.id}`);
    expect(await isSignedIn(again)).toBe(true);
  });

  test('is done to somebody who has left, too', async () => {
    const { id } = await somebody('Ida');
    expect((await send('DELETE', `/api/v1/people/${id}`)).status).toBe(204);
    const { body } = await erase(id);
    expect(record(body, 'account')?.count).toBe(1);
    const [row] = await world.service.everything.query<{ name: string | null }>(
      'SELECT name FROM person WHERE id = $1',
      [id],
    );
    expect(row?.name).toBeNull();
  });

  test('forgets how often somebody tried to sign in under the login', async () => {
    const { id, login } = await somebody('Jo');
    const tries = async () =>
      (await world.service.everything.query('SELECT FROM sign_in_try')).length;
    await new PlainBrowser(world.service.url).post('/sign-in', { login, password: 'x', next: '/' });
    const before = await tries();
    await erase(id);
    expect(await tries()).toBe(before - 1);
  });

  test('is refused for people of others as for nobody', async () => {
    const { id } = await somebody('Kim');
    const other = (await world.trader('P')).key;
    const theirs = await erase(id, other);
    const nobodys = await erase('0190a4f0-0000-7000-8000-000000000000', other);
    expect(theirs.status).toBe(404);
    expect({ ...nobodys.body, instance: '' }).toEqual({ ...theirs.body, instance: '' });
    expect((await told(id)).body.account.name).toBe('Kim');
  });
});

describe('on the pages', () => {
  test('everybody reads what is kept about them, and nobody else but owners does', async () => {
    const [pat, quin] = [await somebody('Pat', { role: 'viewer' }), await somebody('Quin')];
    const owner = await somebody('Rosa', { role: 'owner' });
    const { text, headers } = await pat.browser.open('/desk/me/data');
    expect(JSON.parse(text)).toMatchObject({ account: { name: 'Pat', login: pat.login } });
    expect(headers.get('content-disposition')).toContain(`${pat.id}.json`);
    const file = `/desk/people/${pat.id}/data`;
    expect((await quin.browser.open(file)).status).toBe(403);
    expect(JSON.parse((await owner.browser.open(file)).text)).toMatchObject({
      account: { name: 'Pat' },
    });
  });

  test('everybody erases themselves, is told what became of it, and leaves no address behind', async () => {
    const address = '198.51.100.99';
    const sol = await somebody('Solveig', { address });
    const from = { Origin: world.service.url, 'X-Forwarded-For': address };
    const { status, text } = await sol.browser.post('/desk/me', { press: 'erase' }, from);
    expect(status).toBe(200);
    for (const part of [sol.id, 'kept until', 'Article 56', 'Article 50']) {
      expect(text).toContain(part);
    }
    expect(await isSignedIn(sol)).toBe(false);
    const { entries } = (await told(sol.id)).body;
    const own = entries.filter(({ action }) => action === 'self.manage');
    expect(own).toMatchObject([{ method: 'POST', route: '/desk/me', status: 200 }]);
    const everything = (await everyRow(world.service.everything)).join('\n');
    for (const gone of ['Solveig', sol.login, address]) expect(everything).not.toContain(gone);
  });

  test('an owner erases others, also those who left, and is led elsewhere to erase themselves', async () => {
    const owner = await somebody('Tom', { role: 'owner' });
    const left = await somebody('Uma');
    await owner.browser.post(`/desk/people/${left.id}`, { press: 'end' });
    expect((await owner.browser.open(`/desk/people/${left.id}`)).text).toContain('value="erase"');
    const erased = await owner.browser.post(`/desk/people/${left.id}`, { press: 'erase' });
    expect([erased.status, erased.text]).toEqual([200, expect.stringContaining(left.id)]);
    expect((await owner.browser.open(`/desk/people/${left.id}`)).status).toBe(404);
    const self = await owner.browser.post(`/desk/people/${owner.id}`, { press: 'erase' });
    expect([self.status, self.location]).toEqual([303, '/desk/me']);
  });

  test('a key is nobody, and the last owner is told in the language of the page', async () => {
    const browser = new PlainBrowser(world.service.url);
    await browser.post('/sign-in', { key: (await world.trader('S1')).key, next: '/' });
    expect((await browser.open('/desk/me')).status).toBe(404);
    const { key } = await world.trader('S2');
    const { code } = await world.post(key, '/api/v1/invitations', { name: 'V', role: 'owner' });
    const last = new PlainBrowser(world.service.url);
    await last.post('/join', { code: String(code), login: 'last@s2.example', password });
    const refused = await last.post('/desk/me?lang=zh-CN', { press: 'erase' });
    expect([refused.status, refused.text]).toEqual([
      409,
      expect.stringContaining('您是唯一的负责人'),
    ]);
    expect((await last.open('/desk/me')).status).toBe(200);
  });
});

describe('the last owner', () => {
  const owners = async (names: readonly string[], trader: string) => {
    const { key } = await world.trader(trader);
    const made: string[] = [];
    for (const name of names) {
      const { code } = await world.post(key, '/api/v1/invitations', { name, role: 'owner' });
      const login = `${name}@${trader}.example`.toLowerCase();
      await new PlainBrowser(world.service.url).post('/join', {
        ...{ code: String(code), login, password },
      });
      const { body } = await send<{ items: PersonView[] }>('GET', '/api/v1/people', undefined, key);
      made.push(String(body.items.find((one) => one.login === login)?.id));
    }
    return { key, made };
  };

  test('is not erased while the organisation lives, and is told what to do', async () => {
    const { key, made } = await owners(['Lea'], 'W');
    const { status, body } = await world.service.send<{ type: string; detail: string }>(
      'POST',
      `/api/v1/people/${made[0]}/erasure`,
      { key },
    );
    expect([status, body.type]).toEqual([409, expect.stringContaining('last-owner')]);
    expect(body.detail).toContain('owner first');
  });

  test('of two at once one stays', async () => {
    const { key, made } = await owners(['Mo', 'Nan'], 'C');
    // Whoever comes first is held up after it has looked for another owner.
    const third = await ThirdConnection.open(world.service.server.ownerUrl);
    await third.query('BEGIN');
    await third.query('LOCK TABLE invitation IN EXCLUSIVE MODE');
    const erasures = Promise.all(made.map((id) => erase(id, key)));
    expect(await third.sees(2, erasures)).toBe(true);
    await third.query('ROLLBACK');
    expect((await erasures).map(({ status }) => status).sort()).toEqual([200, 409]);
    await third.close();
  });

  test('of an organisation whose access has ended is erased', async () => {
    const { made } = await owners(['Olga'], 'S');
    const { organisationId } = await world.viewer('S');
    const [id = ''] = made;
    await world.service.everything.query('UPDATE organisation SET ended_at = now() WHERE id = $1', [
      organisationId,
    ]);
    const erasures = world.service.app.get(ErasureService, { strict: false });
    expect((await erasures.erase({ organisationId }, id)).personId).toBe(id);
  });
});
