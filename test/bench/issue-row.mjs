// Row about issuing: a million item codes as one run, from the request until the run says that it has them all.
import pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { ask } from './ask.mjs';

const count = 1_000_000;

const headers = { Authorization: 'Bearer fk_demo_producer', 'Content-Type': 'application/json' };

const columns = `kind, organisation_id, batch_id, place, gtin, issued_at, activated_at,
  voided_at, void_reason`;

export const issueRows = [
  {
    ...{ name: 'codes.issue.1m', floor: 0.25, unit: 'ms for a million', rounds: 3 },
    prepare,
  },
];

async function prepare(service, atEnd) {
  const owner = new pg.Client({ connectionString: service.databaseUrl });
  await owner.connect();
  atEnd(() => owner.end());
  const { rows: folders } = await owner.query('SHOW data_directory');
  // The database may read nothing outside of its own folder.
  const file = `${folders[0].data_directory}/bench-codes`;
  const batchId = await someBatch(service);
  let runId;
  const most = { megabytes: 0, held: 0 };
  const ours = async () => {
    await owner.query('CHECKPOINT');
    const watched = await service.watching(async () => {
      const began = performance.now();
      runId = await issue(service, batchId);
      return performance.now() - began;
    });
    most.megabytes = Math.max(most.megabytes, watched.megabytes);
    most.held = Math.max(most.held, watched.held);
    return watched.result;
  };
  const ceiling = async () => {
    const { rows } = await owner.query('SELECT gen_random_uuid() AS id');
    await owner.query(`COPY (
      SELECT reverse(code), '${rows[0].id}', ${columns} FROM code
      WHERE batch_id = '${batchId}' AND run_id = '${runId}' ORDER BY place) TO '${file}'`);
    await owner.query('CHECKPOINT');
    const began = performance.now();
    await owner.query(`COPY code (code, run_id, ${columns}) FROM '${file}'`);
    const took = performance.now() - began;
    await owner.query(`COPY (SELECT) TO '${file}'`);
    return took;
  };
  const note = () =>
    `memory at most ${most.megabytes} MB over that at rest, event loop held ${most.held} ms at longest`;
  return { ours, ceiling, note };
}

async function issue(service, batchId) {
  const location = await begin(service, batchId);
  return (await end(service, location)).runId;
}

/** Asks for a million codes; answers where their run is. */
export async function beginIssuing(service) {
  return begin(service, await someBatch(service));
}

/** Waits until they are all there; false where they were when this was called. */
export async function endOfIssuing(service, location) {
  return (await end(service, location)).waited > 0;
}

async function someBatch({ base }) {
  const { text } = await ask(`${base}/api/v1/batches?limit=1`, { headers });
  return JSON.parse(text).items[0].id;
}

async function begin({ base }, batchId) {
  const body = JSON.stringify({ kind: 'item', count });
  const asked = { method: 'POST', headers, body };
  return (await ask(`${base}/api/v1/batches/${batchId}/codes`, asked)).headers.location;
}

async function end({ base }, location) {
  for (let waited = 0; ; waited += 1) {
    const { state, runId } = JSON.parse((await ask(`${base}${location}`, { headers })).text);
    if (state === 'issued') return { runId, waited };
    await pause(50);
  }
}
