// Goal: what is past its period goes, and nothing else does, whoever asks. Method: rows on both sides of each period in a real
// database, the keeper, and the owner of the tables trying what it may not.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Keeper, keeperMilliseconds, sweptAtOnce } from '../../src/privacy/keeper.js';
import { keptSince, type KeepingRule } from '../../src/privacy/record-classes.js';
import { createLogger, type Database } from '../../src/platform/index.js';
import { RulePacks } from '../../src/rules/index.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { ThirdConnection } from '../support/third-connection.js';

const rules = RulePacks.read();
const nobody = '00000000-0000-0000-0000-000000000000';

let home: TestDatabase;
let keeper: Keeper;
let organisationId: string;
/** Somebody for whom it may have sent requests. */
let member: string;
let memberParty: string;
beforeAll(async () => {
  home = await cloneDatabase();
  const { database, clock } = home;
  keeper = keeperOf(database);
  // The database judges what is past by its own clock.
  clock.set(new Date().toISOString());
});
afterAll(() => home?.drop());
beforeEach(async () => {
  organisationId = home.random.uuid();
  [member, memberParty] = [home.random.uuid(), home.random.uuid()];
  await query(
    `INSERT INTO organisation (id, name, roles, created_at) VALUES ($1, 'A firm', '{producer}', now())`,
    [organisationId],
  );
  await query(
    `INSERT INTO party (id, organisation_id, represents, kind, name, names, created_at, updated_at)
     VALUES ($1, $2, true, 'organisation', 'A farm', '{}', now(), now())`,
    [memberParty, member],
  );
  await query(
    `INSERT INTO organisation (id, name, roles, created_at, party_id) VALUES ($1, 'A farm', '{producer}', now(), $2)`,
    [member, memberParty],
  );
});

function keeperOf(database: Database, logger = createLogger('silent')): Keeper {
  return new Keeper({
    ...{ database, clock: home.clock, rules, roles: new Set(['jobs'] as const), logger },
  });
}

const query = <Row>(sql: string, parameters: readonly unknown[] = []) =>
  home.everything.query<Row>(sql, parameters);

/** A moment on one side of a period: so many minutes younger than may go; older where they are less than none. */
function moment(name: KeepingRule, minutesYounger: number): Date {
  const since = keptSince(rules, name, home.clock.now());
  return new Date((since?.getTime() ?? 0) + minutesYounger * 60_000);
}

/** An id of that time. */
function idAt(at: Date): string {
  const now = home.clock.now();
  home.clock.set(at.toISOString());
  const id = home.random.uuid();
  home.clock.set(new Date(now).toISOString());
  return id;
}

async function entry(
  at: Date,
  {
    whose = organisationId,
    credential = 'key',
    address = '192.0.2.9',
    onBehalfOf = null as string | null,
  } = {},
): Promise<string> {
  const id = idAt(at);
  await query(
    `INSERT INTO audit_entry (organisation_id, id, at, credential, action, status, address, on_behalf_of)
     VALUES ($1, $2, $3, $4, 'parties.read', 200, $5, $6)`,
    [whose, id, at, credential, address, onBehalfOf],
  );
  return id;
}

/** Opened by an organisation, and told to another one. */
async function openRecall(opener: string, told?: string): Promise<string> {
  const id = home.random.uuid();
  await query(
    `INSERT INTO recall (id, organisation_id, ordered, grade, reason, opened_at)
     VALUES ($1, $2, false, 1, 'A test', now())`,
    [id, opener],
  );
  if (told !== undefined) {
    await query(
      'INSERT INTO recall_notice (recall_id, organisation_id, sent_at) VALUES ($1, $2, now())',
      [id, told],
    );
  }
  return id;
}

async function entries(whose = organisationId) {
  return query<{ id: string; address: string | null }>(
    'SELECT id, address FROM audit_entry WHERE organisation_id = $1 ORDER BY id',
    [whose],
  );
}

/** Steps until there is no more to do. */
async function keep(): Promise<void> {
  while ((await keeper.step()) === 'more');
}

async function person(endedAt: Date | null): Promise<string> {
  const id = home.random.uuid();
  await query(
    `INSERT INTO person (id, organisation_id, login, name, role, password, created_at, ended_at)
     VALUES ($1, $2, $3, 'Wen', 'viewer', 'a hash', now(), $4)`,
    [id, organisationId, `wen-${id}`, endedAt],
  );
  return id;
}

