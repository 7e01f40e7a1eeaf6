// Goal: a database from before people could be erased knows who joined with which invitation, and lets them go. Method: one is
// filled as it was then, and brought to this release.
import { expect, test } from '@jest/globals';
import { Privacy1790000000023 } from '../../migrations/0023-privacy.js';
import { idsOfThen, upgraded } from '../support/upgrade.js';

const [firm, joined, other, person] = idsOfThen;

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
  await upgraded(Privacy1790000000023, asItWas, async (owner) => {
    const { rows } = await owner.query('SELECT id, joined_id FROM invitation ORDER BY id');
    expect(rows).toEqual([
      { id: joined, joined_id: person },
      { id: other, joined_id: null },
    ]);
  });
});
