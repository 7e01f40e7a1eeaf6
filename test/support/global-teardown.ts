import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Searched } from './canaries/searcher.js';
import type { TallyLine } from './canaries/tally.js';

/**
 * Stops this run's database server, if a test started it, and removes its files. Fails the run where a service was not searched
 * to its end, and where the server's log holds a canary.
 */
export default async function tearDown(): Promise<void> {
  const directory = process.env.FURROW_TEST_DATA;
  if (directory === undefined) return;
  const pid = postmasterOf(path.join(directory, 'postgres'));
  if (pid !== undefined) {
    process.kill(pid, 'SIGQUIT');
    while (postmasterOf(path.join(directory, 'postgres')) === pid && isAlive(pid)) await pause(10);
  }
  const faults = searched(directory);
  rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

/** Prints what of this run was searched for canaries; answers what is wrong with it. */
function searched(directory: string): string[] {
  const lines = readIfThere(path.join(directory, 'canaries.jsonl')).split('\n').filter(Boolean);
  const noted = lines.map((line) => JSON.parse(line) as TallyLine);
  const ended = noted.flatMap((line) => line.searched ?? []);
  const sum = (of: keyof Searched) => ended.reduce((total, each) => total + each[of], 0);
  if (noted.length === 0) return inServerLog(directory);
  process.stdout.write(
    `canaries: ${sum('answers')} answers and ${sum('lines')} lines of logs of ${ended.length} services ` +
      `searched, ${Math.round(sum('bytes') / 1e6)} MB in ${Math.round(sum('milliseconds'))} ms; ` +
      `${sum('told')} told to whom they are for\n`,
  );
  return [...unsearched(noted), ...inServerLog(directory)];
}

function unsearched(noted: readonly TallyLine[]): string[] {
  const open = new Map<string, number>();
  for (const { suite, searched } of noted) {
    open.set(suite, (open.get(suite) ?? 0) + (searched === undefined ? 1 : -1));
  }
  const left = [...open].filter(([, count]) => count !== 0);
  return left.map(([suite]) => `${suite}: a service was not searched to its end`);
}

/** A server of others keeps its log elsewhere. */
function inServerLog(directory: string): string[] {
  const log = readIfThere(path.join(directory, 'postgres.log'));
  return [...log.matchAll(/.{0,200}cnry-.{0,80}/g)].map(([line]) => `in the server's log: ${line}`);
}

function readIfThere(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
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
