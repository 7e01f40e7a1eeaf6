// npm run bench [-- --json] [-- --only NAME]: processor time of the server per request, against a ceiling in the same run.
import { rmSync } from 'node:fs';
import { captureRows } from './capture-rows.mjs';
import { hasWrk } from './load.mjs';
import { lookupRows } from './lookup-rows.mjs';
import { moveTo, otherCore } from './cores.mjs';
import { newFolder, startService } from './service.mjs';

const asJson = process.argv.includes('--json');
const only = process.argv.includes('--only') && process.argv[process.argv.indexOf('--only') + 1];
const rounds = Number(process.env.FURROW_BENCH_ROUNDS ?? 7);
const rows = [...lookupRows, ...captureRows].filter(({ name }) => !only || name === only);

if (!hasWrk()) {
  process.stderr.write('The bench loads the service with wrk, on Linux: apt-get install wrk\n');
  process.exit(2);
}
moveTo(otherCore, process.pid);
const service = await startService(3199, await newFolder());
try {
  for (const row of rows) print(row, await measure(row));
} finally {
  await service.stop();
  rmSync(service.folder, { recursive: true });
}

/** Interleaved, so that a machine that slows down slows both down. */
async function measure(row) {
  const ends = [];
  try {
    const { ours, ceiling } = await row.prepare(service, (end) => ends.push(end));
    const pairs = [];
    for (let i = 0; i < rounds; i += 1) pairs.push([await ours(), await ceiling()]);
    return pairs;
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

function print({ name, floor }, pairs) {
  const ratios = pairs.map(([ours, ceiling]) => ceiling / ours).sort((a, b) => a - b);
  const ours = middle(pairs.map(([value]) => value));
  const ceiling = middle(pairs.map(([, value]) => value));
  const ratio = middle(ratios);
  const spread = `${ratios[0].toFixed(2)}..${ratios.at(-1).toFixed(2)}`;
  const note = `floor ${floor}, spread ${spread} over ${pairs.length} rounds`;
  if (asJson) {
    const unit = 'us server CPU/request';
    console.log(JSON.stringify({ name, value: ours, unit, ceiling, ratio, note }));
  } else {
    console.log(
      `${name.padEnd(16)} ${ours.toFixed(0).padStart(8)} us  ceiling ${ceiling.toFixed(0).padStart(7)} us  ` +
        `ratio ${ratio.toFixed(2)}  (${note})`,
    );
  }
}

function middle(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
