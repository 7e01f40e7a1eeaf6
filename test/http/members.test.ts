// Goal: a co-operative registers farms that nobody signs in for, takes no name or place from anybody else by it, and hands a
// farm over to its first owner once. Method: real accounts and joins over HTTP.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Cooperatives, type Body, type Firm } from '../support/cooperative.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { RowCounts } from '../support/row-counts.js';
import { ThirdConnection } from '../support/third-connection.js';

let all: Cooperatives;
let rows: RowCounts;
let third: ThirdConnection;
/** Outside of the transaction of the third one, which knows only the sessions that there were at its first look. */
let watcher: ThirdConnection;
let agent: Firm;
const uscc = '91350100M000100Y43';

beforeAll(async () => {
  all = await Cooperatives.start({ roles: new Set(['api', 'public']) });
  rows = await RowCounts.open(all.service.server.ownerUrl);
  third = await ThirdConnection.open(all.service.server.ownerUrl);
  watcher = await ThirdConnection.open(all.service.server.ownerUrl);
});
afterAll(async () => {
  await third?.close();
  await watcher?.close();
  await rows?.close();
  await all?.close();
});
beforeEach(async () => {
  agent = await all.firm('cooperative', { division: '370202' });
});

const register = (body: Body, headers: Readonly<Record<string, string>> = {}) =>
  all.service.send<Body>('POST', '/api/v1/members', { key: agent.key, body, headers });

async function registered(body: Body = {}): Promise<string> {
  const answer = await register({ name: 'A farm', ...body });
  expect(answer.status).toBe(201);
  return String(answer.body.id);
}

const account = (memberId: string) =>
  all.done(agent.key, 'GET', '/api/v1/organisations/me', { memberId });

describe('registering a member', () => {
  test('makes an organisation that its agent acts for and nobody signs in for', async () => {
    const memberId = await registered({ kind: 'person' });
    expect(await account(memberId)).toMatchObject({ name: 'A farm', roles: ['producer'] });
    const place = { name: 'The field', kind: 'field', partyId: memberId };
    await all.done(agent.key, 'POST', '/api/v1/locations', { body: place, memberId });
    expect(await all.items(agent.key, '/api/v1/members')).toMatchObject([{ id: memberId }]);
    const [found] = await all.service.everything.query(
      `SELECT (SELECT count(*)::int FROM api_key WHERE organisation_id = organisation.id) AS keys,
         (SELECT count(*)::int FROM person WHERE organisation_id = organisation.id) AS people
       FROM organisation WHERE party_id = $1`,
      [memberId],
    );
    expect(found).toEqual({ keys: 0, people: 0 });
  });

  test('puts it where it says, where its code says, or else where its agent is', async () => {
    const division = async (body: Body) => (await account(await registered(body))).division;
    expect(await division({ division: '371312' })).toBe('371312');
    expect(await division({ uscc: '91440300MA5EYUA348' })).toBe('440300');
    expect(await division({})).toBe('370202');
  });

  test('repeated under its Idempotency-Key makes one', async () => {
    const headers = { 'Idempotency-Key': all.service.random.uuid() };
    const answers = [];
    for (let i = 0; i < 3; i += 1) answers.push(await register({ name: 'Once' }, headers));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await all.items(agent.key, '/api/v1/members')).toHaveLength(1);
  });

  test.each([
    [{ name: 'x', roles: ['operator'] }, '/roles'],
    [{ name: 'x', roles: ['regulator'] }, '/roles'],
    [{ name: 'x', roles: ['producer', 'cooperative'] }, '/roles'],
    [{ name: 'x', roles: [] }, '/roles'],
    [{ name: 'x', jurisdiction: '000000' }, '/jurisdiction'],
    [{ name: 'x', division: '37' }, '/division'],
    [{ roles: ['producer'] }, '/name'],
  ])('with %j is refused at %s', async (body, pointer) => {
    const before = await rows.read();
    const { status, body: answer } = await register(body);
    expect([status, answer.errors]).toMatchObject([422, [{ pointer }]]);
    expect(await rows.read()).toEqual(before);
  });

  test('with the code of another organisation, or one that another has named, stores nothing', async () => {
    const firm = await all.firm('producer', { uscc: '91110108MA01W2XU2T' });
    const namer = await all.firm('producer');
    const named = { name: 'Known to others', uscc: '91110108700239774F' };
    await all.done(namer.key, 'POST', '/api/v1/parties', { body: named });
    const before = await rows.read();
    for (const code of ['91110108MA01W2XU2T', named.uscc]) {
      const { status, body } = await register({ name: 'Mine now', uscc: code });
      expect([status, body.code]).toEqual([409, 'party-exists']);
    }
    expect(await rows.read()).toEqual(before);
    expect(await all.done(firm.key, 'GET', '/api/v1/organisations/me')).toMatchObject({
      id: firm.id,
    });
  });

  test('with a code that the co-operative has named itself takes that party over, with its places', async () => {
    const party = { name: 'Known to us', uscc };
    const { id } = await all.done(agent.key, 'POST', '/api/v1/parties', { body: party });
    const place = { name: 'Its field', kind: 'field', partyId: id };
    await all.done(agent.key, 'POST', '/api/v1/locations', { body: place });
    expect(await registered({ uscc })).toBe(id);
    expect(await all.items(agent.key, '/api/v1/locations', String(id))).toHaveLength(1);
    expect(await all.items(agent.key, '/api/v1/locations')).toEqual([]);
  });
});

