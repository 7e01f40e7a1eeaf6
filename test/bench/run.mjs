// npm run bench [-- --json] [-- --only NAME]: ratios of server processor time per request to a ceiling in the same run.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { captureRows } from './capture-rows.mjs';
import { lookupRows } from './lookup-rows.mjs';
import { startService } from './service.mjs';

const asJson = process.argv.includes('--json');
const only = process.argv[process.argv.indexOf('--only') + 1];
const rounds = Number(process.env.FURROW_BENCH_ROUNDS ?? 7);

const service = await startService(3199);
try {
  for (const row of [...captureRows, ...lookupRows]) {
    if (process.argv.includes('--only') && row.name !== only) continue;
    const pairs = [];
    const prepared = await row.prepare(service, { record, ceiling });
    // Interleaved, so that a machine that slows down slows both down.
    for (let i = 0; i < rounds; i += 1)
      pairs.push([await prepared.ours(), await prepared.ceiling()]);
    print(row, pairs);
  }
} finally {
  await service.stop();
  rmSync(service.folder, { recursive: true });
}

function print({ name, floor }, pairs) {
  const ratios = pairs.map(([ours, ceiling]) => ceiling / ours).sort((a, b) => a - b);
  const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
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

/** The statements that the service sends while `work` runs. */
async function record(work) {
  rmSync(service.record, { force: true });
  writeFileSync(`${service.record}.on`, '');
  await work();
  rmSync(`${service.record}.on`);
  return existsSync(service.record) ? readFileSync(service.record, 'utf8') : '';
}

/** Runs a ceiling program on the service's core while the service rests; answers what it prints. */
function ceiling(program, ...values) {
  const file = new URL(program, import.meta.url).pathname;
  const output = execFileSync('taskset', [
    '-c',
    '0',
    process.execPath,
    file,
    ...values.map(String),
  ]);
  return Number(output.toString().trim().split('\n').at(-1));
}
