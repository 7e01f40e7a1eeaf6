// The second wall has no hole of a table: what roles of the database may do without a policy is nothing.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

let home: TestDatabase;
let mine: string;
let others: string;
const secret = '0190a4f0-0000-7000-8000-0000000000aa';
beforeAll(async () => {
  home = await cloneDatabase();
  [mine, others] = [home.random.uuid(), home.random.uuid()];
  await home.everything.query(
    `INSERT INTO product (id, mentioned_at, organisation_id, registered_at, updated_at, item_code, name, names, unit,
       date_type, pack_levels, conversions, blending, catch_weight)
     VALUES ($1, now(), $2, now(), now(), 'R', 'A recipe', '{}', 'KGM', 'none', '[]', '[]', false, false)`,
    [secret, others],
  );
  await home.everything.query(
    `INSERT INTO product_gtin (gtin, product_id, level) VALUES ('09520000000011', gen_random_uuid(), 0)`,
  );
});
afterAll(() => home?.drop());

const asMe = <Row>(sql: string, parameters: readonly unknown[] = []) =>
  home.database.transaction((tx) => tx.query<Row>(sql, parameters), { organisationId: mine });

test('whatever requests may read or change has row security', async () => {
  const open = await home.everything.query(
    `SELECT relname FROM pg_class, unnest(ARRAY['SELECT', 'UPDATE', 'DELETE']) AS privilege
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relrowsecurity
       AND (has_table_privilege('furrow_app', oid, privilege)
         OR privilege <> 'DELETE' AND has_any_column_privilege('furrow_app', oid, privilege))`,
  );
  expect(open).toEqual([]);
});

test('nobody makes another’s product public by a GTIN, nor gives a GTIN to another product', async () => {
  const claim = (productId: string) =>
    asMe(
      `INSERT INTO product_gtin (gtin, product_id, level) VALUES ('09520000000028', $1, 0) RETURNING gtin`,
      [productId],
    );
  await expect(claim(secret)).rejects.toThrow(/row-level security/);
  await expect(claim(home.random.uuid())).resolves.toHaveLength(1);
  const taking = asMe(`UPDATE product_gtin SET product_id = gen_random_uuid() RETURNING gtin`);
  await expect(taking).rejects.toThrow(/append only/);
  await expect(asMe('UPDATE product_gtin SET level = level RETURNING gtin')).resolves.toHaveLength(
    2,
  );
});

test.each(['number', 'once', 'digest'])(
  'who reads complaints may not read the %s, which is its reporter’s',
  async (column) => {
    await expect(asMe(`SELECT ${column} FROM complaint`)).rejects.toThrow(/permission denied/);
    await expect(asMe('SELECT words FROM complaint')).resolves.toEqual([]);
  },
);

test('who was told of a recall may not read since when its owner knew of the risk', async () => {
  await expect(asMe('SELECT known_at FROM recall')).rejects.toThrow(/permission denied/);
  await expect(asMe('SELECT opened_at, public_notice_at FROM recall')).resolves.toEqual([]);
});

test.each([
  'SELECT phone FROM party',
  'SELECT contact_name FROM party',
  'SELECT latitude FROM location',
  'SELECT known_at FROM recall',
  'SELECT closing_word FROM recall',
])('the public door may not %s', async (sql) => {
  const attempt = home.database.transaction((tx) => tx.query(sql), { role: 'public' });
  await expect(attempt).rejects.toThrow(/permission denied/);
});

test('a recall is changed by its owner and whoever oversees it, and nobody signs or changes it in another’s name', async () => {
  const [maker, over, aside] = [home.random.uuid(), home.random.uuid(), home.random.uuid()];
  const recall = home.random.uuid();
  await home.everything.query(
    `INSERT INTO organisation (id, name, roles, created_at, division, oversees) VALUES
       ($1, 'P', '{processor}', now(), '110101', NULL), ($2, 'R11', '{regulator}', now(), NULL, '11'),
       ($3, 'R44', '{regulator}', now(), NULL, '44')`,
    [maker, over, aside],
  );
  await home.everything.query(
    `INSERT INTO recall (id, organisation_id, ordered, grade, reason, opened_at) VALUES ($1, $2, false, 1, 'x', now())`,
    [recall, maker],
  );
  const as = <Row>(organisationId: string, sql: string, parameters: readonly unknown[]) =>
    home.database.transaction((tx) => tx.query<Row>(sql, parameters), {
      ...{ organisationId, role: 'fold' },
    });
  const taking = 'UPDATE recall SET leader_id = $1 WHERE id = $2 RETURNING id';
  const may = { [aside]: 0, [others]: 0, [over]: 1, [maker]: 1 };
  for (const [who, rows] of Object.entries(may)) {
    await expect(as(who, taking, [who, recall])).resolves.toHaveLength(rows);
  }
  const insert = (table: string, columns: string, values: string) =>
    as(others, `INSERT INTO ${table} (recall_id, ${columns}) VALUES ($1, ${values})`, [recall]);
  const refused = /row-level security/;
  await expect(
    insert('recall_signature', 'organisation_id, place, due_at', `'${maker}', 1, now()`),
  ).rejects.toThrow(refused);
  await expect(
    insert(
      'recall_change',
      'id, kind, at, by_id',
      `gen_random_uuid(), 'closed', now(), '${maker}'`,
    ),
  ).rejects.toThrow(refused);
  await expect(
    insert(
      'recall_extension',
      'id, until, reason, asked_at',
      `gen_random_uuid(), now(), 'x', now()`,
    ),
  ).rejects.toThrow(refused);
});

