import { codeOf, complaintsOf, sendReport } from '../complaints/consumer.js';
import { markedPng } from '../complaints/marked-pictures.js';
import { documentOf } from '../epcis/repository.js';
import { person } from '../recalls/people.js';
import { TestDevice } from '../support/device.js';
import { PlainBrowser } from '../support/plain-browser.js';
import type { Body } from '../cases/world.js';
import { members, traders, type Cast } from './cast.js';
import { alertOf } from './scenery.js';

/** What one member does, mostly with another one; all that it says and need not be told bears a canary. */
export type Act = (cast: Cast, by: string, other: string) => Promise<unknown>;

const makers = traders.filter(
  (name) => !/^(market-organiser|cold-store|carrier|laboratory|certifier|platform)$/.test(name),
);

async function batch(cast: Cast, by: string): Promise<string> {
  const { world } = cast;
  const owner = makers.includes(by) ? by : cast.one(makers);
  const name = `B${cast.next()}`;
  const product = `X-${owner}`;
  await world.product(product, owner, {
    itemCode: await world.secret(owner, 'product'),
  });
  await world.make(owner, name, '100', { hour: cast.hour(), product });
  cast.done.add('POST /api/v1/batches').add('POST /api/v1/products');
  cast.batches.push({ name, owner });
  return name;
}

/** A batch of the member's own, or of somebody else where it makes none. */
async function someBatch(cast: Cast, by: string): Promise<string> {
  const own = cast.batches.filter(({ owner }) => owner === by || !makers.includes(by));
  return own.length === 0 ? batch(cast, by) : cast.one(own).name;
}

const tell = (cast: Cast, by: string, activity: string, body: Body) =>
  cast.ask(by, 'POST /api/v1/events', '', {
    ...{ activity, at: cast.world.at(cast.hour()), recorded: 'fact', ...body },
  });

async function handOver(cast: Cast, by: string, other: string): Promise<void> {
  const { world } = cast;
  const name = await someBatch(cast, by);
  const goods = world.goods(`${name} 5`);
  const documents = [{ type: 'desadv', id: await world.secret(by, 'document', other) }];
  const { partyId: toPartyId } = await world.trader(other);
  const { partyId: fromPartyId } = await world.trader(by);
  await tell(cast, by, 'ship', { goods, toPartyId, documents });
  await tell(cast, other, 'receive', { goods, fromPartyId, documents });
  const reason = await world.secret(other, 'extension', by);
  cast.handed.push(name);
  const back = { goods: world.goods(`${name} 2`), toPartyId: fromPartyId };
  await tell(cast, other, 'return', { ...back, reason });
}

/** A shipping with notes wherever EPCIS lets a firm extend it. */
async function capture(cast: Cast, by: string, other: string): Promise<void> {
  const { world } = cast;
  const note = async () => ({ 'acme:note': await world.secret(by, 'extension', other) });
  const shipping = await world.shipping(by, other, `${await someBatch(cast, by)} 1`, cast.hour());
  const event = {
    ...{ ...shipping, ...(await note()) },
    'acme:price': { 'acme:perKilo': 3.5, 'acme:agreedBy': (await note())['acme:note'] },
    readPoint: { ...(shipping.readPoint as Body), ...(await note()) },
    sensorElementList: [
      {
        ...(await note()),
        sensorMetadata: { time: shipping.eventTime, ...(await note()) },
        sensorReport: [{ type: 'gs1:Temperature', value: 3, uom: 'CEL', ...(await note()) }],
      },
    ],
    bizTransactionList: [
      { type: 'inv', bizTransaction: `urn:x:${await world.secret(by, 'document', other)}` },
    ],
  };
  const { sourceList: _from, destinationList: _to, ...alone } = shipping;
  const made = {
    ...{ ...alone, eventID: `urn:uuid:${world.service.random.uuid()}`, action: 'ADD' },
    ...{ bizStep: 'commissioning', ilmd: await note() },
  };
  const document = documentOf([event, made], { acme: 'https://acme.example/' });
  await cast.ask(by, 'POST /epcis/capture', '', document);
  const seen = {
    ...shipping,
    eventID: `urn:uuid:${world.service.random.uuid()}`,
    action: 'OBSERVE',
  };
  const { '@context': words } = documentOf([], { acme: 'https://acme.example/' }) as Body;
  await cast.ask(by, 'POST /epcis/events', '', { '@context': words, ...seen, ...(await note()) });
}

