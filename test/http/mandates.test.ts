// Goal: a mandate lets an agent do what the member may and the agent's own key allows, and nothing that changes who may act;
// without one, a party looks like none. Method: real accounts over HTTP, every route of the API.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Cooperatives, type Firm } from '../support/cooperative.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { sendRaw } from '../support/raw-request.js';
import { neverForMembers, rules } from './who-may.js';

let all: Cooperatives;
let agent: Firm;
let member: Firm;
let mandateId: string;
const nobody = '0190a4f0-0000-7000-8000-000000000000';
const product = { name: 'Red plums', itemCode: 'PLUM', unit: 'KGM' };

beforeAll(async () => {
  all = await Cooperatives.start({ roles: new Set(['api', 'public']) });
});
afterAll(() => all?.close());
beforeEach(async () => {
  agent = await all.firm('cooperative');
  member = await all.firm('producer');
  mandateId = await all.mandate(member, agent);
});

const memberId = () => member.partyId;
const codeOf = async (...asked: Parameters<Cooperatives['ask']>) =>
  (await all.ask(...asked)).body.code;

describe('an agent', () => {
  test('does in the name of the member, to whom all of it belongs', async () => {
    const forMember = { memberId: memberId() };
    const { id: productId } = await all.done(agent.key, 'POST', '/api/v1/products', {
      ...{ body: product, ...forMember },
    });
    const making = { productId, quantity: { value: '5', unit: 'KGM' }, making: 'harvest' };
    const { id } = await all.done(agent.key, 'POST', '/api/v1/batches', {
      ...{ body: making, ...forMember },
    });
    expect(await all.done(member.key, 'GET', `/api/v1/batches/${String(id)}`)).toMatchObject({
      id,
    });
    expect((await all.ask(agent.key, 'GET', `/api/v1/batches/${String(id)}`)).status).toBe(404);
    expect(await all.items(agent.key, '/api/v1/events', memberId())).toHaveLength(1);
    expect(await all.items(agent.key, '/api/v1/events')).toEqual([]);
    const [stored] = await all.service.everything.query(
      'SELECT organisation_id AS author, key_id AS credential FROM event WHERE organisation_id = $1',
      [member.id],
    );
    expect(stored).toEqual({ author: member.id, credential: agent.key.split('_')[1] });
  });

  test('is told whose organisation it speaks for', async () => {
    const path = '/api/v1/organisations/me';
    const own = await all.done(agent.key, 'GET', path, { memberId: memberId().toUpperCase() });
    expect(own).toMatchObject({ id: member.id, roles: ['producer'] });
    expect(await all.done(agent.key, 'GET', path)).toMatchObject({ id: agent.id });
  });

  test('may do no more than its own key, nor than the member', async () => {
    const reader = await all.narrowKey(agent, 'read');
    const ask = (method: string, body?: unknown) =>
      all.ask(reader, method, '/api/v1/products', { body, memberId: memberId() });
    expect((await ask('GET')).status).toBe(200);
    const refused = await ask('POST', product);
    expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
    const carrier = await all.firm('carrier');
    await all.mandate(carrier, agent);
    const path = '/api/v1/batches';
    expect(await codeOf(agent.key, 'POST', path, { body: {}, memberId: carrier.partyId })).toBe(
      'forbidden',
    );
  });

  test('acts for nobody who oversees, whatever else that is', async () => {
    const both = await all.firm('regulator', { roles: ['producer', 'regulator'] });
    const body = { agentPartyId: agent.partyId };
    expect(await codeOf(both.key, 'POST', '/api/v1/mandates', { body })).toBe('forbidden');
    await all.service.database.as({ organisationId: both.id }).query(
      `INSERT INTO mandate (id, member_id, member_party_id, agent_id, given_at)
       VALUES (gen_random_uuid(), $1, $2, $3, now())`,
      [both.id, both.partyId, agent.id],
    );
    const asked = { memberId: both.partyId };
    expect(await codeOf(agent.key, 'GET', '/api/v1/events', asked)).toBe('no-mandate');
  });

  test.each(Object.keys(rules))('%s: for a member only what the table says', async (route) => {
    const [method = '', pattern = ''] = route.split(' ');
    const body = method === 'GET' || method === 'DELETE' ? undefined : {};
    const asked = { body, memberId: memberId() };
    const code = await codeOf(agent.key, method, pattern.replace(/\{\w+\}/g, nobody), asked);
    expect(code === 'not-for-members').toBe(neverForMembers.includes(route));
  });

  test('finds no page of the member: pages are those of who is signed in', async () => {
    const { code } = await all.done(agent.key, 'POST', '/api/v1/invitations', {
      body: { name: 'Ann', role: 'owner' },
    });
    const browser = new PlainBrowser(all.service.url);
    const login = all.service.random.uuid();
    await browser.post('/join', { code: String(code), login, password: 'the pears are ripe' });
    const cookie = `furrow_session=${browser.token}`;
    const status = async (more: Readonly<Record<string, string>>) =>
      (await all.service.send('GET', '/desk/batches/new', { headers: { Cookie: cookie, ...more } }))
        .status;
    expect(await status({})).toBe(200);
    expect(await status({ 'Furrow-On-Behalf-Of': memberId() })).toBe(403);
  });
});

