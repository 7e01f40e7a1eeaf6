// Goal: a run of codes survives the death of the process that issues it, without a place left out or given two codes. Method: the
// process is killed for real in the midst of it, again and again, at moments that come as they come; each next one goes on.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { compileSources } from '../support/compiled.js';
import { ServiceProcess } from '../support/service-process.js';

const key = 'fk_demo_producer';
const kills = Number(process.env.FURROW_KILLS ?? 3);
const count = 100_000 * kills + 1;

let folder: string;
let compiled: string;
let service: ServiceProcess;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'furrow-runs-'));
  // Others than root must be able to enter.
  await rm(folder, { recursive: true }).then(() => mkdir(folder, { mode: 0o755 }));
  compiled = await compileSources(['src', 'migrations']);
  service = await ServiceProcess.in(compiled, path.join(folder, 'data'));
  await service.start();
}, 240_000);
afterAll(async () => {
  await service?.stop();
  await rm(folder, { recursive: true, force: true });
  await rm(compiled, { recursive: true, force: true });
});

interface Places {
  readonly codes: number;
  readonly places: number;
  readonly last: number;
}

/** What is stored of a run, whatever it says itself. */
async function storedOf(runId: string): Promise<Places | undefined> {
  const owner = new pg.Client({ connectionString: service.ownerUrl });
  await owner.connect();
  try {
    const { rows } = await owner.query<Places>(
      `SELECT count(*)::int AS codes, count(DISTINCT place)::int AS places, max(place)::int AS last
       FROM code WHERE run_id = $1`,
      [runId],
    );
    return rows[0];
  } finally {
    await owner.end();
  }
}

async function issuedOf(runId: string): Promise<number> {
  const { body } = await service.send('GET', `/api/v1/code-runs/${runId}`, { key });
  return Number(body.issued);
}

test('Each place of a run has one code, however often the process that issues it is killed', async () => {
  const { body: list } = await service.send('GET', '/api/v1/batches?limit=1', { key });
  const [batch] = list.items as { id: string }[];
  const wanted = { key, body: { kind: 'item', count } };
  const begun = await service.send('POST', `/api/v1/batches/${batch?.id}/codes`, wanted);
  expect(begun.status).toBe(202);
  const runId = String(begun.body.runId);
  let [issued, cutOff] = [0, 0];
  for (let i = 0; i < kills && issued < count; i += 1) {
    await service.until('the next codes', async () => (await issuedOf(runId)) > issued);
    service.killGroup();
    await service.ended();
    const stored = await storedOf(runId);
    expect(stored).toEqual({ codes: stored?.last, places: stored?.last, last: stored?.last });
    if (stored !== undefined && stored.last < count) cutOff += 1;
    await service.start();
    issued = await issuedOf(runId);
    expect(issued).toBeGreaterThanOrEqual(stored?.last ?? count);
  }
  expect(cutOff).toBeGreaterThan(0);
  await service.until('the last codes', async () => (await issuedOf(runId)) === count);
  expect(await storedOf(runId)).toEqual({ codes: count, places: count, last: count });
}, 600_000);