async function say(cast: Cast, by: string): Promise<void> {
  const goods = cast.world.goods(`${await someBatch(cast, by)} 1`);
  const reason = await cast.world.secret(by, 'extension');
  const activity = cast.one(['sample', 'inspect', 'dispose']);
  const { body } = await tell(cast, by, activity, { goods, reason });
  const sold = await tell(cast, by, 'sell', { goods });
  await tell(cast, by, 'declare-error', { of: cast.one([sold.body, body]).eventId, reason });
}

async function transform(cast: Cast, by: string): Promise<void> {
  const { world } = cast;
  const name = `B${cast.next()}`;
  const reason = await world.secret(by, 'extension');
  const loss = { quantity: { value: '1', unit: 'KGM' }, reason };
  const from = await someBatch(cast, by);
  const answer = await world.transform(by, `${from} 5`, `${name} 4`, cast.hour(), { loss });
  cast.note('POST /api/v1/events', answer);
}

async function pack(cast: Cast, by: string, other: string): Promise<void> {
  const { world } = cast;
  const route = 'POST /api/v1/logistic-units/codes';
  const [unit = ''] = (await cast.does(by, route, '', { count: 1 })).codes as string[];
  cast.codes.push(unit);
  const goods = world.goods(`${await someBatch(cast, by)} 3`);
  await tell(cast, by, 'pack', { unit, goods });
  const { partyId: toPartyId } = await world.trader(other);
  const documents = [{ type: 'po', id: await world.secret(by, 'document', other) }];
  await tell(cast, by, 'ship', { units: [unit], toPartyId, documents });
}

async function label(cast: Cast): Promise<void> {
  const { name, owner } = cast.one(cast.batches);
  const id = cast.world.batches.get(name)!;
  const route = 'POST /api/v1/batches/{id}/codes';
  const issued = await cast.does(owner, route, id, { kind: 'item', count: 2 });
  const [item = '', spoiled = ''] = issued.codes as string[];
  cast.codes.push(item);
  const runId = String(issued.runId);
  cast.runs.push(runId);
  // The job may have been faster.
  const large = await cast.does(owner, route, id, { kind: 'case', count: 10_001 });
  await cast.ask(owner, 'POST /api/v1/code-runs/{id}/cancellation', String(large.runId));
  const ordering = 'POST /api/v1/code-runs/{id}/print-orders';
  cast.printOrders.push(String((await cast.does(owner, ordering, runId, {})).id));
  await cast.does(owner, `${route}/activations`, id, { codes: [item] });
  const reason = await cast.world.secret(owner, 'voiding');
  await cast.does(owner, `${route}/voidings`, id, { codes: [spoiled], reason });
  const why = await cast.world.secret(owner, 'voiding');
  await cast.does(owner, `${route}/blockings`, id, { codes: [item], reason: why });
  await cast.does(owner, `${route}/unblockings`, id, { codes: [item] });
  await cast.does(owner, `${route}/consumptions`, id, { codes: [item] });
}

/** Says which GS1 prefix it has, unless it said so before of several, and makes SSCCs of it. */
async function number(cast: Cast, by: string): Promise<void> {
  const prefix = `77${String(cast.next()).padStart(7, '0')}`;
  const { status } = await cast.ask(by, 'POST /api/v1/company-prefixes', '', { prefix });
  if (status < 300) await cast.does(by, 'POST /api/v1/ssccs', '', { count: 2, prefix });
}

/** Says when looks at its product are worth a word, and takes note of what one showed. */
async function watch(cast: Cast): Promise<void> {
  const { name, owner } = cast.one(cast.batches);
  const product = cast.world.products.get(`X-${owner}`)!;
  const markets = { markets: ['CN'] };
  await cast.does(owner, 'PUT /api/v1/products/{id}/scan-settings', product, markets);
  const alert = await alertOf(cast.world, cast.world.batches.get(name)!);
  await cast.does(owner, 'POST /api/v1/scan-alerts/{id}/acknowledgement', alert);
}

