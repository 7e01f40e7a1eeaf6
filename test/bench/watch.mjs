// Preloaded into the service (node --import): between two SIGWINCH, which means nothing to it, it measures how long its event loop
// was held. A timer comes late by that; where the machine was at something else meanwhile, its thread was on a core for less.
import { appendFileSync, readFileSync } from 'node:fs';

const everyMs = 5;
const file = process.env.FURROW_BENCH_WATCH;
let watch;

process.on('SIGWINCH', () => {
  if (watch === undefined) {
    watch = started();
    appendFileSync(file, '"began"\n');
  } else {
    clearInterval(watch.timer);
    appendFileSync(file, `{"held":${watch.held}}\n`);
    watch = undefined;
  }
});

function started() {
  const now = { held: 0, at: performance.now(), used: usedMs() };
  now.timer = setInterval(() => {
    const [at, used] = [performance.now(), usedMs()];
    now.held = Math.max(now.held, Math.min(at - now.at - everyMs, used - now.used));
    now.at = at;
    now.used = used;
  }, everyMs);
  return now;
}

/** Milliseconds that the thread of the event loop was on a core. */
function usedMs() {
  const [ns] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ');
  return Number(ns) / 1e6;
}
