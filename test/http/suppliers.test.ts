// Goal: a core firm brings its suppliers in, takes no name from anybody by it, and has no right over them afterwards. Method:
// real accounts and joins over HTTP.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Cooperatives, type Body, type Firm } from '../support/cooperative.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { RowCounts } from '../support/row-counts.js';
import { ThirdConnection } from '../support/third-connection.js';

let all: Cooperatives;
let rows: RowCounts;
let third: ThirdConnection;
let watcher: ThirdConnection;
let core: Firm;

beforeAll(async () => {
  all = await Cooperatives.start({ roles: new Set(['api', 'public']) });
  const { ownerUrl } = all.service.server;
  rows = await RowCounts.open(ownerUrl);
  third = await ThirdConnection.open(ownerUrl);
  watcher = await ThirdConnection.open(ownerUrl);
});
afterAll(async () => {
  await Promise.all([rows?.close(), third?.close(), watcher?.close()]);
  await all?.close();
});
beforeEach(async () => {
  core = await all.firm('processor', { division: '370202' });
});

const introduce = (body: Body, headers: Readonly<Record<string, string>> = {}) =>
  all.service.send<Body>('POST', '/api/v1/suppliers', { key: core.key, body, headers });

async function introduced(body: Body = {}): Promise<{ id: string; code: string }> {
  const answer = await introduce({ name: 'A farm', ownerName: 'Ann', ...body });
  expect(answer.status).toBe(201);
  return answer.body as { id: string; code: string };
}

const invite = (id: string, key = core.key) =>
  all.ask(key, 'POST', `/api/v1/suppliers/${id}/invitations`, { body: { ownerName: 'Bo' } });
const suppliers = () => all.items(core.key, '/api/v1/suppliers');
const join = async (code: string, login: string = all.service.random.uuid()) => {
  const browser = new PlainBrowser(all.service.url);
  const { status } = await browser.post('/join', {
    ...{ code, login, password: 'the pears are ripe' },
  });
  return { status, browser };
};

/** What is stored of the account of a party. */
async function account(partyId: string): Promise<Body> {
  const [found] = await all.service.everything.query<Body>(
    `SELECT roles, division,
       (SELECT count(*)::int FROM api_key WHERE organisation_id = organisation.id) AS keys,
       (SELECT json_agg(json_build_array(name, role)) FROM person WHERE organisation_id = organisation.id) AS people
     FROM organisation WHERE party_id = $1`,
    [partyId],
  );
  return found!;
}