/** A consumer reports goods with a photo, and is answered; another one, goods of whoever acts. */
async function complain(cast: Cast): Promise<void> {
  const { world } = cast;
  const { name, owner } = cast.one(cast.batches);
  const said = async () => world.secret(owner, 'complaint');
  const report = { words: await said(), shop: await said(), place: await said() };
  const about = { code: await codeOf(world, owner, name), contact: await said() };
  const sent = await sendReport(world.service, { ...report, ...about }, [markedPng()]);
  cast.receipts.push(String(sent.body.number));
  const [complaint] = await complaintsOf(world, owner);
  const id = String(complaint!.id);
  const [photo] = complaint!.photos as { id: string }[];
  const route = '/api/v1/complaints/{id}';
  await cast.does(owner, `POST ${route}/acknowledgement`, id);
  await cast.does(owner, `POST ${route}/answer`, id, { words: 'We look into it.' });
  for (const each of members) {
    await cast.ask(each, `GET ${route}`, id);
    await cast.ask(each, `GET ${route}/photos/{photoId}`, [id, photo!.id]);
    await cast.ask(each, `GET /api/v1/complaint-traces?complaintIds=${id}`);
    const cases = [{ batchId: world.batches.get(name) }];
    await cast.ask(each, 'POST /api/v1/traces/common-sources', '', { cases });
  }
  await cast.does(owner, `POST ${route}/closing`, id, { words: 'Paid back.' });
}

async function recall(cast: Cast): Promise<void> {
  const name = cast.one(cast.handed);
  const { owner } = cast.batches.find((each) => each.name === name)!;
  const batchIds = [cast.world.batches.get(name)!];
  const order = { batchIds, grade: cast.one([1, 2, 3]), reason: 'Glass', contact: 'The shop' };
  await cast.does(owner, 'PUT /api/v1/recall-settings', '', { signatures: 1 });
  await draft(cast, owner, order);
  const { id } = await cast.does(owner, 'POST /api/v1/recalls', '', order);
  for (const each of members) {
    await cast.ask(each, 'POST /api/v1/recalls/{id}/acknowledge', String(id));
    const words = 'All of it is set apart';
    await cast.ask(each, 'POST /api/v1/recalls/{id}/answers', String(id), { kind: 'done', words });
    await dispose(cast, each, { id: String(id), batchId: batchIds[0]! });
  }
  await cast.does(owner, 'POST /api/v1/drills');
  await tellOthers(cast, owner, String(id));
  await check(cast, owner, String(id));
  await cast.ask(owner, 'POST /api/v1/recalls/{id}/public-notice', String(id), {});
  await course(cast, owner, String(id));
  if (cast.done.has('POST /api/v1/recalls/{id}/close') && cast.one([true, false])) return;
  await cast.ask(owner, 'POST /api/v1/recalls/{id}/release', String(id), { batchIds });
  await cast.ask(owner, 'POST /api/v1/recalls/{id}/close', String(id), { word: 'All found' });
}

/** More time is asked for and granted; the recall is widened, and that of another batch taken over. */
async function course(cast: Cast, owner: string, id: string): Promise<void> {
  const { world } = cast;
  const until = new Date(world.service.clock.now() + 90 * 86_400_000).toISOString().slice(0, 10);
  const route = 'POST /api/v1/recalls/{id}/extensions';
  const asked = await cast.does(owner, route, id, { until, reason: 'A ship at sea' });
  const [extension] = asked.extensions as { id: string }[];
  await cast.does('R', `${route}/{extensionId}/decision`, [id, extension!.id], { granted: true });
  const further = world.batches.get(await batch(cast, owner))!;
  const widened = { batchIds: [further], reason: 'The same line' };
  await cast.does(owner, 'POST /api/v1/recalls/{id}/widen', id, widened);
  const order = { batchIds: [further], grade: 2, reason: 'Glass' };
  const { id: other } = await cast.does(owner, 'POST /api/v1/recalls', '', order);
  await cast.does('R', 'POST /api/v1/recalls/{id}/takeover', String(other), { reason: 'Grave' });
  await cast.does('R', 'POST /api/v1/recalls/{id}/close', String(other), { word: 'Found' });
}

