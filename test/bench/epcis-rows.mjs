// Rows about queries of events: what a page costs with ten thousand, a hundred thousand and a million events beside it.
import { writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { ask } from './ask.mjs';
import { startCeiling } from './door.mjs';
import { grownTo } from './many-events.mjs';

const requests = 300;
const warmUp = 150;
const headers = { Authorization: 'Bearer fk_demo_producer', Accept: 'application/json' };

const gtin = 'https://id.gs1.org/01/09520123456788';
const window = 'GE_eventTime=1990-06-01T00:00:00Z&LT_eventTime=1991-06-01T00:00:00Z';

/** In the order of their sizes: events are added and never taken away. */
export const epcisRows = [
  row('epcis.byEpc.10k', 10_000, `MATCH_epc=${gtin}/21/bench-7`),
  row('epcis.byEpc.100k', 100_000, `MATCH_epc=${gtin}/21/bench-7`),
  row('epcis.byEpc.1m', 1_000_000, `MATCH_epc=${gtin}/21/bench-7`),
  row('epcis.byLot.1m', 1_000_000, `MATCH_epcClass=${gtin}/10/bench-7`),
  row('epcis.window.page1', 1_000_000, window),
  row('epcis.window.page100', 1_000_000, window, 100),
];

function row(name, events, query, page = 1) {
  const asked = { events, query, page };
  return {
    name,
    unit: 'us/request, one at a time',
    prepare: (service, atEnd) => prepare(service, atEnd, asked),
  };
}

/** The ceiling sends the very statements of the answer from a bare server, and answers the same bytes. */
async function prepare(service, atEnd, { events, query, page }) {
  await grownTo(service, events);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  atEnd(() => agent.destroy());
  const address = await addressOf(service, `/epcis/events?perPage=50&${query}`, page);
  const get = (base) => ask(base + address, { headers, agent });
  // A key is remembered for a second, so that the second answer is without the look-up of it.
  await get(service.base);
  let answer;
  const recorded = await service.recording(async () => (answer = await get(service.base)));
  const file = path.join(service.folder, 'query.json');
  const content = { statements: readingOf(recorded), text: answer.text };
  writeFileSync(file, JSON.stringify(content));
  const ceiling = await startCeiling('ceiling-query.mjs', [file, service.databaseUrl]);
  atEnd(ceiling.stop);
  const measure = async (base) => {
    for (let i = 0; i < warmUp; i += 1) await get(base);
    const before = performance.now();
    for (let i = 0; i < requests; i += 1) await get(base);
    return ((performance.now() - before) * 1_000) / requests;
  };
  return { ours: () => measure(service.base), ceiling: () => measure(ceiling.base) };
}

/** The address of a page, by way of those before it. */
async function addressOf({ base }, first, page) {
  let address = first;
  for (let at = 1; at < page; at += 1) {
    const { headers: told } = await ask(base + address, { headers });
    [, address] = /<([^>]+)>; rel="next"/.exec(told.link ?? '') ?? [];
    if (address === undefined) throw new Error(`there are ${at} pages only`);
  }
  return address;
}

/** The statements of the session that read events, without what the service sent for other ends meanwhile. */
function readingOf(statements) {
  const isReading = ({ text }) => /event_(?:party|thing|term)/.test(text);
  const { session } = statements.find(isReading);
  return statements.filter((statement) => statement.session === session);
}
