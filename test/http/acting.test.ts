// Goal: what an agent does for members stays apart by member, counts for the agent, and is on record with both sides. Method:
// real accounts over HTTP, the rows of the audit as each side reads them.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ofAddress } from '../../src/platform/http/request-policies.js';
import type { Answer } from '../support/app.js';
import { Cooperatives, type Body, type Firm } from '../support/cooperative.js';
import { PlainBrowser } from '../support/plain-browser.js';

const nobody = '0190a4f0-0000-7000-8000-000000000000';

let all: Cooperatives;
let agent: Firm;
let members: [Firm, Firm];
beforeAll(async () => {
  all = await Cooperatives.start({ roles: new Set(['api', 'public']) });
});
afterAll(() => all?.close());
beforeEach(async () => {
  [agent, members] = await aCooperative(all);
});

async function aCooperative(of: Cooperatives): Promise<[Firm, [Firm, Firm]]> {
  const coop = await of.firm('cooperative');
  const two: [Firm, Firm] = [await of.firm('producer'), await of.firm('producer')];
  for (const member of two) await of.mandate(member, coop);
  return [coop, two];
}

test('an Idempotency-Key is of one organisation: for another member the same request is another one', async () => {
  const headers = { 'Idempotency-Key': all.service.random.uuid() };
  const send = async (memberId?: string) => {
    const answer = await all.service.send<Body>('POST', '/api/v1/parties', {
      ...{ key: agent.key, body: { name: 'A friend' } },
      headers: { ...headers, ...(memberId && { 'Furrow-On-Behalf-Of': memberId }) },
    });
    expect(answer.status).toBe(201);
    return answer.body.id;
  };
  const senders = [undefined, ...members.map(({ partyId }) => partyId)];
  const first = [];
  for (const sender of senders) first.push(await send(sender));
  expect(new Set(first).size).toBe(3);
  const again = [];
  for (const sender of senders) again.push(await send(sender));
  expect(again).toEqual(first);
});