/** One draft is thrown away, one waits for whoever signs second, and one of two opens a recall before the other signs. */
async function draft(cast: Cast, owner: string, order: Body): Promise<void> {
  const route = '/api/v1/recall-drafts';
  const drafted = () => cast.does(owner, `POST ${route}`, '', order);
  const { id: kept, writtenAt } = await drafted();
  const thrown = String((await drafted()).id);
  await cast.does(owner, `PUT ${route}/{id}`, thrown, { ...order, grade: 2 });
  await cast.does(owner, `GET ${route}/{id}/scope`, thrown);
  await cast.does(owner, `DELETE ${route}/{id}`, thrown);
  await cast.does(owner, 'PUT /api/v1/recall-settings', '', { signatures: 2 });
  await cast.does(owner, `POST ${route}/{id}/signature`, String(kept), { writtenAt });
  const { world } = cast;
  const first = await (await person(world, owner)).makeKey();
  const { id } = await world.post(first, '/api/v1/recalls', { ...order, emergency: true });
  await cast.does(owner, 'POST /api/v1/recalls/{id}/signature', String(id));
  await cast.does(owner, 'POST /api/v1/recalls/{id}/close', String(id), { word: 'A slip' });
  await cast.does(owner, 'PUT /api/v1/recall-settings', '', { signatures: 1 });
}

/** Reports that goods of a recall are to have another label, and that they have it. */
async function dispose(cast: Cast, by: string, of: { id: string; batchId: string }): Promise<void> {
  const quantity = { value: '0.1', unit: 'KGM' };
  const at = new Date(cast.world.service.clock.now() + 3_600_000).toISOString();
  const plan = { batchId: of.batchId, what: 'relabel', quantity, place: 'The yard', at };
  const route = 'POST /api/v1/recalls/{id}/disposals';
  const { status, body } = await cast.ask(by, route, of.id, plan);
  if (status !== 201) return;
  const [report] = (body.disposals as { id: string; doneAt: null }[]).slice(-1);
  const done = `${route}/{disposalId}/completion`;
  await cast.ask(by, done, [of.id, report!.id], { quantity });
}

/** The owner tells each holder by telephone as well. */
async function tellOthers(cast: Cast, owner: string, id: string): Promise<void> {
  const { body } = await cast.ask(owner, 'GET /api/v1/recalls/{id}/contacts', id);
  for (const { partyId } of body.items as { partyId: string | null }[]) {
    const telling = { partyId, means: 'telephone', words: 'They know' };
    await cast.ask(owner, 'POST /api/v1/recalls/{id}/tellings', id, telling);
  }
}

/** The owner checks whether its recall reached everybody. */
async function check(cast: Cast, owner: string, id: string): Promise<void> {
  const route = 'POST /api/v1/recalls/{id}/checks';
  const { status, body } = await cast.ask(owner, route, id, { level: 'A' });
  if (status !== 201) return;
  const [drawn] = (body.checks as { id: string; sampled: string[] }[]).slice(-1);
  for (const partyId of drawn!.sampled) {
    const found = { partyId, heard: true, acted: true, foundGoods: false, words: 'All set apart' };
    await cast.ask(owner, `${route}/{checkId}/outcomes`, [id, drawn!.id], found);
  }
}

/** Two people join; one of them changes and leaves. */
async function staff(cast: Cast, by: string): Promise<void> {
  const { world } = cast;
  const invited = async () => {
    const name = await world.secret(by, 'person');
    return cast.does(by, 'POST /api/v1/invitations', '', { name, role: 'owner' });
  };
  await cast.does(by, 'DELETE /api/v1/invitations/{id}', String((await invited()).id));
  const logins: string[] = [];
  for (let i = 0; i < 2; i += 1) {
    const login = `${await world.secret(by, 'person')}@farm.example`;
    const browser = new PlainBrowser(world.service.url);
    const fields = { code: String((await invited()).code), login };
    await browser.post('/join', { ...fields, password: 'the pears are ripe' });
    logins.push(login);
    if (i === 0) cast.browsers.set(by, browser);
  }
  const { items } = await cast.does(by, 'GET /api/v1/people?limit=200');
  const people = items as { id: string; login: string }[];
  const [, leaves] = logins.map((login) => people.find((each) => each.login === login)?.id);
  const role = cast.one(['owner', 'editor']);
  await cast.does(by, 'PATCH /api/v1/people/{id}', leaves, { role });
  await cast.does(by, 'POST /api/v1/people/{id}/resets', leaves);
  await cast.does(by, 'DELETE /api/v1/people/{id}', leaves);
  await cast.does(by, 'POST /api/v1/people/{id}/erasure', leaves);
}

