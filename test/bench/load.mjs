// Load by wrk, from the other core.
import { otherCore, runOn } from './cores.mjs';

/**
 * Runs one of the scripts here for some seconds. All requests must succeed. Answers how many were answered, and, where the script
 * prints them, how many microseconds half of them and 99 in a hundred took at most.
 */
export function load(base, { script, settings = {}, connections, seconds }) {
  const file = new URL(script, import.meta.url).pathname;
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '30s', '-s', file, base];
  const output = runOn(otherCore, 'wrk', args, { env: { ...process.env, ...settings } });
  const [, answered, failed] = /^answered (\d+) failed (\d+)$/m.exec(output) ?? [];
  const [, p50, p99] = /^p50 (\d+) p99 (\d+)$/m.exec(output) ?? [];
  if (answered === undefined || Number(answered) === 0 || failed !== '0')
    throw new Error(`wrk: not every request was answered well\n${output}`);
  return { answered: Number(answered), p50: Number(p50), p99: Number(p99) };
}

export function hasWrk() {
  try {
    runOn(otherCore, 'which', ['wrk'], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}
