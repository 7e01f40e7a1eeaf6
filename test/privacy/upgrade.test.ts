// Goal: a database from before people could be erased knows who joined with which invitation, and lets them go. Method: one is
// filled as it was then, and brought to this release.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { migrations } from '../../migrations/index.js';
import { Privacy1790000000023 } from '../../migrations/0023-privacy.js';
import {
  migrate,
  withScratchDatabase,
  type DatabaseServer,
} from '../../src/platform/database/index.js';
import { testServer } from '../support/server.js';

let server: DatabaseServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server?.stop());

const [firm, joined, other, person] = [1, 2, 3, 4].map(
  (n) => `0190a4f0-0000-7000-8000-00000000000${n}`,
);

const asItWas = `
  INSERT INTO organisation (id, name, roles, created_at) VALUES ('${firm}', 'A firm', '{producer}', now());
  INSERT INTO person (id, organisation_id, login, name, role, password, created_at)
    VALUES ('${person}', '${firm}', 'wen', 'Wen', 'viewer', 'a hash', now());
  INSERT INTO invitation (id, organisation_id, name, role, digest, made_by, created_at, expires_at, ended_at) VALUES
    ('${joined}', '${firm}', 'Wen', 'viewer', sha256('a'), 'key', now(), now(), now()),
    ('${other}', '${firm}', 'Li', 'viewer', sha256('b'), 'key', now(), now(), NULL);
  INSERT INTO audit_entry (organisation_id, id, at, credential, action, subject, status) VALUES
    ('${firm}', gen_random_uuid(), now(), 'person/${person}', 'join', '${joined}', 303),
    ('${firm}', gen_random_uuid(), now(), 'invitation/${other}', 'join', '${other}', 422);`;

test('an invitation from before says who joined with it, as the audit has it', async () => {
  await withScratchDatabase(server, async (scratch) => {
    await migrate(scratch, migrations.slice(0, migrations.indexOf(Privacy1790000000023)));
    const owner = new pg.Client({ connectionString: scratch.ownerUrl });
    await owner.connect();
    try {
      await owner.query(asItWas);
      await migrate(scratch, migrations);
      const { rows } = await owner.query('SELECT id, joined_id FROM invitation ORDER BY id');
      expect(rows).toEqual([
        { id: joined, joined_id: person },
        { id: other, joined_id: null },
      ]);
    } finally {
      await owner.end();
    }
  });
});