async function complaint(at: Date, whose: string | null = organisationId): Promise<string> {
  const id = home.random.uuid();
  await query(
    `INSERT INTO complaint (id, number, organisation_id, code, kind, words, language, contact, received_at, digest)
     VALUES ($1::uuid, $1::uuid::text, $2, '/t/7K2M9Q4XTB3W', 'other', 'A stone', 'en', 'Wen', $3, sha256(''))`,
    [id, whose, at],
  );
  return id;
}

async function photo(of: string): Promise<void> {
  await query(
    `INSERT INTO complaint_photo (id, complaint_id, place, media_type, sha256, size, bytes)
     VALUES ($1, $2, 0, 'image/png', sha256(''), 0, '')`,
    [home.random.uuid(), of],
  );
}

/** For each class that passes, how a row of it is made that ended, or began, at a moment. */
const classes: readonly (readonly [KeepingRule, string, (at: Date) => Promise<unknown>])[] = [
  [
    'keep-sessions',
    'session',
    async (at) =>
      query('INSERT INTO session (digest, person_id, began_at, ends_at) VALUES ($1, $2, $3, $3)', [
        Buffer.from(home.random.bytes(32)),
        await person(null),
        at,
      ]),
  ],
  [
    'keep-sign-in-tries',
    'sign_in_try',
    (at) =>
      query('INSERT INTO sign_in_try (login_digest, tries, free_at) VALUES ($1, 1, $2)', [
        Buffer.from(home.random.bytes(32)),
        at,
      ]),
  ],
  [
    'keep-sign-ins',
    'oidc_sign_in',
    (at) =>
      query(`INSERT INTO oidc_sign_in (digest, next, ends_at) VALUES ($1, '/', $2)`, [
        Buffer.from(home.random.bytes(32)),
        at,
      ]),
  ],
  [
    'keep-invitations',
    'invitation',
    (at) =>
      query(
        `INSERT INTO invitation (id, organisation_id, name, role, digest, made_by, created_at, expires_at)
         VALUES ($1, $2, 'Wen', 'viewer', $3, 'key', $4, $4)`,
        [home.random.uuid(), organisationId, Buffer.from(home.random.bytes(32)), at],
      ),
  ],
  [
    'keep-enrolment-codes',
    'device',
    (at) =>
      query(
        `INSERT INTO device (id, organisation_id, label, scopes, made_by, created_at, code_digest, code_ends_at)
         VALUES ($1, $2, 'gate', '{read}', 'key', $4, $3, $4)`,
        [home.random.uuid(), organisationId, Buffer.from(home.random.bytes(32)), at],
      ),
  ],
  [
    'keep-answers',
    'idempotency_key',
    (at) =>
      query(
        `INSERT INTO idempotency_key (organisation_id, key, request_digest, created_at)
         VALUES ($1, $2, '\\x00', $3)`,
        [organisationId, home.random.uuid(), at],
      ),
  ],
  [
    'keep-looks',
    'scan_device',
    (at) =>
      query(
        `INSERT INTO scan_device (code, device, first_at, last_at, verdict)
         VALUES ('7K3M9QTX2WPA', $1, $2, $2, 'recorded')`,
        [Buffer.from(home.random.bytes(16)), at],
      ),
  ],
  ['keep-complaints', 'complaint', (at) => complaint(at)],
  ['keep-complaints', 'complaint_photo', async (at) => photo(await complaint(at))],
  ['keep-complaint-contacts', 'complaint WHERE has_contact', (at) => complaint(at)],
];

