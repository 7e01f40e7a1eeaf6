import { execFileSync, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import path from 'node:path';
import type { Binaries } from './binaries.js';
import type { Cluster } from './cluster.js';

/** A running server process, as its lock file `postmaster.pid` tells. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Not while it starts, replays its log after a crash, or stops. */
  readonly isReady: boolean;
}

/**
 * The live server of a data directory, if any. A process id may have been given to another program since (in a container
 * it soon is), and PostgreSQL would then refuse to start for ever; such a lock file is removed here.
 */
export function findPostmaster(directory: string): Postmaster | undefined {
  const file = path.join(directory, 'postmaster.pid');
  const lines = readLines(file);
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const command = commandOf(pid);
  if (command === undefined) return undefined;
  if (command.includes('postgres') && command.includes(directory)) {
    return { pid, port: Number(lines[3] ?? 0), isReady: lines[7]?.trim() === 'ready' };
  }
  rmSync(file, { force: true });
  return undefined;
}

/** Starts the server in a session of its own, so that a Ctrl-C meant for us lets us close it in good order. */
export function launchPostmaster(
  cluster: Cluster,
  binaries: Binaries,
  port: number,
  durable: boolean,
): ChildProcess {
  const log = openSync(rotatedLog(cluster), 'a');
  try {
    const args = ['-D', cluster.directory, '-p', String(port), ...settings(durable)];
    return cluster.identity.spawn(binaries.postgres, args, {
      detached: true,
      stdio: ['ignore', log, log],
    });
  } finally {
    closeSync(log);
  }
}

/** The end of the server's log: why it did not start, in its own words. */
export function logTail(cluster: Cluster, lines = 12): string {
  return readLines(logFile(cluster)).slice(-lines).join('\n');
}

/** A port nobody listens on now. Another process may still take it first: the caller tries again. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        resolve(typeof address === 'object' && address !== null ? address.port : 0),
      );
    });
  });
}

/**
 * Always safe from the death of processes; `durable` also from that of the machine. Loopback only: the bundled TLS library
 * is too old to face a network.
 */
function settings(durable: boolean): string[] {
  const megabytes = Math.floor(totalmem() / 2 ** 20);
  const shared = Math.min(1024, Math.max(128, Math.floor(megabytes / 8)));
  const chosen: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: `${durable ? shared : 128}MB`,
    effective_cache_size: `${Math.max(256, Math.floor(megabytes / 2))}MB`,
    work_mem: '16MB',
    max_wal_size: '2GB',
    random_page_cost: '1.1',
    jit: 'off',
    TimeZone: 'UTC',
    log_timezone: 'UTC',
    fsync: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
  };
  return Object.entries(chosen).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

const logFile = (cluster: Cluster) => `${cluster.directory}.log`;
const logBytesMax = 16 * 2 ** 20;

/** One older log is kept; looked at on start only, since a quiet server writes little. */
function rotatedLog(cluster: Cluster): string {
  const file = logFile(cluster);
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > logBytesMax) renameSync(file, `${file}.1`);
  return file;
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n');
  } catch {
    return [];
  }
}

/** The command line of a live process; undefined when there is none. A zombie has an empty one. */
function commandOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return undefined;
  }
}