describe('bringing a supplier in', () => {
  test('opens its account, which its first owner joins', async () => {
    const { id, code } = await introduced({ roles: ['carrier'], kind: 'organisation' });
    expect(await account(id)).toEqual({
      ...{ roles: ['carrier'], division: '370202', keys: 0, people: null },
    });
    expect((await join(code)).status).toBe(303);
    expect(await account(id)).toMatchObject({ keys: 0, people: [['Ann', 'owner']] });
  });

  test('gives whoever does it no right over it, not even one who acts for others', async () => {
    core = await all.firm('cooperative');
    const { id, code } = await introduced({ phone: '555' });
    const { browser } = await join(code);
    expect(await all.done(core.key, 'GET', `/api/v1/parties/${id}`)).not.toHaveProperty('phone');
    const change = { body: { phone: '9' } };
    expect((await all.ask(core.key, 'PATCH', `/api/v1/parties/${id}`, change)).status).toBe(404);
    const onBehalf = await all.ask(core.key, 'GET', '/api/v1/batches', { memberId: id });
    expect(onBehalf.body.code).toBe('no-mandate');
    expect((await browser.open('/desk/people')).text).toContain('Ann');
    expect(Object.keys((await suppliers())[0]!).sort()).toEqual([
      ...['id', 'introducedAt', 'name', 'status'],
    ]);
  });

  test('puts it where it says, where its code says, or else where its introducer is', async () => {
    const division = async (body: Body) => (await account((await introduced(body)).id)).division;
    expect(await division({ division: '371312' })).toBe('371312');
    expect(await division({ uscc: '91440300MA5EYUA348' })).toBe('440300');
    expect(await division({})).toBe('370202');
  });

  test('under one Idempotency-Key opens one account', async () => {
    const headers = { 'Idempotency-Key': all.service.random.uuid() };
    const codes = [];
    for (let i = 0; i < 3; i += 1) {
      codes.push((await introduce({ name: 'Once', ownerName: 'Ann' }, headers)).body.code);
    }
    const unfinished = 'idempotency-unfinished';
    expect(codes).toEqual([expect.stringMatching(/^.{22}$/), unfinished, unfinished]);
    expect(await suppliers()).toHaveLength(1);
  });

  test.each([
    [{ roles: ['operator'] }, '/roles'],
    [{ roles: ['regulator'] }, '/roles'],
    [{ roles: ['producer', 'laboratory'] }, '/roles'],
    [{ roles: ['certifier'] }, '/roles'],
    [{ roles: [] }, '/roles'],
    [{ jurisdiction: '000000' }, '/jurisdiction'],
    [{ division: '37' }, '/division'],
    [{ ownerName: '' }, '/ownerName'],
    [{ name: undefined }, '/name'],
  ])('with %j is refused at %s', async (body, pointer) => {
    const before = await rows.read();
    const { status, body: answer } = await introduce({ name: 'x', ownerName: 'y', ...body });
    expect([status, answer.errors]).toMatchObject([422, [{ pointer }]]);
    expect(await rows.read()).toEqual(before);
  });

  test('with the code of another organisation, or one that another has named, stores nothing', async () => {
    const uscc = '91110108MA01W2XU2T';
    await all.firm('producer', { uscc });
    const namer = await all.firm('producer');
    const named = { name: 'Known to others', uscc: '91110108700239774F' };
    await all.done(namer.key, 'POST', '/api/v1/parties', { body: named });
    const before = await rows.read();
    for (const code of [uscc, named.uscc]) {
      const { status, body } = await introduce({ name: 'Mine', ownerName: 'Ann', uscc: code });
      expect([status, body.code]).toEqual([409, 'party-exists']);
    }
    expect(await rows.read()).toEqual(before);
  });

  test.each([
    ['new', '91370202M000100Y4D'],
    ['named', '91350211M000100Y46'],
  ])('under one %s code by many at once opens one account', async (whose, uscc) => {
    const party = { body: { name: 'Known to us', uscc } };
    if (whose === 'named') await all.done(core.key, 'POST', '/api/v1/parties', party);
    const asked = { name: 'A farm', ownerName: 'Ann', uscc };
    const answers = await Promise.all(Array.from({ length: 6 }, () => introduce(asked)));
    const refused = answers.filter(({ body }) => body.code === 'party-exists');
    expect([refused.length, await suppliers()]).toMatchObject([5, [{ name: 'A farm' }]]);
  });

  test('takes over the party that its introducer named, which events go on naming', async () => {
    const party = { name: 'Known to us', uscc: '91350100M000100Y43' };
    const { id } = await all.done(core.key, 'POST', '/api/v1/parties', { body: party });
    expect((await introduced({ uscc: party.uscc })).id).toBe(id);
  });
});

