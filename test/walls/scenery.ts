import type { World, Body } from '../cases/world.js';
import { codeOf, complaintsOf, sendReport } from '../complaints/consumer.js';
import { markedPng } from '../complaints/marked-pictures.js';
import { documentOf } from '../epcis/repository.js';
import { PlainBrowser } from '../support/plain-browser.js';
import type { Things } from './asked.js';
import { askers } from './who-sees.js';

const organic = { scheme: 'organic', value: '12326000000123456' };

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
  const { key, partyId, placeId } = await world.trader('F');
  const made = async (path: string, body: Body) =>
    (await world.post(key, `/api/v1/${path}`, body)).id;
  const page = await world.service.send<{
    items: { id: string; eventId: string; event: Body }[];
  }>('GET', `/api/v1/events?batchId=${batch}`, { key });
  const shipping = page.body.items.find(({ event }) => event.bizStep === 'shipping')!;
  const issued = async () =>
    (await world.post(key, `/api/v1/batches/${batch}/codes`, { kind: 'item', count: 1 })) as {
      codes: string[];
      runId: string;
    };
  const { codes, runId } = await issued();
  const prefix = '8412345678';
  await made('company-prefixes', { prefix });
  const printed = await world.post(key, `/api/v1/batches/${batch}/codes`, {
    ...{ kind: 'case', count: 2 },
  });
  const run = String(printed.runId);
  const waiting = await world.post(key, `/api/v1/batches/${batch}/codes`, {
    ...{ kind: 'item', count: 10_001 },
  });
  const invited = await world.post(key, '/api/v1/invitations', { name: 'Ann', role: 'viewer' });
  const joined = await joinedPerson(world, key);
  return {
    batch,
    farm: partyId,
    loose,
    location: placeId,
    ...(await linkedBy(world, key)),
    stated: String(await made('external-identifiers', { ...organic, batchId: batch })),
    party: String(await made('parties', { name: 'A friend', phone: '123' })),
    event: shipping.id,
    eventId: shipping.eventId,
    captureJob: await capturedBy(world, key),
    ...(await wordsToldToP(world, key)),
    ...(await subscribedBy(world, key)),
    ...{ code: String(codes[0]), codeRun: runId, prefix },
    ...{ run, waitingRun: String(waiting.runId) },
    printOrder: String((await world.post(key, `/api/v1/code-runs/${run}/print-orders`, {})).id),
    file: '1',
    unit: await world.unit('U'),
    ...(await reportedOfF(world)),
    ...(await recalledBy(world, key, batch)),
    draft: String(await made('recall-drafts', { batchIds: [batch], grade: 2, reason: 'A test' })),
    waiting: String(await made('recall-drafts', { batchIds: [batch], grade: 2, reason: 'Two' })),
    drill: await drilled(world, key),
    invitation: String(invited.id),
    person: joined,
    sharing: String(await made('sharing', { reach: 'open', productId: loose })),
    device: String(await made('devices', { label: 'scanner', scopes: ['read'] })),
    credential: String(key.split('_')[1]),
    key: String(await made('keys', { label: 'other', scopes: ['read'], validDays: 1 })),
    mandate: await mandateOfP(world),
    alert: await alertOf(world, batch),
    supplier: String(await made('suppliers', { name: 'A farm', ownerName: 'Cy' })),
  };
}

