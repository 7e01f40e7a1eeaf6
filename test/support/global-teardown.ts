import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Stops this run's database server, if a test started it, and removes its files. */
export default async function tearDown(): Promise<void> {
  const directory = process.env.FURROW_TEST_DATA;
  if (directory === undefined) return;
  const pid = postmasterOf(path.join(directory, 'postgres'));
  if (pid !== undefined) {
    process.kill(pid, 'SIGQUIT');
    while (postmasterOf(path.join(directory, 'postgres')) === pid && isAlive(pid)) await pause(10);
  }
  rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

function postmasterOf(cluster: string): number | undefined {
  try {
    return Number(readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