describe('the code of its first owner', () => {
  test('is the newest one, and none once somebody has joined', async () => {
    const { id, code } = await introduced();
    const codes = [code];
    for (let i = 0; i < 2; i += 1) codes.push(String((await invite(id)).body.code));
    const joined = [];
    for (const each of codes) joined.push((await join(each)).status);
    expect(joined).toEqual([422, 422, 303]);
    const { status, body } = await invite(id);
    expect([status, body.code]).toEqual([409, 'invites-itself']);
  });

  test('is one, when many are asked for at once', async () => {
    const { id } = await introduced();
    const answers = await Promise.all(Array.from({ length: 6 }, () => invite(id)));
    const joined = [];
    for (const { body } of answers) joined.push((await join(String(body.code))).status);
    expect(joined.sort()).toEqual([303, 422, 422, 422, 422, 422]);
  });

  test('is refused while somebody is just joining, who is waited for', async () => {
    const { id, code } = await introduced();
    await third.query('BEGIN; LOCK TABLE person IN SHARE MODE');
    const joining = join(code);
    expect(await watcher.sees(1, joining)).toBe(true);
    const inviting = invite(id);
    expect(await watcher.sees(2, inviting)).toBe(true);
    await third.query('COMMIT');
    expect([(await joining).status, (await inviting).body.code]).toEqual([303, 'invites-itself']);
  });

  test('holds for a while; its introducer is told until when, and nothing once it is used', async () => {
    const { id, code } = await introduced();
    const [waiting] = await suppliers();
    expect(waiting).toMatchObject({ id, name: 'A farm', status: 'invited' });
    const ends = Date.parse(String(waiting!.codeExpiresAt));
    expect(ends - all.service.clock.now()).toBe(72 * 3_600_000);
    all.service.clock.advance(72 * 3_600_000);
    expect((await join(code)).status).toBe(422);
    const [late] = await suppliers();
    expect(late).toMatchObject({ status: 'lapsed' });
    expect(late).not.toHaveProperty('codeExpiresAt');
    const { browser } = await join(String((await invite(id)).body.code));
    await browser.post('/desk/people', { name: 'Di', role: 'viewer' });
    const [joined] = await suppliers();
    expect(joined).toMatchObject({ status: 'joined' });
    expect(joined).not.toHaveProperty('codeExpiresAt');
  });

  test('is none where the operator ended the access; whether somebody joined before is all that is told', async () => {
    const operator = await all.firm('operator');
    const [waiting, entered] = [await introduced(), await introduced()];
    expect((await join(entered.code)).status).toBe(303);
    const end = async (partyId: string, ended: boolean) => {
      const [{ id } = {}] = await all.service.everything.query<Body>(
        'SELECT id FROM organisation WHERE party_id = $1',
        [partyId],
      );
      const path = `/api/v1/organisations/${String(id)}`;
      await all.done(operator.key, 'PATCH', path, { body: { ended } });
    };
    await end(waiting.id, true);
    await end(entered.id, true);
    const told = async ({ id }: { id: string }) => {
      const listed = (await suppliers()).find((supplier) => supplier.id === id)!;
      return [listed.status, listed.codeExpiresAt, (await invite(id)).body.code];
    };
    expect(await told(waiting)).toEqual(['ended', undefined, 'access-ended']);
    expect(await told(entered)).toEqual(['joined', undefined, 'invites-itself']);
    await end(waiting.id, false);
    expect((await join(waiting.code)).status).toBe(303);
  });

  test('is made for nobody whom somebody else brought in', async () => {
    const { id } = await introduced();
    const other = await all.firm('retailer');
    expect((await invite(id, other.key)).status).toBe(404);
    expect(await all.items(other.key, '/api/v1/suppliers')).toEqual([]);
  });

  test('stands as made by its introducer, whose credential is not told', async () => {
    const { id } = await introduced();
    const [made] = await all.service.everything.query<Body>(
      `SELECT made_by AS "madeBy" FROM invitation JOIN organisation ON organisation.id = organisation_id
       WHERE party_id = $1`,
      [id],
    );
    expect(made).toEqual({ madeBy: 'introducer' });
  });
});

test('the database takes an introduction from the one who opens the account alone', async () => {
  const other = await all.firm('retailer');
  const { id: supplierId } = await all.firm('producer');
  const insert = (introducerId: string) =>
    all.service.database.transaction(
      (tx) =>
        tx.query(
          `INSERT INTO introduction (id, introducer_id, supplier_id, supplier_party_id, introduced_at)
           VALUES (gen_random_uuid(), $1, $2, gen_random_uuid(), now())`,
          [introducerId, supplierId],
        ),
      { organisationId: core.id, role: 'fold' },
    );
  await expect(insert(other.id)).rejects.toThrow('row-level security');
  // It has a key: somebody else opened it.
  await expect(insert(core.id)).rejects.toThrow('row-level security');
});

test('pages of suppliers come newest first', async () => {
  const ids = [];
  for (let i = 0; i < 3; i += 1) {
    ids.unshift((await introduced()).id);
    all.service.clock.advance(1);
  }
  const first = await all.service.send<{ items: Body[] }>('GET', '/api/v1/suppliers?limit=2', {
    key: core.key,
  });
  expect(first.body.items.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link')!)![1]!;
  const rest = await all.items(core.key, next);
  expect(rest.map(({ id }) => id)).toEqual(ids.slice(2));
});
