// Codes to ask the public door for, what it answers, and ceilings that answer the same.
import http from 'node:http';
import { ask } from './ask.mjs';
import { cpuOf, freePort, spawnServer } from './cores.mjs';

const json = { Accept: 'application/json' };
const key = { Authorization: 'Bearer fk_demo_producer', 'Content-Type': 'application/json' };

/** Codes of single pieces of all batches of the demo's orchard, batch by batch in turn: their journeys differ. */
export async function itemCodes({ base }, count) {
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
export async function answersOf(service, codes) {
  const agent = new http.Agent({ keepAlive: true });
  const lookUp = (code) =>
    ask(`${service.base}/t/${code}`, { headers: json, agent, mayRefuse: true });
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  let first;
  const statements = await service.recording(async () => (first = await lookUp(codes[0])));
  const made = new Set(['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding']);
  const given = Object.keys(first.headers).filter((name) => !made.has(name));
  const headers = Object.fromEntries(given.map((name) => [name, first.headers[name]]));
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
