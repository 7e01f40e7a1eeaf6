import type { World, Body } from '../cases/world.js';
import { documentOf } from '../epcis/repository.js';
import { PlainBrowser } from '../support/plain-browser.js';
import type { Things } from './asked.js';
import { askers } from './who-sees.js';

/** F and P share batch B and its recall; P and S share A; the rest is F's alone. */
export async function sceneryOf(world: World): Promise<Things> {
  await makeCooperatives(world);
  const batch = await world.make('F', 'B', '100', { hour: 1 });
  await world.make('F', 'A', '100', { hour: 1 });
  await world.handOver('F', 'P', 'B 40', 2);
  await world.handOver('F', 'P', 'A 40', 2);
  await world.handOver('P', 'S', 'A 20', 5);
  for (const name of ['G', 'R']) await world.trader(name);
  const loose = await world.product('loose', 'F', { gtin: undefined });
  await world.make('F', 'L', '5', { hour: 1, product: 'loose' });
  await world.pack('F', 'A 5', 'U', 8);
  const { key, placeId } = await world.trader('F');
  const made = async (path: string, body: Body) =>
    (await world.post(key, `/api/v1/${path}`, body)).id;
  const page = await world.service.send<{
    items: { id: string; eventId: string; event: Body }[];
  }>('GET', `/api/v1/events?batchId=${batch}`, { key });
  const shipping = page.body.items.find(({ event }) => event.bizStep === 'shipping')!;
  const issued = async () =>
    (await world.post(key, `/api/v1/batches/${batch}/codes`, { kind: 'item', count: 1 })) as {
      codes: string[];
    };
  const invited = await world.post(key, '/api/v1/invitations', { name: 'Ann', role: 'viewer' });
  const joined = await joinedPerson(world, key);
  return {
    batch,
    loose,
    location: placeId,
    party: String(await made('parties', { name: 'A friend', phone: '123' })),
    event: shipping.id,
    eventId: shipping.eventId,
    captureJob: await capturedBy(world, key),
    code: String((await issued()).codes[0]),
    unit: await world.unit('U'),
    recall: String(await made('recalls', { batchIds: [batch], grade: 2, reason: 'A test' })),
    invitation: String(invited.id),
    person: joined,
    sharing: String(await made('sharing', { reach: 'open', productId: loose })),
    device: String(await made('devices', { label: 'scanner', scopes: ['read'] })),
    credential: String(key.split('_')[1]),
    key: String(await made('keys', { label: 'other', scopes: ['read'], validDays: 1 })),
    mandate: await mandateOfP(world),
    supplier: String(await made('suppliers', { name: 'A farm', ownerName: 'Cy' })),
  };
}

/** All who ask may have members, or their lists of them would be refused before anything is kept back. */
async function makeCooperatives(world: World): Promise<void> {
  for (const name of askers) await world.trader(name);
  await (
    await world.owner()
  ).query(`UPDATE organisation SET roles = roles || '{cooperative}' WHERE oversees IS NULL`);
  // Until then it is remembered what they were; once they have asked, what they are.
  world.service.clock.advance(1_000);
  for (const name of askers) {
    const { key } = await world.trader(name);
    await world.service.send('GET', '/api/v1/members', { key });
  }
}

/** Id of the job of a document that had nothing good in it. */
async function capturedBy(world: World, key: string): Promise<string> {
  const { body } = await world.service.send<Body>('POST', '/epcis/capture', {
    ...{ key, body: documentOf([{ type: 'ObjectEvent' }]) },
    headers: { 'GS1-Capture-Error-Behaviour': 'proceed' },
  });
  return String(body.captureID);
}

/** Id of a mandate that F gives to P. */
export async function mandateOfP(world: World): Promise<string> {
  const { partyId: agentPartyId } = await world.trader('P');
  const { key } = await world.trader('F');
  return String((await world.post(key, '/api/v1/mandates', { agentPartyId })).id);
}

async function joinedPerson(world: World, key: string): Promise<string> {
  const { code } = await world.post(key, '/api/v1/invitations', { name: 'Bo', role: 'viewer' });
  const password = 'the pears are ripe';
  await new PlainBrowser(world.service.url).post('/join', {
    ...{ code: String(code), login: 'bo@farm.example', password },
  });
  const people = await world.service.send<{ items: { id: string }[] }>('GET', '/api/v1/people', {
    key,
  });
  return people.body.items[0]!.id;
}