async function machines(cast: Cast, by: string): Promise<void> {
  const { world } = cast;
  const label = await world.secret(by, 'key');
  const key = { label, scopes: ['read'], validDays: 1 };
  const { id } = await cast.does(by, 'POST /api/v1/keys', '', key);
  await cast.does(by, 'DELETE /api/v1/keys/{id}', String(id));
  const named = { label: await world.secret(by, 'device'), scopes: ['read'] };
  const made = await cast.does(by, 'POST /api/v1/devices', '', named);
  const device = new TestDevice(world.service, made as never);
  const route = 'POST /api/v1/devices/{id}/enrolment';
  cast.note(route, await device.enrol());
  for (const path of ['/api/v1/devices', '/api/v1/locations', '/api/v1/events']) {
    await world.service.send('GET', path, { key: device.token() });
  }
  await cast.ask(by, 'DELETE /api/v1/devices/{id}', device.id);
}

async function change(cast: Cast, by: string): Promise<void> {
  const { world } = cast;
  const contact = { address: await world.secret(by, 'contact') };
  await cast.does(by, 'PATCH /api/v1/parties/{id}', (await world.trader(by)).partyId, contact);
  const friend = { name: 'Another friend', phone: await world.secret(by, 'contact') };
  await cast.does(by, 'POST /api/v1/parties', '', friend);
  const places = (await cast.does(by, 'GET /api/v1/locations')).items as { id: string }[];
  const name = await world.secret(by, 'place');
  await cast.does(by, 'PATCH /api/v1/locations/{id}', cast.one(places).id, { name });
  const { partyId } = await world.trader(by);
  await cast.does(by, 'POST /api/v1/locations', '', { name, partyId, kind: 'shop' });
  const { items } = await cast.does(by, 'GET /api/v1/products');
  const products = (items as { id: string; gtin?: string }[]).filter(({ gtin }) => !gtin);
  const category = await world.secret(by, 'product');
  await cast.does(by, 'PATCH /api/v1/products/{id}', cast.one(products).id, { category });
  const trial = { name: category, itemCode: category, unit: 'KGM' };
  await cast.does(by, 'POST /api/v1/products', '', trial);
  // A second one of the same code: the database refuses it, and may say so in its log.
  await cast.ask(by, 'POST /api/v1/products', '', trial);
}

/** With the forms, as they should be filled in and not. */
async function desk(cast: Cast, by: string): Promise<void> {
  const browser = cast.browsers.get(by)!;
  const [label, name] = [await cast.world.secret(by, 'key'), await cast.world.secret(by, 'person')];
  await browser.post('/desk/keys', { label, scopes: 'read', days: '1' });
  await browser.post('/desk/keys', { label, scopes: 'none', days: 'many' });
  await browser.post('/desk/people', { name, role: 'viewer' });
  await browser.post('/desk/people', { name, role: 'nothing' });
}

async function enrol(cast: Cast): Promise<void> {
  const account = { name: 'A newcomer', roles: ['producer'], division: '370202' };
  const { id } = await cast.does('operator', 'POST /api/v1/organisations', '', account);
  await cast.does('operator', 'PATCH /api/v1/organisations/{id}', String(id), { ended: true });
}

/** Said and taken back, since a step that is shared tells its place; what is shared is another test's. */
async function share(cast: Cast, by: string): Promise<void> {
  const { id } = await cast.does(by, 'POST /api/v1/sharing', '', { reach: 'open' });
  await cast.does(by, 'DELETE /api/v1/sharing/{id}', String(id));
}

/** Where whoever asks for a product is sent; one way is taken back. */
async function lead(cast: Cast, by: string): Promise<void> {
  const { items } = await cast.does(by, 'GET /api/v1/products');
  const products = (items as { id: string; gtin?: string }[]).filter(({ gtin }) => gtin);
  if (products.length === 0) return;
  const { id } = cast.one(products);
  const page = { linkType: 'gs1:pip', href: 'https://x.example/', title: 'A page' };
  const route = '/api/v1/products/{id}/links';
  await cast.does(by, `POST ${route}`, id, { ...page, isDefault: true });
  const { id: taken } = await cast.does(by, `POST ${route}`, id, page);
  await cast.does(by, `GET ${route}`, id);
  await cast.does(by, `DELETE ${route}/{linkId}`, [id, String(taken)]);
}