describe('the audit', () => {
  const entriesOf = ({ key }: Firm, query = '') => all.items(key, `/api/v1/audit${query}`);
  const path = '/api/v1/parties';
  const credential = () => agent.key.split('_')[1];

  test('has what an agent did with both sides, and its own business with neither', async () => {
    const [{ partyId: memberId }] = members;
    const made = await all.done(agent.key, 'POST', path, { body: { name: 'A friend' }, memberId });
    await all.ask(agent.key, 'GET', `${path}/${nobody}`, { memberId });
    const query = '?action=parties.write';
    const [ours] = await entriesOf(agent, query);
    const [theirs] = await entriesOf(members[0], query);
    const both = {
      action: 'parties.write',
      method: 'POST',
      route: path,
      status: 201,
      subject: made.id,
    };
    const { id, at } = ours!;
    expect(ours).toEqual({
      ...{ ...both, id, at, credential: credential(), onBehalfOf: memberId },
      address: expect.any(String),
    });
    expect(theirs).toEqual({ ...both, id, at, agent: agent.partyId });
    const [read] = await entriesOf(members[0], '?action=parties.read');
    expect(read).toMatchObject({ status: 404, subject: nobody, agent: agent.partyId });
    expect(await entriesOf(members[1], query)).toEqual([]);
    const sidesOf = async (firm: Firm, side: string, partyId: string) =>
      (await entriesOf(firm, `?${side}=${partyId}&limit=200`)).map((entry) => entry[side]);
    expect(new Set(await sidesOf(agent, 'onBehalfOf', memberId))).toEqual(new Set([memberId]));
    expect(new Set(await sidesOf(members[0], 'agent', agent.partyId))).toEqual(
      new Set([agent.partyId]),
    );
    expect(await sidesOf(members[0], 'agent', nobody)).toEqual([]);
  });

  test('has the refusal of what the agent may not do for the member with both', async () => {
    const reader = await all.narrowKey(agent, 'read');
    const [{ partyId: memberId }] = members;
    await all.ask(reader, 'POST', path, { body: { name: 'A friend' }, memberId });
    for (const firm of [agent, members[0]]) {
      const [entry] = await entriesOf(firm, '?action=parties.write');
      expect(entry).toMatchObject({ status: 403 });
    }
  });

  test('has a try without a mandate, or with none that does, with the agent alone', async () => {
    const stranger = await all.firm('producer');
    await all.ask(agent.key, 'GET', path, { memberId: stranger.partyId });
    all.service.clock.advance(1);
    const [{ partyId: memberId }] = members;
    await all.ask(agent.key, 'GET', '/api/v1/keys', { memberId });
    const [keys, parties] = await entriesOf(agent, '?limit=2');
    expect([keys, parties]).toMatchObject([
      { action: 'keys.manage', status: 403, subject: memberId },
      { action: 'parties.read', status: 403, subject: stranger.partyId },
    ]);
    for (const entry of [keys, parties]) expect(entry).not.toHaveProperty('onBehalfOf');
    expect(await entriesOf(stranger, '?action=parties.read')).toEqual([]);
    expect(await entriesOf(members[0], '?action=keys.manage')).toEqual([]);
  });

  test('tells a member the agent and never who of it: neither name, credential nor address', async () => {
    const body = { name: 'Canary of the agent', role: 'owner' };
    const { code } = await all.done(agent.key, 'POST', '/api/v1/invitations', { body });
    const browser = new PlainBrowser(all.service.url);
    await browser.post('/join', {
      ...{ code: String(code), login: all.service.random.uuid(), password: 'the pears are ripe' },
    });
    const [{ partyId: memberId, key }] = members;
    await all.done(agent.key, 'GET', path, { memberId });
    const told = JSON.stringify(await all.items(key, '/api/v1/audit'));
    expect(told).toContain(agent.partyId);
    for (const secret of ['Canary', credential()!]) expect(told).not.toContain(secret);
    const [entry] = await all.items(key, '/api/v1/audit?action=parties.read');
    expect(entry).not.toHaveProperty('address');
  });

  test('is told page by page to who oversees both sides, and none of the two entries is lost', async () => {
    const [{ partyId: memberId }] = members;
    const overseer = await all.firm('regulator');
    await all.done(agent.key, 'POST', path, { body: { name: 'Paged' }, memberId });
    const query = '/api/v1/audit?action=parties.write';
    const whole = await all.items(overseer.key, `${query}&limit=200`);
    const paged: unknown[] = [];
    let next: string | undefined = `${query}&limit=1`;
    while (next !== undefined) {
      const { body, headers }: Answer<Body> = await all.ask(overseer.key, 'GET', next);
      paged.push(...(body.items as unknown[]));
      next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(paged.length).toBeGreaterThan(1);
    expect(paged).toEqual(whole);
  });

  test('has a mandate given and ended with whoever did it', async () => {
    const member = await all.firm('producer');
    const id = await all.mandate(member, agent);
    await all.done(agent.key, 'DELETE', `/api/v1/mandates/${id}`);
    const seen = async (firm: Firm) =>
      (await entriesOf(firm, `?subject=${id}`)).map(({ method, status }) => [method, status]);
    expect(await seen(member)).toEqual([['POST', 201]]);
    expect(await seen(agent)).toEqual([['DELETE', 204]]);
  });
});

describe('quotas', () => {
  /** Of an organisation twenty requests in ten seconds, of a credential ten. */
  const few = { rateLimits: 10 / ofAddress.quota, trustedProxies: 1 };
  let counted: Cooperatives;
  beforeAll(async () => {
    counted = await Cooperatives.start({ ...few, roles: new Set(['api', 'public']) });
  });
  afterAll(() => counted?.close());

  test('are the agent’s: requests for all its members use up one, and none of theirs', async () => {
    const [coop, two] = await aCooperative(counted);
    const [, member] = two;
    const keys = [
      coop.key,
      await counted.narrowKey(coop, 'read'),
      await counted.narrowKey(coop, 'read'),
    ];
    counted.service.clock.advance(60_000);
    let sent = 0;
    const ask = async (key: string, memberId?: string) => {
      sent += 1;
      const headers = {
        'X-Forwarded-For': `192.0.2.${sent}`,
        ...(memberId && { 'Furrow-On-Behalf-Of': memberId }),
      };
      return (await counted.service.send('GET', '/api/v1/parties', { key, headers })).status;
    };
    const told = [];
    for (let i = 0; i < 21; i += 1) {
      told.push(await ask(keys[i % 3]!, i % 2 === 0 ? two[0].partyId : member.partyId));
    }
    expect(told).toEqual([...Array<number>(20).fill(200), 429]);
    expect(await ask(member.key)).toBe(200);
  });
});
