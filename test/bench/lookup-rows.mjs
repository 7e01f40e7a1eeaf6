// Rows about the public door: a code that was asked within the second, and codes that were not.
import { writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { ask } from './ask.mjs';
import { cpuOf, freePort, spawnServer } from './cores.mjs';
import { load } from './load.mjs';

/** Asked in turn. The door keeps an answer for a second, in which fewer than these are asked. */
const codesAsked = 10_000;
const seconds = 2;
const connections = 32;
const json = { Accept: 'application/json' };
const key = { Authorization: 'Bearer fk_demo_producer', 'Content-Type': 'application/json' };

/** What is asked, how many of them in turn, and which ceiling answers the same bytes. */
const uncached = { count: codesAsked, ceiling: 'ceiling-uncached.mjs' };
const cached = { count: 1, ceiling: 'ceiling-cached.mjs' };
const forged = { ...cached, of: misprinted };

export const lookupRows = [
  { name: 'lookup.uncached', floor: 0.6, prepare: (...at) => prepare(...at, uncached) },
  { name: 'lookup.cached', floor: 0.6, prepare: (...at) => prepare(...at, cached) },
  { name: 'lookup.forged', floor: 0.7, prepare: (...at) => prepare(...at, forged) },
];

async function prepare(service, atEnd, row) {
  const codes = (await itemCodes(service, row.count)).map(row.of ?? ((code) => code));
  const file = (name) => path.join(service.folder, `${name}.${row.of?.name ?? row.count}`);
  writeFileSync(file('codes'), `${codes.join('\n')}\n`);
  writeFileSync(file('answers'), JSON.stringify(await answersOf(service, codes)));
  const ceiling = await startCeiling(row.ceiling, [file('answers'), service.databaseUrl]);
  atEnd(ceiling.stop);
  let asked = 0;
  const run = (base) => {
    const settings = {
      ...{ CODES: file('codes'), FROM: String(asked % codes.length) },
      ...{ REFUSED: row.of === undefined ? 'no' : 'yes' },
    };
    const answered = load(base, { script: 'lookup.lua', settings, connections, seconds });
    asked += answered;
    return answered;
  };
  const measure = (base, cpu) => {
    const before = cpu();
    const answered = run(base);
    return (cpu() - before) / answered;
  };
  await checkReads(service, row, () => run(service.base));
  run(ceiling.base);
  return {
    ours: () => measure(service.base, service.cpu),
    ceiling: () => measure(ceiling.base, ceiling.cpu),
  };
}

/** The code with another check character: none of ours, which is found without a statement. */
function misprinted(code) {
  return code.slice(0, -1) + (code.endsWith('7') ? '8' : '7');
}

/** One statement for each answer; where answers are remembered, one a second; of what cannot be a code, none. */
async function checkReads(service, { count, of }, run) {
  let answered = 0;
  const statements = await service.recording(async () => (answered = run()));
  const reads = statements.filter(({ name }) => name === 'passport-of-code').length;
  const isRight =
    of !== undefined ? reads === 0 : count === 1 ? reads <= 2 * seconds : reads >= answered;
  if (!isRight) throw new Error(`${reads} statements for ${answered} lookups`);
}

/** Codes of single pieces of all batches of the demo's orchard, batch by batch in turn: their journeys differ. */
async function itemCodes({ base }, count) {
  const { items } = await get(`${base}/api/v1/batches?limit=100`);
  const each = Math.ceil(count / items.length);
  const rolls = [];
  for (const { id } of items) {
    const { runId, codes } = await post(`${base}/api/v1/batches/${id}/codes`, {
      kind: 'item',
      count: each,
    });
    const range = { runId, from: 1, to: each };
    await post(`${base}/api/v1/batches/${id}/codes/activations`, { range });
    rolls.push(codes);
  }
  return Array.from(
    { length: count },
    (_, i) => rolls[i % rolls.length][Math.floor(i / rolls.length)],
  );
}

/** What the service answers, and the statement it sent for it. */
async function answersOf(service, codes) {
  const agent = new http.Agent({ keepAlive: true });
  const lookUp = (code) =>
    ask(`${service.base}/t/${code}`, { headers: json, agent, mayRefuse: true });
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  let first;
  const statements = await service.recording(async () => (first = await lookUp(codes[0])));
  const names = ['content-type', 'cache-control', 'etag', 'vary', 'access-control-allow-origin'];
  const given = names.filter((name) => first.headers[name] !== undefined);
  const headers = Object.fromEntries(given.map((name) => [name, first.headers[name]]));
  headers['x-content-type-options'] = 'nosniff';
  const bodies = { [codes[0]]: first.text };
  for (let i = 0; i < codes.length; i += 16) {
    const some = codes.slice(i, i + 16);
    const answers = await Promise.all(some.map(lookUp));
    some.forEach((code, j) => (bodies[code] = answers[j].text));
  }
  agent.destroy();
  const statement = statements.find(({ name }) => name === 'passport-of-code')?.text;
  return { status: first.status, statement, headers, bodies };
}

export async function startCeiling(program, args) {
  const file = new URL(program, import.meta.url).pathname;
  const stdio = ['ignore', 'pipe', 'inherit'];
  const port = await freePort();
  const child = spawnServer([file, String(port), ...args], { stdio });
  await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve);
    child.once('exit', () => reject(new Error(`${program} did not start`)));
  });
  return {
    base: `http://127.0.0.1:${port}`,
    cpu: () => cpuOf(child.pid),
    stop: () => new Promise((resolve) => child.once('exit', resolve) && child.kill()),
  };
}

async function get(url) {
  return JSON.parse((await ask(url, { headers: key })).text);
}

async function post(url, body) {
  const sent = { method: 'POST', headers: key, body: JSON.stringify(body) };
  return JSON.parse((await ask(url, sent)).text);
}