describe('the header', () => {
  test.each([['me'], [''], ['0190a4f0'], [`${nobody},${nobody}`]])(
    '%j is refused',
    async (text) => {
      const asked = await all.ask(agent.key, 'GET', '/api/v1/products', { memberId: text });
      expect([asked.status, asked.body.code]).toEqual([422, 'invalid-request']);
    },
  );

  test('sent twice is refused, also where both name the member', async () => {
    const { status, text } = await sendRaw(all.service.url, {
      path: '/api/v1/products',
      headers: {
        Authorization: `Bearer ${agent.key}`,
        'Furrow-On-Behalf-Of': [memberId(), memberId()],
      },
    });
    expect([status, text]).toEqual([422, expect.stringContaining('must be sent once')]);
  });

  test.each(['producer', 'carrier', 'regulator', 'operator'] as const)(
    'of a %s is refused, mandate or not',
    async (role) => {
      const other = await all.firm(role);
      for (const id of [memberId(), other.partyId, nobody]) {
        expect(await codeOf(other.key, 'GET', '/api/v1/products', { memberId: id })).toBe(
          'forbidden',
        );
      }
    },
  );

  test('of a co-operative that oversees is refused: its reads for others would be no regulator’s', async () => {
    const both = await all.firm('regulator', { roles: ['cooperative', 'regulator'] });
    await all.mandate(member, both);
    expect(await codeOf(both.key, 'GET', '/api/v1/products', { memberId: memberId() })).toBe(
      'forbidden',
    );
  });

  test('naming whoever gave no mandate is answered as naming nobody, to the byte, after as many statements', async () => {
    const others = await all.firm('cooperative');
    const ended = await all.firm('producer');
    const endedId = await all.mandate(ended, agent);
    await all.done(ended.key, 'DELETE', `/api/v1/mandates/${endedId}`);
    const theirs = await all.firm('producer');
    await all.mandate(theirs, others);
    const body = { name: 'Only mentioned' };
    const mentioned = await all.done(member.key, 'POST', '/api/v1/parties', { body });
    const told = async (id: unknown) => {
      const before = all.service.database.statementsSent;
      const {
        status,
        headers,
        body: answer,
      } = await all.ask(agent.key, 'GET', '/api/v1/products', {
        memberId: String(id),
      });
      const statements = all.service.database.statementsSent - before;
      const lasting = [...headers].filter(([name]) => !/^(date|x-request-id|etag)$/.test(name));
      return { status, lasting, answer: { ...answer, instance: '' }, statements };
    };
    await told(nobody); // Whose key it is, is remembered from here on.
    const absent = await told(nobody);
    expect(absent.answer).toMatchObject({ code: 'no-mandate', status: 403 });
    for (const id of [ended.partyId, theirs.partyId, agent.partyId, others.partyId, mentioned.id]) {
      expect(await told(id)).toEqual(absent);
    }
  });

  test('names nobody whose access, or whose agent’s, has ended', async () => {
    const operator = await all.firm('operator');
    const access = (id: string, ended: boolean) =>
      all.done(operator.key, 'PATCH', `/api/v1/organisations/${id}`, { body: { ended } });
    const code = () => codeOf(agent.key, 'GET', '/api/v1/products', { memberId: memberId() });
    await access(member.id, true);
    expect(await code()).toBe('no-mandate');
    await access(member.id, false);
    expect(await code()).toBeUndefined();
    await access(agent.id, true);
    expect(await code()).toBe('unauthorised');
  });
});