/** Id of a drill, which is asked for with nothing. */
async function drilled(world: World, key: string): Promise<string> {
  return String((await world.service.send<Body>('POST', '/api/v1/drills', { key })).body.id);
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

/** What an event of F's has that only it and P may see: a value of each resource at the top of EPCIS. */
async function wordsToldToP(world: World, key: string): Promise<Things> {
  const { partyId } = await world.trader('P');
  const words = {
    ...{ eventType: 'AssociationEvent', epc: 'urn:x:crate:7', bizStep: 'https://x.example/tag' },
    ...{
      disposition: 'https://x.example/tagged',
      bizLocation: 'urn:x:shed',
      readPoint: 'urn:x:door',
    },
  };
  const event = {
    ...{ type: words.eventType, action: 'ADD', parentID: words.epc, childEPCs: ['urn:x:tag:7'] },
    ...{ eventTime: '2026-11-20T08:00:00Z', eventTimeZoneOffset: '+00:00' },
    ...{ bizStep: words.bizStep, disposition: words.disposition },
    ...{ bizLocation: { id: words.bizLocation }, readPoint: { id: words.readPoint } },
    destinationList: [{ type: 'owning_party', destination: `urn:uuid:${partyId}` }],
  };
  const body = documentOf([event]);
  const { status } = await world.service.send<Body>('POST', '/epcis/capture', { key, body });
  if (status !== 202) throw new Error(`The event is refused: ${status}`);
  return words;
}

/** A query that finds all that its owner sees, and a subscription to it. */
async function subscribedBy(world: World, key: string): Promise<Things> {
  const query = world.service.random.uuid();
  await world.post(key, '/epcis/queries', { name: query, query: {} });
  const subscription = await world.post(key, `/epcis/queries/${query}/subscriptions`, {
    ...{ dest: 'https://hooks.invalid/', stream: true },
  });
  return { query, subscription: String(subscription.subscriptionID) };
}

/** Id of an alert about looks at the code of the batch. */
export async function alertOf(world: World, batchId: string): Promise<string> {
  const id = world.service.random.uuid();
  await world.service.everything.query(
    `INSERT INTO scan_alert (organisation_id, id, code, batch_id, signal, first_at, last_at)
     SELECT organisation_id, $1, code, batch_id, 'recalled', now(), now() FROM code
     WHERE batch_id = $2 AND kind = 'batch'
     ON CONFLICT (code, signal) DO NOTHING`,
    [id, batchId],
  );
  const [alert] = await world.service.everything.query<{ id: string }>(
    `SELECT id FROM scan_alert WHERE batch_id = $1 AND signal = 'recalled'`,
    [batchId],
  );
  return alert!.id;
}

/** A product whose packs alone have a GTIN, so that organisations do not see it, and where its owner sends who asks for those. */
async function linkedBy(world: World, key: string): Promise<Things> {
  const packs = [{ name: 'case', contains: '12', gtin: world.gtinOf('case of linked') }];
  const linked = await world.product('linked', 'F', { gtin: undefined, packLevels: packs });
  const path = `/api/v1/products/${linked}/links`;
  const given = { linkType: 'gs1:pip', href: 'https://x.example/', title: 'A page' };
  return { linked, link: String((await world.post(key, path, given)).id) };
}

/** What a consumer reports of batch B, with a photo. */
async function reportedOfF(world: World): Promise<Things> {
  await sendReport(world.service, { code: await codeOf(world, 'F', 'B') }, [markedPng()]);
  const [complaint] = await complaintsOf(world, 'F');
  const [photo] = complaint!.photos as { id: string }[];
  return { complaint: String(complaint!.id), photo: photo!.id };
}

/** A recall of a batch: its owner reported a relabelling, drew a check, and asked for more time. */
async function recalledBy(world: World, key: string, batchId: string): Promise<Things> {
  const order = { batchIds: [batchId], grade: 2, reason: 'A test' };
  const recall = String((await world.post(key, '/api/v1/recalls', order)).id);
  const { disposals } = await world.post(key, `/api/v1/recalls/${recall}/disposals`, {
    ...{ batchId, what: 'relabel', quantity: { value: '1', unit: 'KGM' } },
    ...{ place: 'The yard', at: '2126-12-01T09:00:00+08:00' },
  });
  const [disposal] = disposals as { id: string }[];
  const { checks } = await world.post(key, `/api/v1/recalls/${recall}/checks`, { level: 'A' });
  const [check] = checks as { id: string }[];
  await world.post(key, `/api/v1/recalls/${recall}/public-notice`, {});
  const until = new Date(world.service.clock.now() + 60 * 86_400_000).toISOString().slice(0, 10);
  const asked = { until, reason: 'A test' };
  const { extensions } = await world.post(key, `/api/v1/recalls/${recall}/extensions`, asked);
  const [extension] = extensions as { id: string }[];
  return { recall, disposal: disposal!.id, check: check!.id, extension: extension!.id };
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
