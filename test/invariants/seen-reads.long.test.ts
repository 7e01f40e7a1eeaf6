// No regulator reads unseen: what was answered is on record, though everything is killed right after the answer.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { bearCanaries } from '../support/canaries/bear.js';
import { compileSources } from '../support/compiled.js';
import { ServiceProcess } from '../support/service-process.js';

const rounds = 5;

let folder: string;
let compiled: string;
let service: ServiceProcess;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'furrow-seen-'));
  // Others than root must be able to enter.
  await rm(folder, { recursive: true }).then(() => mkdir(folder, { mode: 0o755 }));
  compiled = await compileSources(['src', 'migrations']);
  service = await ServiceProcess.in(compiled, path.join(folder, 'data'));
  await service.start();
  for (const name of ['producer', 'processor', 'regulator']) {
    await bearCanaries(service.send, `fk_demo_${name}`);
  }
});
afterAll(async () => {
  await service?.stop();
  await rm(folder, { recursive: true, force: true });
  await rm(compiled, { recursive: true, force: true });
});

/** Reads as the regulator; answers the request's id once the head of the answer is there. */
async function read(): Promise<string> {
  const headers = { Authorization: 'Bearer fk_demo_regulator' };
  const response = await fetch(new URL('/api/v1/recalls', service.url), { headers });
  expect(response.status).toBe(200);
  return String(response.headers.get('x-request-id'));
}

test('a regulator’s read is on record when service and database are killed at its answer', async () => {
  const ids: string[] = [];
  for (let i = 0; i < rounds; i += 1) {
    ids.push(await read());
    service.killDatabase();
    service.killGroup();
    await service.ended();
    await service.start();
  }
  const owner = new pg.Client({ connectionString: service.ownerUrl });
  await owner.connect();
  try {
    const { rows } = await owner.query(
      `SELECT id, credential, action, status FROM audit_entry WHERE id = ANY($1) ORDER BY id`,
      [ids],
    );
    const kept = { credential: 'demo_regulator', action: 'recalls.read', status: 200 };
    expect(rows).toEqual(ids.map((id) => ({ id, ...kept })));
  } finally {
    await owner.end();
  }
}, 600_000);