describe('the first owner of a member', () => {
  const invite = (memberId: string, role = 'owner') =>
    all.ask(agent.key, 'POST', '/api/v1/invitations', { body: { name: 'Ann', role }, memberId });
  const join = (code: unknown, login: string = all.service.random.uuid()) =>
    new PlainBrowser(all.service.url).post('/join', {
      ...{ code: String(code), login, password: 'the pears are ripe' },
    });

  test('is invited by the agent, once', async () => {
    const memberId = await registered();
    const { code } = (await invite(memberId)).body;
    const [made] = await all.service.everything.query<Body>(
      `SELECT made_by AS "madeBy" FROM invitation JOIN organisation ON organisation.id = organisation_id
       WHERE party_id = $1`,
      [memberId],
    );
    // Whose of the agent's keys it was is told to nobody but the agent.
    expect(made).toEqual({ madeBy: 'agent' });
    expect((await join(code, 'ann')).status).toBe(303);
    const [person] = await all.service.everything.query<Body>(
      `SELECT person.role, organisation.party_id AS "partyId" FROM person
       JOIN organisation ON organisation.id = organisation_id WHERE login = 'ann'`,
    );
    expect(person).toEqual({ role: 'owner', partyId: memberId });
    expect((await invite(memberId)).body.code).toBe('invites-itself');
  });

  test('is the one whom the newest code is for: an agent keeps none for later', async () => {
    const memberId = await registered();
    const codes = [];
    for (let i = 0; i < 3; i += 1) codes.push((await invite(memberId)).body.code);
    const joined = [];
    for (const code of codes) joined.push((await join(code)).status);
    expect(joined).toEqual([422, 422, 303]);
  });

  test('who is just joining is waited for', async () => {
    const memberId = await registered();
    const { code } = (await invite(memberId)).body;
    await third.query('BEGIN; LOCK TABLE person IN SHARE MODE');
    const joining = join(code);
    expect(await watcher.sees(1, joining)).toBe(true);
    const inviting = invite(memberId);
    expect(await watcher.sees(2, inviting)).toBe(true);
    await third.query('COMMIT');
    expect([(await joining).status, (await inviting).body.code]).toEqual([303, 'invites-itself']);
  });

  test('is an owner, and of a member that nobody has a key of', async () => {
    const memberId = await registered();
    expect((await invite(memberId, 'viewer')).body.errors).toMatchObject([{ pointer: '/role' }]);
    const firm = await all.firm('producer');
    await all.mandate(firm, agent);
    expect((await invite(firm.partyId)).body.code).toBe('invites-itself');
  });

  test('invites others, and codes of theirs are not ended by an agent that is refused', async () => {
    const memberId = await registered();
    expect((await join((await invite(memberId)).body.code)).status).toBe(303);
    const code = 'abcdefghijklmnopqrstuv';
    await all.service.everything.query(
      `INSERT INTO invitation (id, organisation_id, name, role, digest, made_by, created_at, expires_at)
       SELECT gen_random_uuid(), id, 'Bo', 'editor', sha256($2), 'person/ann', $3::timestamptz, $3::timestamptz + interval '1 h'
       FROM organisation WHERE party_id = $1`,
      [memberId, Buffer.from(code), new Date(all.service.clock.now())],
    );
    expect((await invite(memberId)).status).toBe(409);
    expect((await join(code)).status).toBe(303);
  });
});
