// npm run bench [-- --json] [-- --only NAME]: processor time of the server per request, against a ceiling in the same run.
import { existsSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { captureRows } from './capture-rows.mjs';
import { moveTo, otherCore } from './cores.mjs';
import { epcisRows } from './epcis-rows.mjs';
import { issueRows } from './issue-row.mjs';
import { latencyRows } from './latency-rows.mjs';
import { hasWrk } from './load.mjs';
import { lookupRows } from './lookup-rows.mjs';
import { print, rowOf, startRowsOf } from './print.mjs';
import { newFolder, startService } from './service.mjs';
import { startRow } from './start-row.mjs';
import { traceRows } from './trace-rows.mjs';
import { wallsRows } from './walls-rows.mjs';

const asJson = process.argv.includes('--json');
const at = process.argv.indexOf('--only');
const isAsked = ({ name }) => at < 0 || name.startsWith(process.argv[at + 1]);
const rounds = Number(process.env.FURROW_BENCH_ROUNDS ?? 7);
const rows = [
  ...lookupRows,
  ...latencyRows,
  ...captureRows,
  ...wallsRows,
  ...epcisRows,
  ...issueRows,
  ...traceRows,
];

if (!existsSync('/proc/self/stat'))
  stop('The bench counts processor time in /proc: run it on Linux.');
if (availableParallelism() < 2) stop('The bench needs two cores: one for the server alone.');
if (!hasWrk()) stop('The bench loads the service with wrk, which is not here: apt-get install wrk');
if (![...rows, startRow].some(isAsked)) {
  stop(`Rows: ${[...rows, startRow].map(({ name }) => name).join(', ')}`);
}

moveTo(otherCore, process.pid);
const folder = await newFolder();
try {
  const service = await startService(folder);
  try {
    for (const row of rows.filter(isAsked))
      print(rowOf(row, ...(await measure(row, service))), asJson);
  } finally {
    await service.stop();
  }
  if (isAsked(startRow)) {
    const started = startRowsOf(startRow.name, await startRow.measure(), service.startedIn / 1_000);
    for (const row of started) print(row, asJson);
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** Interleaved, so that a machine that slows down slows both down. */
async function measure(row, service) {
  const ends = [];
  try {
    const { ours, ceiling, note } = await row.prepare(service, (end) => ends.push(end));
    const pairs = [];
    const enough = Math.min(rounds, row.rounds ?? rounds);
    for (let i = 0; i < enough; i += 1) pairs.push([await ours(), await ceiling()]);
    return [pairs, note?.()];
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

function stop(why) {
  process.stderr.write(`${why}\n`);
  process.exit(2);
}