/** What stands on packs beside our codes, which everybody may read: of products that everybody may look up. */
async function mark(cast: Cast, by: string): Promise<void> {
  const { items } = await cast.does(by, 'GET /api/v1/products');
  const products = (items as { id: string; gtin?: string }[]).filter(({ gtin }) => gtin);
  if (products.length === 0) return;
  const { id: productId } = cast.one(products);
  const route = '/api/v1/external-identifiers';
  const value = String(cast.next()).padStart(17, '9');
  await cast.does(by, `POST ${route}`, '', { scheme: 'organic', value, productId });
  const ofPlatform = { scheme: 'national-trace', value: `trace-${value}`, productId };
  const { id } = await cast.does(by, `POST ${route}`, '', ofPlatform);
  await cast.does(by, `DELETE ${route}/{id}`, String(id));
}

/** A co-operative is let in and shown out, and registers a member of its own. */
async function actFor(cast: Cast, by: string): Promise<void> {
  const { world } = cast;
  const { partyId: agentPartyId } = await world.trader('cooperative');
  const given = await cast.ask(by, 'POST /api/v1/mandates', '', { agentPartyId });
  if (given.status < 300) {
    await cast.does('cooperative', 'DELETE /api/v1/mandates/{id}', String(given.body.id));
  }
  const contact = async () => world.secret('cooperative', 'contact');
  await cast.does('cooperative', 'POST /api/v1/members', '', {
    ...{ name: 'A farm', kind: 'person', contactName: await contact() },
    ...{ phone: await contact(), address: await contact() },
  });
}

/** A core firm brings in a farm, whose first owner joins with the second code. */
async function introduce(cast: Cast, by: string): Promise<void> {
  const { world } = cast;
  const [contactName, phone, address] = [
    await world.secret(by, 'contact'),
    await world.secret(by, 'contact'),
    await world.secret(by, 'contact'),
  ];
  const ownerName = await world.secret(by, 'person');
  const farm = { name: 'A supplier', contactName, phone, address, ownerName };
  const brought = await cast.ask(by, 'POST /api/v1/suppliers', '', farm);
  if (brought.status === 403) return;
  const route = 'POST /api/v1/suppliers/{id}/invitations';
  const { code } = await cast.does(by, route, String(brought.body.id), { ownerName });
  const login = `${await world.secret(by, 'person')}@supplier.example`;
  const fields = { code: String(code), login, password: 'the pears are ripe' };
  await new PlainBrowser(world.service.url).post('/join', fields);
  await cast.does(by, 'GET /api/v1/suppliers');
}

/** Questions that are asked again and again: one stays, and one is taken back with its subscription. */
async function ask(cast: Cast, by: string): Promise<void> {
  const kept = await subscribe(cast, by);
  const route = '/epcis/queries/{queryName}';
  await cast.does(by, `GET ${route}/events`, kept[0]);
  const subscription = `${route}/subscriptions/{subscriptionID}`;
  await cast.does(by, `POST ${subscription}/replay`, kept, { from: cast.world.at(0) });
  const taken = await subscribe(cast, by);
  await cast.does(by, `DELETE ${subscription}`, taken);
  await cast.does(by, `DELETE ${route}`, taken[0]);
}

async function subscribe(cast: Cast, by: string): Promise<readonly [name: string, id: string]> {
  const name = cast.world.service.random.uuid();
  const query = { EQ_bizStep: ['shipping', 'receiving'] };
  await cast.does(by, 'POST /epcis/queries', '', { name, query });
  const asked = {
    ...{ dest: `https://hooks.invalid/${await cast.world.secret(by, 'destination')}` },
    ...{ signatureToken: `${await cast.world.secret(by, 'signing')}-long-enough`, stream: true },
  };
  const route = 'POST /epcis/queries/{queryName}/subscriptions';
  const { subscriptionID } = await cast.does(by, route, name, asked);
  return [name, String(subscriptionID)];
}

/** Written by hand; a test says which routes they come to. */
export const acts: readonly Act[] = [
  ...[
    batch,
    handOver,
    handOver,
    capture,
    say,
    transform,
    pack,
    label,
    number,
    recall,
    complain,
    watch,
  ],
  ...[staff, desk, machines, change, enrol, share, lead, mark, actFor, introduce, ask],
];