test('of a recall only its owner tells and checks, and only those who were told of it answer', async () => {
  const [maker, told, recall] = [home.random.uuid(), home.random.uuid(), home.random.uuid()];
  await home.everything.query(
    `INSERT INTO organisation (id, name, roles, created_at) VALUES
       ($1, 'P', '{processor}', now()), ($2, 'S', '{retailer}', now()), ($3, 'G', '{retailer}', now())`,
    [maker, told, others],
  );
  await home.everything.query(
    `INSERT INTO recall (id, organisation_id, ordered, grade, reason, opened_at) VALUES ($1, $2, false, 1, 'x', now())`,
    [recall, maker],
  );
  await home.everything.query(
    `INSERT INTO recall_notice (recall_id, organisation_id, sent_at) VALUES ($1, $2, now())`,
    [recall, told],
  );
  const check = home.random.uuid();
  const rows = {
    recall_answer: ['kind, outcomes, at', `'received', '[]', now()`],
    recall_disposal: [
      'batch_id, what, amount, uom, place, planned_at, reported_at',
      `gen_random_uuid(), 'destroy', 1, 'KGM', 'x', now(), now()`,
    ],
    recall_telling: [
      'party_id, means, told_at, recorded_at',
      `gen_random_uuid(), 'visit', now(), now()`,
    ],
    recall_check: ['level, percent, seed, parties, drawn_at', `'A', 100, 'x', '{}', now()`],
    recall_check_outcome: [
      'check_id, party_id, heard, acted, found_goods, checked_at',
      `'${check}', gen_random_uuid(), true, true, false, now()`,
    ],
  };
  await home.everything.query(
    `INSERT INTO recall_check (recall_id, id, organisation_id, level, percent, seed, parties, drawn_at)
     VALUES ($1, $2, $3, 'A', 100, 'x', '{}', now())`,
    [recall, check, maker],
  );
  const may = { [maker]: [0, 1, 1, 1, 1], [told]: [1, 1, 0, 0, 0], [others]: [0, 0, 0, 0, 0] };
  for (const [organisationId, allowed] of Object.entries(may)) {
    for (const [i, [table, [columns, values]]] of Object.entries(rows).entries()) {
      const id = table === 'recall_check_outcome' ? '' : 'id, ';
      const written = home.database
        .as({ organisationId, role: 'fold' })
        .query(
          `INSERT INTO ${table} (recall_id, organisation_id, ${id}${columns})
           VALUES ($1, $2, ${id && 'gen_random_uuid(), '}${values})`,
          [recall, organisationId],
        )
        .then(() => 1);
      if (allowed[i] === 1) await expect(written).resolves.toBe(1);
      else await expect(written).rejects.toThrow(/row-level security/);
    }
  }
});

test('a draft of a recall is seen by no other organisation, whoever oversees it', async () => {
  const maker = home.random.uuid();
  const over = home.random.uuid();
  await home.everything.query(
    `INSERT INTO organisation (id, name, roles, created_at, oversees) VALUES
       ($1, 'F', '{producer}', now(), NULL), ($2, 'R', '{regulator}', now(), '')`,
    [maker, over],
  );
  await home.everything.query(
    `INSERT INTO recall_draft (id, organisation_id, batch_ids, grade, reason, written_at)
     VALUES (gen_random_uuid(), $1, ARRAY[gen_random_uuid()], 1, 'x', now())`,
    [maker],
  );
  const seen = (organisationId: string, role: 'app' | 'fold') =>
    home.database.as({ organisationId, role }).query('SELECT id FROM recall_draft');
  for (const role of ['app', 'fold'] as const) {
    await expect(seen(over, role)).resolves.toEqual([]);
    await expect(seen(maker, role)).resolves.toHaveLength(1);
  }
});
