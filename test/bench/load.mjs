// Load by wrk, from the other core.
import { otherCore, runOn } from './cores.mjs';

/** Runs one of the scripts here for some seconds; answers how many requests were answered. All must succeed. */
export function load(base, { script, settings = {}, connections, seconds }) {
  const file = new URL(script, import.meta.url).pathname;
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '30s', '-s', file, base];
  const output = runOn(otherCore, 'wrk', args, { env: { ...process.env, ...settings } });
  const [, answered, failed] = /^answered (\d+) failed (\d+)$/m.exec(output) ?? [];
  if (answered === undefined || Number(answered) === 0 || failed !== '0')
    throw new Error(`wrk: not every request was answered well\n${output}`);
  return Number(answered);
}

export function hasWrk() {
  try {
    runOn(otherCore, 'which', ['wrk'], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}
