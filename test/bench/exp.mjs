import { randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { ask } from './ask.mjs';
import { load } from './load.mjs';
import { moveTo, otherCore, cpuOf } from './cores.mjs';
import { newFolder, startService } from './service.mjs';
moveTo(otherCore, process.pid);
const headers = { Authorization: 'Bearer fk_demo_producer', 'Content-Type': 'application/json' };
const folder = await newFolder();
const s = await startService(folder);
const pid =
  Number(process.env.PID ?? 0) ||
  Number(
    readdirSync('/proc')
      .filter((n) => /^\d+$/.test(n))
      .find((n) => {
        try {
          return (
            /dist\/src\/main.js/.test(readFileSync(`/proc/${n}/cmdline`, 'utf8')) &&
            /^\S*node/.test(readFileSync(`/proc/${n}/cmdline`, 'utf8'))
          );
        } catch {
          return false;
        }
      }),
  );
function threads() {
  const m = {};
  for (const t of readdirSync(`/proc/${pid}/task`)) {
    const st = readFileSync(`/proc/${pid}/task/${t}/stat`, 'utf8');
    const name = /\((.*)\)/.exec(st)[1];
    const f = st.replace(/^.*\) /s, '').split(' ');
    m[name] ??= [0, 0];
    m[name][0] += +f[11] * 10;
    m[name][1] += +f[12] * 10;
  }
  return m;
}
function diff(a, b) {
  return Object.fromEntries(
    Object.entries(b)
      .map(([k, v]) => [k, [v[0] - (a[k]?.[0] ?? 0), v[1] - (a[k]?.[1] ?? 0)]])
      .filter(([, v]) => v[0] + v[1] > 0),
  );
}
const newRun = () =>
  randomBytes(10)
    .toString('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3}).*$/, '$1-$2-4$3-8$4-');
let from = Date.now() - 86_400_000;
const post = async (a, b) =>
  JSON.parse((await ask(s.base + a, { method: 'POST', headers, body: JSON.stringify(b) })).text);
const { id: productId } = await post('/api/v1/products', {
  name: 'W',
  itemCode: `b-${newRun().slice(0, 8)}`,
  unit: 'KGM',
  dateType: 'none',
});
const { code } = await post('/api/v1/batches', {
  productId,
  at: new Date(from).toISOString(),
  quantity: { value: '10', unit: 'KGM' },
});
const codes = [code];
for (let i = 1; i < 32; i++)
  codes.push(
    (
      await post('/api/v1/batches', {
        productId,
        at: new Date(from).toISOString(),
        quantity: { value: '10', unit: 'KGM' },
      })
    ).code,
  );
const event = {
  type: 'ObjectEvent',
  eventID: 'urn:uuid:@id',
  eventTime: '@time',
  eventTimeZoneOffset: '+08:00',
  action: 'ADD',
  bizStep: 'commissioning',
  disposition: 'active',
  quantityList: [{ epcClass: `${s.base}/t/${code}`, quantity: 10, uom: 'KGM' }],
};
const doc = {
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: new Date().toISOString(),
  epcisBody: { eventList: ['@events'] },
};
async function idle(n) {
  const a = threads(),
    t = performance.now();
  await pause(n * 1000);
  const d = diff(a, threads());
  console.log('idle', JSON.stringify(d), 'ms in', ((performance.now() - t) / 1000).toFixed(1), 's');
}
function run(connections, seconds, events = 1) {
  from += 900_000;
  const c0 = s.cpu(),
    a = threads();
  const n = load(s.base, {
    script: 'capture.lua',
    settings: {
      BATCHES: process.env.MANY ? codes.join(' ') : '',
      CODE: code,
      DOCUMENT: JSON.stringify(doc),
      EVENT: JSON.stringify(event),
      EVENTS: String(events),
      RUN: newRun(),
      FROM: String(from),
    },
    connections,
    seconds,
  });
  const c = s.cpu() - c0;
  console.log(
    `c${connections} ${seconds}s: ${n} answered, ${(n / seconds).toFixed(0)}/s, ${(c / n).toFixed(0)} us each; ${(c / seconds / 1e4).toFixed(0)} % of core`,
    JSON.stringify(diff(a, threads())),
  );
}
try {
  await idle(5);
  for (const plan of (process.env.PLAN ?? '1:10,1:5,1:5,4:5,8:5,1:5').split(',')) {
    const [c, n, e] = plan.split(':').map(Number);
    run(c, n, e || 1);
  }
  await idle(5);
  if (process.env.PSS) {
    const pg = (await import('pg')).default;
    const c = new pg.Client({ connectionString: s.databaseUrl.replace(/furrow$/, 'postgres') });
    await c.connect();
    await c.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    await c.query('SELECT pg_stat_statements_reset()');
    run(1, 8);
    const r = await c.query(
      "SELECT calls, round(total_plan_time::numeric,1) plan, plans, round(total_exec_time::numeric,1) exec, shared_blks_hit hit, wal_records wal, left(regexp_replace(query,'\\s+',' ','g'),110) q FROM pg_stat_statements ORDER BY total_plan_time+total_exec_time DESC LIMIT 22",
    );
    console.table(r.rows);
    await c.end();
  }
  if (process.env.HTTP) {
    const { request, Agent } = await import('node:http');
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const one = (path, method, body) =>
      new Promise((r) => {
        const q = request(s.base + path, { method, agent, headers }, (x) => {
          x.resume();
          x.on('end', () => r(x.statusCode));
        });
        q.end(body);
      });
    const go = async (label, path, method, body, n, gap) => {
      const c = s.cpu();
      let st;
      for (let i = 0; i < n; i++) {
        st = await one(path, method, body);
        if (gap) await pause(gap);
      }
      console.log(label, st, ((s.cpu() - c) / n).toFixed(0), 'us');
    };
    for (let k = 0; k < 2; k++) {
      await go('{} hot', '/epcis/capture', 'POST', '{}', 4000, 0);
      await go('{} 6ms gap', '/epcis/capture', 'POST', '{}', 1000, 6);
      const big = JSON.stringify(doc).replace(
        '"@events"',
        JSON.stringify({
          ...event,
          eventID: 'urn:uuid:0d1b0a5e-3c5c-4b7e-8a57-0123456789ab',
          eventTime: new Date(Date.now() - 3e6).toISOString(),
          quantityList: [{ epcClass: s.base + '/t/' + code, quantity: 10, uom: 'KGM' }],
        }),
      );
      await go('repeat hot', '/epcis/capture', 'POST', big, 2000, 0);
      await go('repeat gap', '/epcis/capture', 'POST', big, 800, 6);
      await go('get product hot', '/api/v1/products?limit=1', 'GET', undefined, 2000, 0);
      await go('get gap', '/api/v1/products?limit=1', 'GET', undefined, 600, 6);
    }
  }
  if (process.env.PERF) {
    const { spawn } = await import('node:child_process');
    const p = spawn(
      'perf',
      [
        'record',
        '-e',
        'cpu-clock',
        '-F',
        '2999',
        '-g',
        '-o',
        '/tmp/perf.data',
        '-p',
        String(pid),
        '--',
        'sleep',
        '9',
      ],
      { stdio: 'ignore' },
    );
    await pause(500);
    run(1, 8);
    await new Promise((r) => p.on('exit', r));
  }
  if (process.env.PROF) {
    process.kill(pid, 'SIGPWR');
    await pause(200);
    run(1, 10);
    process.kill(pid, 'SIGPWR');
    await pause(3000);
  }
} finally {
  await s.stop();
}