const count = async (table: string) =>
  (await query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`))[0]?.count;

describe('what passes', () => {
  test.each(classes)(
    '%s: what is past its period goes, the rest stays',
    async (name, table, make) => {
      await keep();
      const before = await count(table);
      await make(moment(name, -1));
      await make(moment(name, 1));
      await keep();
      expect(await count(table)).toBe((before ?? 0) + 1);
      await make(moment(name, -1));
      await keep();
      expect(await count(table)).toBe((before ?? 0) + 1);
    },
  );

  test('a complaint and its contact stay while a recall of its organisation is open', async () => {
    const [old, nobodys] = [moment('keep-complaints', -1), moment('keep-complaints', -1)];
    const [held, lost] = [await complaint(old), await complaint(nobodys, null)];
    await photo(held);
    await openRecall(organisationId);
    await keep();
    const kept = 'SELECT contact FROM complaint WHERE id = $1';
    expect(await query(kept, [held])).toEqual([{ contact: 'Wen' }]);
    const photos = 'SELECT id FROM complaint_photo WHERE complaint_id = $1';
    expect(await query(photos, [held])).toHaveLength(1);
    expect(await query(kept, [lost])).toEqual([]);
  });

  test('a device that was enrolled stays, however long ago', async () => {
    await query(
      `INSERT INTO device (id, organisation_id, label, scopes, made_by, created_at, code_digest, code_ends_at,
         public_key, enrolled_at)
       VALUES ($1, $2, 'gate', '{read}', 'key', $4, $3, $4, '{}', $4)`,
      [
        ...[home.random.uuid(), organisationId, Buffer.alloc(32)],
        moment('keep-enrolment-codes', -100_000),
      ],
    );
    await keep();
    expect(
      await query('SELECT FROM device WHERE organisation_id = $1', [organisationId]),
    ).toHaveLength(1);
  });

  test('the salt of a month goes with the last looks that it may have marked', async () => {
    const cut = moment('keep-looks', 0);
    const month = (back: number) =>
      new Date(Date.UTC(cut.getUTCFullYear(), cut.getUTCMonth() - back, 1));
    for (const back of [0, 1, 2]) {
      await query(
        'INSERT INTO scan_salt (month, salt) VALUES ($1::timestamptz AT TIME ZONE $3, $2)',
        [...[month(back), Buffer.alloc(32), 'UTC']],
      );
    }
    await keep();
    const left = await query<{ month: string }>('SELECT month::text FROM scan_salt ORDER BY month');
    expect(left).toEqual([{ month: month(0).toISOString().slice(0, 10) }]);
  });

  test('goes in bounded steps', async () => {
    await keep();
    const old = moment('keep-sign-in-tries', -1);
    await query(
      `INSERT INTO sign_in_try (login_digest, tries, free_at)
       SELECT sha256(n::text::bytea), 1, $1 FROM generate_series(1, $2::int) AS n`,
      [old, sweptAtOnce + 1],
    );
    expect(await keeper.step()).toBe('more');
    expect(await count('sign_in_try')).toBeLessThanOrEqual(sweptAtOnce);
    expect(await keeper.step()).toBe('caught-up');
    expect(await keeper.step()).toBe('nothing');
  });
});

describe('the keeper', () => {
  /** Runs it as an application does, until it has stepped and rests, or at once where it does not begin. */
  async function runIn(role: 'jobs' | 'api'): Promise<boolean> {
    let rests: (rested: boolean) => void = () => undefined;
    const rested = new Promise<boolean>((resolve) => (rests = resolve));
    const running = new Keeper({
      ...{ database: home.database, clock: home.clock, rules, logger: createLogger('silent') },
      roles: new Set([role]),
      pause: async (milliseconds) => rests(milliseconds === keeperMilliseconds),
    });
    running.onApplicationBootstrap();
    if (role === 'api') rests(false);
    const hasRested = await rested;
    await running.beforeApplicationShutdown();
    return hasRested;
  }

  test('works where jobs do and nowhere else, and rests for an hour', async () => {
    await keep();
    const before = await count('sign_in_try');
    await classes.find(([name]) => name === 'keep-sign-in-tries')![2](
      moment('keep-sign-in-tries', -1),
    );
    expect(await runIn('api')).toBe(false);
    expect(await count('sign_in_try')).toBe((before ?? 0) + 1);
    expect(await runIn('jobs')).toBe(true);
    expect(await count('sign_in_try')).toBe(before);
  });

  test('goes on with the others where one class cannot be looked at, and says so', async () => {
    await keep();
    const before = await count('sign_in_try');
    await classes.find(([name]) => name === 'keep-sign-in-tries')![2](
      moment('keep-sign-in-tries', -1),
    );
    const folder = await mkdtemp(path.join(tmpdir(), 'furrow-keeper-'));
    const file = path.join(folder, 'log');
    const logger = createLogger('error', file);
    await query('REVOKE DELETE ON session FROM furrow_keeper');
    try {
      expect(await keeperOf(home.database, logger).step()).toBe('caught-up');
    } finally {
      await query('GRANT DELETE ON session TO furrow_keeper');
    }
    expect(await count('sign_in_try')).toBe(before);
    await new Promise<void>((done) => logger.flush(() => done()));
    expect(await readFile(file, 'utf8')).toMatch(/permission denied.*was not taken away/);
    await rm(folder, { recursive: true });
  });
});

describe('an account that ended', () => {
  test('loses its name after its period, with the addresses of what it did, and not before', async () => {
    const [old, young, here] = [
      await person(moment('keep-ended-accounts', -1)),
      await person(moment('keep-ended-accounts', 1)),
      await person(null),
    ];
    await entry(new Date(home.clock.now()), { credential: `person/${old}` });
    await keep();
    const named = await query<{ id: string }>(
      'SELECT id FROM person WHERE organisation_id = $1 AND name IS NOT NULL ORDER BY id',
      [organisationId],
    );
    expect(named.map(({ id }) => id)).toEqual([young, here].sort());
    expect((await entries()).map(({ address }) => address)).toEqual([null]);
  });

  test('loses it where the access of the organisation ended, and not while an open recall concerns that', async () => {
    const id = await person(null);
    const name = async () =>
      (await query<{ name: string | null }>('SELECT name FROM person WHERE id = $1', [id]))[0]
        ?.name;
    const ended = moment('keep-ended-accounts', -1);
    await query('UPDATE organisation SET ended_at = $2 WHERE id = $1', [organisationId, ended]);
    const recall = await openRecall(organisationId);
    await keep();
    expect(await name()).toBe('Wen');
    await query(`UPDATE recall SET closed_at = now(), closing_word = 'done' WHERE id = $1`, [
      recall,
    ]);
    await keep();
    expect(await name()).toBeNull();
  });

  test('of an organisation that is let in again meanwhile keeps it', async () => {
    const ended = moment('keep-ended-accounts', -1);
    for (let i = 0; i < 2; i += 1) await person(null);
    await query('UPDATE organisation SET ended_at = $2 WHERE id = $1', [organisationId, ended]);
    const third = await ThirdConnection.open(home.server.ownerUrl);
    await third.query('BEGIN');
    await third.query('SELECT FROM person WHERE organisation_id = $1 FOR UPDATE', [organisationId]);
    const step = keeper.step();
    expect(await third.sees(1, step)).toBe(true);
    await third.query('UPDATE organisation SET ended_at = NULL WHERE id = $1', [organisationId]);
    await third.query('COMMIT');
    await step;
    await third.close();
    const names = await query('SELECT name FROM person WHERE organisation_id = $1', [
      organisationId,
    ]);
    expect(names).toEqual([{ name: 'Wen' }, { name: 'Wen' }]);
  });

  test('of an agent keeps it while an open recall concerns a member: what was done for that is evidence', async () => {
    const id = await person(moment('keep-ended-accounts', -1));
    await query(
      `INSERT INTO mandate (id, member_id, member_party_id, agent_id, given_at, ended_at)
       VALUES ($1, $2, $3, $4, now(), now())`,
      [home.random.uuid(), member, memberParty, organisationId],
    );
    const recall = await openRecall(member);
    const isNamed = async () =>
      (await query('SELECT FROM person WHERE id = $1 AND name IS NOT NULL', [id])).length === 1;
    await keep();
    expect(await isNamed()).toBe(true);
    await query(`UPDATE recall SET closed_at = now(), closing_word = 'done' WHERE id = $1`, [
      recall,
    ]);
    await keep();
    expect(await isNamed()).toBe(false);
  });

  test('of who was erased while a request was under way loses the address that came after', async () => {
    const id = await person(new Date(home.clock.now()));
    await query(
      `UPDATE person SET name = NULL, login = NULL, password = NULL, erased_at = $2 WHERE id = $1`,
      [id, new Date(home.clock.now())],
    );
    await entry(new Date(home.clock.now()), { credential: `person/${id}` });
    await keep();
    expect((await entries()).map(({ address }) => address)).toEqual([null]);
  });
});

describe('the audit', () => {
  test('gives up entries after their period, also those that are nobody’s, and none before', async () => {
    const old = moment('keep-audit-entries', -1);
    const young = moment('keep-audit-entries', 60 * 24 * 30);
    await entry(old);
    await entry(old, { whose: nobody });
    const kept = [await entry(young), await entry(new Date(home.clock.now()))];
    await keep();
    expect((await entries()).map(({ id }) => id)).toEqual(kept);
    expect(await entries(nobody)).toEqual([]);
  });

  test('gives up addresses after theirs, and the entry stays', async () => {
    const old = await entry(moment('keep-addresses', -1));
    const young = await entry(moment('keep-addresses', 60 * 24 * 30));
    await keep();
    expect(await entries()).toEqual([
      { id: old, address: null },
      { id: young, address: '192.0.2.9' },
    ]);
  });

  test.each([
    ['opened', () => openRecall(organisationId)],
    ['was told of', () => openRecall(home.random.uuid(), organisationId)],
    ['sent it for a member that opened', () => openRecall(member)],
  ])('gives up none of an organisation that %s a recall, while it is open', async (_, open) => {
    const id = await open();
    await entry(moment('keep-audit-entries', -1), { onBehalfOf: memberParty });
    await keep();
    expect(await entries()).toHaveLength(1);
    const deletion = query('DELETE FROM audit_entry WHERE organisation_id = $1', [organisationId]);
    await expect(deletion).rejects.toThrow(/append only/);
    await query(`UPDATE recall SET closed_at = now(), closing_word = 'done' WHERE id = $1`, [id]);
    await keep();
    expect(await entries()).toEqual([]);
  });

  const old = () => moment('keep-audit-entries', -1);
  const young = () => new Date(home.clock.now());

  /** Each is refused for one reason: what else stands there could go. */
  test.each([
    ['DELETE FROM audit_entry', 'a young entry', () => entry(young())],
    [
      'UPDATE audit_entry SET address = NULL',
      'the address of somebody who is here',
      async () => entry(young(), { credential: `person/${await person(null)}` }),
    ],
    [
      'UPDATE audit_entry SET address = NULL',
      'the address of a key that has the form of no person',
      () => entry(young(), { credential: 'person/somebody' }),
    ],
    [`UPDATE audit_entry SET address = '192.0.2.1'`, 'another address', () => entry(old())],
    [
      `UPDATE audit_entry SET address = NULL, action = 'x'`,
      'another action along with it',
      () => entry(old()),
    ],
    ['UPDATE audit_entry SET at = now()', 'another time', () => entry(old())],
  ] as const)('%s is refused to the owner of the tables: %s', async (sql, _, make) => {
    const only = [organisationId];
    await entry(old());
    await make();
    const attempt = query(`${sql} WHERE organisation_id = $1`, only);
    await expect(attempt).rejects.toThrow(/append only/);
    expect(await entries()).toHaveLength(2);
  });

  test('is never emptied at once', async () => {
    await expect(query('TRUNCATE audit_entry')).rejects.toThrow(/append only/);
  });

  test('is refused to the keeper before its time, too', async () => {
    await entry(new Date(home.clock.now()));
    for (const sql of ['DELETE FROM audit_entry', 'UPDATE audit_entry SET address = NULL']) {
      const attempt = home.database.transaction(
        (tx) => tx.query(`${sql} WHERE organisation_id = $1`, [organisationId]),
        { role: 'keeper' },
      );
      await expect(attempt).rejects.toThrow(/append only/);
    }
  });
});

test.each([
  ['keep-audit-entries', `audit_is_past(at, '${nobody}', NULL)`],
  ['keep-addresses', `audit_address_may_go(at, 'key')`],
] as const)('the least period of the database is that of the rule %s', async (name, may) => {
  const rule = rules.ruleAsOf('cn-privacy', name, '2026-11-23');
  const [row] = await query(
    `SELECT bool_and(${may} = (at < edge)) AS agrees, count(*)::int AS count FROM (
       SELECT edge, edge + n * interval '1 minute' AS at
       FROM (SELECT now() - $1::interval AS edge) AS edge, generate_series(-2, 2) AS n WHERE n <> 0) AS around`,
    [rule?.values.keptFor],
  );
  expect(row).toEqual({ agrees: true, count: 4 });
});

test.each([
  'SELECT name FROM person',
  'SELECT password FROM person',
  'SELECT FROM event',
  'DELETE FROM event',
  'DELETE FROM feed',
  'DELETE FROM person',
  'DELETE FROM organisation',
  'INSERT INTO audit_entry SELECT * FROM audit_entry',
  'SELECT body FROM idempotency_key',
])('the keeper may not %s', async (sql) => {
  const attempt = home.database.transaction((tx) => tx.query(sql), { role: 'keeper' });
  await expect(attempt).rejects.toThrow(/permission denied/);
});

test('the keeper makes nobody of somebody who is here, and takes no device that was enrolled', async () => {
  const here = await person(null);
  const device = home.random.uuid();
  await query(
    `INSERT INTO device (id, organisation_id, label, scopes, made_by, created_at, code_digest, code_ends_at,
       public_key, enrolled_at)
     VALUES ($1, $2, 'gate', '{read}', 'key', now(), $3, now(), '{}', now())`,
    [device, organisationId, Buffer.alloc(32)],
  );
  const asKeeper = (sql: string, id: string) =>
    home.database.transaction((tx) => tx.query(sql, [id]), { role: 'keeper' });
  const erasing = `UPDATE person SET name = NULL, login = NULL, password = NULL, ended_at = now(), erased_at = now()
    WHERE id = $1 RETURNING id`;
  expect(await asKeeper(erasing, here)).toEqual([]);
  expect(await asKeeper('DELETE FROM device WHERE id = $1 RETURNING id', device)).toEqual([]);
  const left = await person(new Date(home.clock.now()));
  expect(await asKeeper(erasing, left)).toHaveLength(1);
});
