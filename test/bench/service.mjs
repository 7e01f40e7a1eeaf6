// Starts the built service with the demo's records on a database of its own.
import { openSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cpuOf, freePort, moveTo, otherCore, spawnServer } from './cores.mjs';

const main = process.env.FURROW_BENCH_MAIN ?? 'dist/src/main.js';
const startMilliseconds = 120_000;

export async function startService(folder, args = ['--demo']) {
  const port = await freePort();
  const began = performance.now();
  const record = path.join(folder, 'statements.jsonl');
  const output = path.join(folder, 'output.log');
  const watch = path.join(folder, 'watch.jsonl');
  const preloaded = ['record.mjs', 'watch.mjs'].map(
    (name) => `--import=${new URL(name, import.meta.url).pathname}`,
  );
  await writeFile(output, '');
  const child = spawnServer([...preloaded, main, ...args], {
    env: {
      ...process.env,
      PORT: String(port),
      LOG_LEVEL: 'info',
      FURROW_DATA_DIR: path.join(folder, 'data'),
      FURROW_BENCH_RECORD: record,
      FURROW_BENCH_WATCH: watch,
    },
    stdio: ['ignore', openSync(output, 'a'), 'inherit'],
  });
  await waitFor(output, child, args.includes('--demo') ? 'fk_demo_admin' : '"ready"');
  const startedIn = performance.now() - began;
  const postgres = path.join(folder, 'data', 'postgres');
  const [postmaster] = linesOf(path.join(postgres, 'postmaster.pid'));
  moveTo(otherCore, postmaster);
  return {
    base: `http://127.0.0.1:${port}`,
    databaseUrl: databaseUrl(postgres),
    folder,
    startedIn,
    cpu: () => cpuOf(child.pid),
    recording: (work) => recording(child.pid, record, work),
    watching: (work) => watching(child.pid, watch, work),
    stop: () => new Promise((resolve) => child.once('exit', resolve) && child.kill('SIGTERM')),
  };
}

export function newFolder() {
  return mkdtemp(path.join(tmpdir(), 'furrow-bench-'));
}

/** The statements that the service sends while `work` runs, in their order. */
async function recording(pid, file, work) {
  await rm(file, { force: true });
  const said = (line) => linesOf(file).some((text) => text === line);
  process.kill(pid, 'SIGUSR2');
  while (!said('"began"')) await pause(5);
  await work();
  process.kill(pid, 'SIGUSR2');
  while (!said('"ended"')) await pause(5);
  return linesOf(file)
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
}

/** What `work` gives, with how many megabytes more the service took for it, and how many ms its event loop was held at longest. */
async function watching(pid, file, work) {
  await rm(file, { force: true });
  const until = async (isSaid) => {
    while (!linesOf(file).some(isSaid)) await pause(5);
  };
  process.kill(pid, 'SIGWINCH');
  await until((line) => line === '"began"');
  writeFileSync(`/proc/${pid}/clear_refs`, '5'); // the peak of memory begins anew
  const before = kilobytesOf(pid, 'VmRSS');
  const result = await work();
  process.kill(pid, 'SIGWINCH');
  await until((line) => line.startsWith('{'));
  const { held } = JSON.parse(linesOf(file).find((line) => line.startsWith('{')));
  const megabytes = Math.round((kilobytesOf(pid, 'VmHWM') - before) / 1024);
  return { result, megabytes, held: Number(held.toFixed(1)) };
}

function kilobytesOf(pid, what) {
  const line = linesOf(`/proc/${pid}/status`).find((each) => each.startsWith(`${what}:`));
  return Number(/\d+/.exec(line)[0]);
}

async function waitFor(output, child, words) {
  const deadline = performance.now() + startMilliseconds;
  for (;;) {
    const said = readFileSync(output, 'utf8');
    if (said.includes(words)) return said;
    if (child.exitCode !== null || performance.now() > deadline) {
      child.kill();
      throw new Error(`the service did not start:\n${said}`);
    }
    await pause(20);
  }
}

function databaseUrl(postgres) {
  const port = linesOf(path.join(postgres, 'postmaster.pid'))[3];
  const { owner } = JSON.parse(readFileSync(path.join(postgres, 'furrow-passwords.json'), 'utf8'));
  return `postgres://postgres:${owner}@127.0.0.1:${port}/furrow`;
}

function linesOf(file) {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
