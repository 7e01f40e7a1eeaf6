// Rows about writing: EPCIS capture of one event, and of 500 in one document.
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { writeFileSync } from 'node:fs';

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const writing = new Set(['insert-events', 'fold-write']);
let clock = Date.now() - 3_600_000;

export const captureRows = [
  {
    name: 'capture.single',
    floor: 0.4,
    prepare: (service, tools) => prepare(service, tools, 1, 400),
  },
  {
    name: 'capture.bulk',
    floor: 0.25,
    prepare: (service, tools) => prepare(service, tools, 500, 8),
  },
];

async function prepare(service, { record, ceiling }, events, requests) {
  for (let i = 0; i < 20; i += 1) await capture(service, Math.min(events, 100));
  const text = await record(() => capture(service, events));
  const all = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  // The session of the capture alone: the sequencer and the guard send statements of their own meanwhile.
  const { session } = all.find(({ name }) => name === 'take-identities');
  const statements = all.filter((statement) => statement.session === session);
  const kept = statements.filter(({ name, text }) =>
    events === 1
      ? name !== 'key-holder'
      : writing.has(name) || name === 'take-identities' || /^(BEGIN|COMMIT)/.test(text),
  );
  const file = `${service.record}.${events}`;
  writeFileSync(file, kept.map((line) => JSON.stringify(line)).join('\n'));
  return {
    ours: async () => {
      const before = service.cpu();
      for (let i = 0; i < requests; i += 1) await capture(service, events);
      return (service.cpu() - before) / requests;
    },
    ceiling: () => ceiling('ceiling-capture.mjs', file, service.databaseUrl, requests),
  };
}

function capture(service, count) {
  const events = Array.from({ length: count }, () => harvest(service));
  return post(service, '/epcis/capture', {
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: new Date().toISOString(),
    epcisBody: { eventList: events },
  });
}

/** Ten kilograms more of a batch, a second after the event before it. */
function harvest({ base, code }) {
  clock += 1;
  return {
    type: 'ObjectEvent',
    eventID: `urn:uuid:${randomUUID()}`,
    eventTime: new Date(clock).toISOString(),
    eventTimeZoneOffset: '+08:00',
    action: 'ADD',
    bizStep: 'commissioning',
    disposition: 'active',
    quantityList: [{ epcClass: `${base}/t/${code}`, quantity: 10, uom: 'KGM' }],
  };
}

function post(service, path, body) {
  return new Promise((resolve, reject) => {
    const text = JSON.stringify(body);
    const headers = {
      Authorization: 'Bearer fk_demo_producer',
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(text),
    };
    const request = http.request(
      service.base + path,
      { method: 'POST', agent, headers },
      (response) => {
        let answer = '';
        response.on('data', (part) => (answer += part));
        response.on('end', () =>
          response.statusCode < 300
            ? resolve(answer)
            : reject(new Error(`${response.statusCode}: ${answer}`)),
        );
      },
    );
    request.on('error', reject).end(text);
  });
}
