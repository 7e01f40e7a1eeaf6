// Rows about writing: EPCIS capture of one event, and of many in one document.
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ask } from './ask.mjs';
import { runServer } from './cores.mjs';
import { load } from './load.mjs';

/**
 * What warms up is for the compiler, on both sides: it is still at work on ours after some thousand requests. Alone, each
 * request waits for the one before; otherwise sixteen senders share a key, as the gates of a dock do.
 */
const alone = { events: 1, connections: 1, seconds: 5, warmUpSeconds: 40 };
const single = { ...alone, connections: 16 };
const bulk = { events: 500, connections: 1, seconds: 4, warmUpSeconds: 12 };
const ofSingle = { rounds: 1_000, warmUpRounds: 500 };
const ofBulk = { rounds: 15, warmUpRounds: 15 };

export const captureRows = [
  row('capture.single', 0.4, { ...single, ...ofSingle }),
  row('capture.bulk', 0.25, { ...bulk, ...ofBulk }),
  row('epcis.capture.1', undefined, { ...alone, ...ofSingle }),
  row('epcis.capture.100', undefined, { ...bulk, events: 100, rounds: 75, warmUpRounds: 75 }),
  row('epcis.capture.500', 0.25, { ...bulk, ...ofBulk }),
];

function row(name, floor, settings) {
  return { name, floor, prepare: (service) => prepare(service, settings) };
}

const headers = { Authorization: 'Bearer fk_demo_producer', 'Content-Type': 'application/json' };

async function prepare(service, settings) {
  const { events, connections, seconds, warmUpSeconds, rounds, warmUpRounds } = settings;
  const template = documentOf(await ownBatch(service));
  const run = (forSeconds) => {
    const sent = {
      ...template,
      EVENTS: String(events),
      RUN: newRun(),
      FROM: String(nextFrom()),
    };
    const how = { script: 'capture.lua', settings: sent, connections, seconds: forSeconds };
    return load(service.base, how).answered;
  };
  run(warmUpSeconds);
  const file = path.join(service.folder, `capture.${events}.json`);
  const recordings = [];
  for (let i = 0; i < 2; i += 1) {
    const run = newRun();
    const statements = await service.recording(() => captureOnce(service, template, events, run));
    recordings.push(transactionOf(statements, run));
  }
  writeFileSync(file, JSON.stringify(recordings));
  const program = new URL('ceiling-capture.mjs', import.meta.url).pathname;
  const args = [program, file, service.databaseUrl, String(rounds), String(warmUpRounds)];
  return {
    ours: () => {
      const before = service.cpu();
      const answered = run(seconds);
      return (service.cpu() - before) / answered;
    },
    ceiling: () => Number(runServer(args)),
  };
}

/** The document that is sent; capture.lua puts in the events, each with an id and a time of its own. */
function documentOf(batch) {
  const event = {
    type: 'ObjectEvent',
    eventID: 'urn:uuid:@id',
    eventTime: '@time',
    eventTimeZoneOffset: '+08:00',
    action: 'ADD',
    bizStep: 'commissioning',
    disposition: 'active',
    quantityList: [{ epcClass: batch, quantity: 10, uom: 'KGM' }],
  };
  const document = {
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: new Date().toISOString(),
    epcisBody: { eventList: ['@events'] },
  };
  return { DOCUMENT: JSON.stringify(document), EVENT: JSON.stringify(event) };
}

/** Ids of one run begin alike, and no other run's do. */
function newRun() {
  return randomBytes(10)
    .toString('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3}).*$/, '$1-$2-4$3-8$4-');
}

/** Each run's events lie behind those of the runs before, so that none is late. */
let from = Date.now() - 86_400_000;
function nextFrom() {
  from += 900_000;
  return from;
}

async function captureOnce(service, { DOCUMENT, EVENT }, events, run) {
  const start = nextFrom();
  const list = Array.from({ length: events }, (_, i) =>
    EVENT.replace('@id', run + i.toString(16).padStart(12, '0')).replace(
      '@time',
      new Date(start + i).toISOString(),
    ),
  );
  const body = DOCUMENT.replace('"@events"', list.join(','));
  await ask(`${service.base}/epcis/capture`, { method: 'POST', headers, body });
}

/** The statements of the transaction that wrote the events, without what the service sent for other ends meanwhile. */
function transactionOf(statements, run) {
  const { session } = statements.find((statement) => JSON.stringify(statement).includes(run));
  const own = statements.filter((statement) => statement.session === session);
  const at = own.findIndex((statement) => JSON.stringify(statement).includes(run));
  const begin = own.findLastIndex(({ text }, i) => i < at && /^BEGIN/.test(text));
  const end = own.findIndex(({ text }, i) => i > at && text === 'COMMIT');
  return own.slice(begin, end + 1);
}

/** A batch of a product of its own, made before any run: its books hold nothing that the runs would be late for. */
async function ownBatch({ base }) {
  const post = async (address, body) =>
    JSON.parse(
      (await ask(base + address, { method: 'POST', headers, body: JSON.stringify(body) })).text,
    );
  const itemCode = `bench-${newRun().slice(0, 8)}`;
  const product = { name: 'Weighed by the bench', itemCode, unit: 'KGM', dateType: 'none' };
  const { id: productId } = await post('/api/v1/products', product);
  const at = new Date(from).toISOString();
  const quantity = { value: '10', unit: 'KGM' };
  const { code } = await post('/api/v1/batches', { productId, at, quantity });
  return `${base}/t/${code}`;
}