describe('a mandate', () => {
  const status = async () =>
    (await all.ask(agent.key, 'GET', '/api/v1/products', { memberId: memberId() })).status;

  test.each(['member', 'agent'] as const)(
    'is ended by the %s from the next request on',
    async (side) => {
      expect(await status()).toBe(200);
      const { key } = side === 'member' ? member : agent;
      await all.done(key, 'DELETE', `/api/v1/mandates/${mandateId}`);
      expect(await status()).toBe(403);
      expect((await all.ask(key, 'DELETE', `/api/v1/mandates/${mandateId}`)).status).toBe(404);
      await all.mandate(member, agent);
      expect(await status()).toBe(200);
    },
  );

  test('is ended by nobody else', async () => {
    const other = await all.firm('cooperative');
    const path = `/api/v1/mandates/${mandateId}`;
    expect((await all.ask(other.key, 'DELETE', path)).status).toBe(404);
    expect((await all.ask(agent.key, 'DELETE', path, { memberId: memberId() })).body.code).toBe(
      'not-for-members',
    );
    expect(await status()).toBe(200);
  });

  test('is given once, by an owner, to a co-operative that is another one', async () => {
    const give = (key: string, agentPartyId: unknown) =>
      all.ask(key, 'POST', '/api/v1/mandates', { body: { agentPartyId } });
    expect((await give(member.key, agent.partyId)).body.code).toBe('mandate-exists');
    const clerk = await all.narrowKey(member, 'read', 'write');
    expect((await give(clerk, agent.partyId)).body.code).toBe('forbidden');
    const trader = await all.firm('carrier');
    const faults = [];
    for (const id of [nobody, trader.partyId])
      faults.push((await give(member.key, id)).body.errors);
    expect(faults).toEqual([faults[0], faults[0]]);
    expect(faults[0]).toMatchObject([{ pointer: '/agentPartyId' }]);
    expect((await give(agent.key, agent.partyId)).body.errors).toMatchObject([
      { pointer: '/agentPartyId' },
    ]);
  });

  test('is listed by its two sides, page by page', async () => {
    const second = await all.firm('producer', { name: 'Second' });
    all.service.clock.advance(1);
    const secondId = await all.mandate(second, agent);
    await all.done(second.key, 'DELETE', `/api/v1/mandates/${secondId}`);
    expect(await all.items(agent.key, '/api/v1/members')).toMatchObject([
      { id: second.partyId, name: 'Second', mandateId: secondId, endedAt: expect.any(String) },
      { id: member.partyId, name: 'A producer', mandateId },
    ]);
    const first = await all.ask(agent.key, 'GET', '/api/v1/members?limit=1');
    const [, next = ''] = /<([^>]+)>/.exec(first.headers.get('link') ?? '') ?? [];
    expect(await all.items(agent.key, next)).toMatchObject([{ mandateId }]);
    expect(await all.items(member.key, '/api/v1/mandates')).toMatchObject([
      { id: mandateId, agentPartyId: agent.partyId, name: 'A cooperative' },
    ]);
    expect(await all.items(agent.key, '/api/v1/mandates')).toEqual([]);
  });

  test('that ended can be made to hold by no statement of a request, nor one given in another’s name', async () => {
    const as = (organisationId: string) => all.service.database.as({ organisationId });
    const revive = 'UPDATE mandate SET ended_at = NULL WHERE id = $1 RETURNING id';
    await expect(as(agent.id).query(revive, [mandateId])).rejects.toThrow(/row-level security/);
    await all.done(member.key, 'DELETE', `/api/v1/mandates/${mandateId}`);
    expect(await as(agent.id).query(revive, [mandateId])).toEqual([]);
    const give = `INSERT INTO mandate (id, member_id, member_party_id, agent_id, given_at)
      VALUES (gen_random_uuid(), $1, $2, $3, now())`;
    const between = [member.id, member.partyId, agent.id];
    await expect(as(agent.id).query(give, between)).rejects.toThrow(/row-level security/);
    expect(await as(member.id).query(give, between)).toEqual([]);
  });
});
