// Starts the built service with the demo's records on a database of its own, bound to one core.
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ticksPerSecond = 100;

export async function startService(port) {
  const folder = await mkdtemp(path.join(tmpdir(), 'furrow-bench-'));
  const record = path.join(folder, 'statements.jsonl');
  const recorder = new URL('record.mjs', import.meta.url).pathname;
  const child = spawn(
    'taskset',
    [
      '-c',
      '0',
      process.execPath,
      `--import=${recorder}`,
      process.env.FURROW_BENCH_MAIN ?? 'dist/src/main.js',
      '--demo',
    ],
    {
      env: {
        ...process.env,
        PORT: String(port),
        LOG_LEVEL: 'error',
        FURROW_DATA_DIR: path.join(folder, 'data'),
        FURROW_BENCH_RECORD: record,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const base = `http://127.0.0.1:${port}`;
  let greeting = '';
  child.stdout.on('data', (text) => (greeting += text));
  for (let i = 0; !greeting.includes('fk_demo_admin'); i += 1) {
    if (i > 600 || child.exitCode !== null)
      throw new Error(`the service did not start: ${greeting}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  restOnOtherCore(path.join(folder, 'data', 'postgres'));
  return {
    base,
    record,
    code: /\/t\/([0-9A-Z]{12})/.exec(greeting)[1],
    databaseUrl: databaseUrl(path.join(folder, 'data', 'postgres')),
    folder,
    /** Microseconds of processor time that the service has used. */
    cpu: () => cpuOf(child.pid),
    stop: () => new Promise((resolve) => child.once('exit', resolve) && child.kill('SIGTERM')),
  };
}

function cpuOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1e6) / ticksPerSecond;
}

function databaseUrl(directory) {
  const port = readFileSync(path.join(directory, 'postmaster.pid'), 'utf8').split('\n')[3];
  const { owner } = JSON.parse(readFileSync(path.join(directory, 'furrow-passwords.json'), 'utf8'));
  return `postgres://postgres:${owner}@127.0.0.1:${port}/furrow`;
}

/** The server has its core to itself: the database, which inherited it, and the load go to the other one. */
function restOnOtherCore(directory) {
  const postmaster = readFileSync(path.join(directory, 'postmaster.pid'), 'utf8').split('\n')[0];
  const children = execFileSync('pgrep', ['-P', postmaster]).toString().trim().split('\n');
  for (const pid of [postmaster, ...children, process.pid]) {
    execFileSync('taskset', ['-a', '-cp', '1', String(pid)], { stdio: 'ignore' });
  }
}
