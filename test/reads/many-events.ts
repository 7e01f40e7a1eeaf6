import type { EpcisEvent } from '../../src/events/index.js';
import { IndexRows } from '../../src/events/event-index.js';
import { isQuantityList, thingsOf } from '../../src/events/event-things.js';
import { atOnce } from '../../src/platform/index.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

/** Members of an event beside what all of them have. */
export type Members = Partial<EpcisEvent>;

export const asker = '0190a4f0-0000-7000-8000-00000000000a';
const other = '0190a4f0-0000-7000-8000-00000000000b';

/** Oversees the asker and not the other. */
export const regulator = { organisationId: '0190a4f0-0000-7000-8000-00000000000c', oversees: '37' };

/** What all events of the other organisation name, and of the asker's those of the first class. */
export const popular = '/01/10614141073464/21/everywhere';

/** Events of the asker, however many it has, with the step of the rare ones. */
export const rareEvents = 60;
export const rareStep = 'https://x.example/rare';

/**
 * A database with so many events, a minute apart, every other one the asker's. Those of each organisation are of the classes
 * in turns: each class has members of its own. Rows are what a capture writes, put there set by set.
 */
export async function homeWith(events: number, classes: readonly Members[]): Promise<TestDatabase> {
  const home = await cloneDatabase();
  const run = (sql: string, parameters: readonly unknown[] = []) =>
    home.everything.query(sql, parameters);
  await run(`
    CREATE UNLOGGED TABLE fresh AS
    SELECT n, gen_random_uuid() AS id, timestamptz '2020-01-01' + n * interval '1 minute' AS at,
      (ARRAY['${asker}', '${other}'])[n % 2 + 1]::uuid AS organisation, n / 2 % ${classes.length} AS class,
      n % 2 = 0 AND n / 2 % ${Math.floor(events / 2 / rareEvents)} = 0 AS is_rare
    FROM generate_series(1, ${events}) n`);
  await run(
    `INSERT INTO organisation (id, name, roles, created_at, division, oversees) VALUES
       ('${asker}', 'An asker', '{processor}', now(), '370101', NULL),
       ('${other}', 'Another', '{processor}', now(), '110101', NULL),
       ('${regulator.organisationId}', 'A regulator', '{regulator}', now(), NULL, '${regulator.oversees}')`,
  );
  await run('CREATE UNLOGGED TABLE class (class bigint, type text, action text, document jsonb)');
  await run(
    'CREATE UNLOGGED TABLE class_term (class bigint, term uuid, low numeric, high numeric)',
  );
  await run(
    'CREATE UNLOGGED TABLE class_thing (class bigint, key text, is_class boolean, role text)',
  );
  await run(
    'CREATE UNLOGGED TABLE class_item (class bigint, key text, is_class boolean, role text, quantity numeric, unit text)',
  );
  const listed = new IndexRows();
  for (const [number, members] of classes.entries()) {
    await storeClass(run, number, members);
    atOnce(
      listed.adding({
        organisationId: asker,
        id: '',
        at: new Date(0),
        viewers: [asker],
        event: eventOf(members),
      }),
    );
  }
  await run('ANALYZE');
  for (const sql of rows) await run(sql);
  await run(
    `INSERT INTO event_term (organisation_id, term, at, event_ref)
     SELECT organisation, $1, at, id FROM fresh WHERE is_rare`,
    [rareTerm()],
  );
  await run(
    `INSERT INTO event_thing (organisation_id, key, is_class, role, at, event_ref)
     SELECT organisation, $1, false, 'object', at, id FROM fresh
     WHERE organisation = '${other}' OR class = 0`,
    [popular],
  );
  for (const { organisationId, member, value, term } of listed.words) {
    await run('INSERT INTO event_word VALUES ($1, $2, $3, $4)', [
      organisationId,
      member,
      value,
      term,
    ]);
  }
  await run('DROP TABLE fresh, class, class_term, class_thing, class_item');
  await run('VACUUM ANALYZE');
  return home;
}

const rows = [
  `INSERT INTO event (organisation_id, id, event_id, declaration, digest, type, action, at, until,
     time_offset, recorded_at, key_id, author_id, viewers, document)
   SELECT organisation, id, 'urn:x:' || n, false, '', type, action, at, at, '+00:00', at, '', '',
     ARRAY[organisation], document FROM fresh JOIN class USING (class) ORDER BY n`,
  `INSERT INTO event_party (organisation_id, at, event_ref, recorded_at)
   SELECT organisation, at, id, at FROM fresh ORDER BY organisation, at`,
  `INSERT INTO event_term (organisation_id, term, at, event_ref, low, high)
   SELECT organisation, term, at, id, low, high FROM fresh JOIN class_term USING (class)
   ORDER BY organisation, term, at`,
  `INSERT INTO event_thing (organisation_id, key, is_class, role, at, event_ref)
   SELECT organisation, key, is_class, role, at, id FROM fresh JOIN class_thing USING (class)
   ORDER BY organisation, key, is_class, role, at`,
  `INSERT INTO event_item (event_ref, position, role, is_class, key, quantity, unit, at)
   SELECT id, 0, role, is_class, key, quantity, unit, at FROM fresh JOIN class_item USING (class)`,
];

async function storeClass(
  run: (sql: string, parameters: readonly unknown[]) => Promise<unknown>,
  number: number,
  members: Members,
): Promise<void> {
  const event = eventOf(members);
  const index = new IndexRows();
  const [at, things] = [new Date(0), thingsOf(event)];
  const named = things.map(({ key, list, role, quantity, uom }) => ({
    ...{ key, isClass: isQuantityList(list), role, at, eventRef: '', batchId: null },
    ...{ quantity: quantity ?? null, unit: uom ?? null },
  }));
  atOnce(index.adding({ organisationId: asker, id: '', at, viewers: [asker], event }, named));
  await run('INSERT INTO class VALUES ($1, $2, $3, $4)', [
    ...[number, event.type, event.action ?? null, JSON.stringify(event)],
  ]);
  for (const { term, low, high } of index.terms) {
    await run('INSERT INTO class_term VALUES ($1, $2, $3, $4)', [number, term, low, high]);
  }
  for (const { key, isClass, role } of index.things) {
    await run('INSERT INTO class_thing VALUES ($1, $2, $3, $4)', [number, key, isClass, role]);
  }
  for (const { key, isClass, role, quantity, unit } of named) {
    const item = [number, key, isClass, role, quantity, unit];
    await run('INSERT INTO class_item VALUES ($1, $2, $3, $4, $5, $6)', item);
  }
}

function eventOf(members: Members): EpcisEvent {
  return {
    ...{ type: 'ObjectEvent', action: 'OBSERVE' },
    ...{ eventTime: '2020-01-01T00:00:00Z', eventTimeZoneOffset: '+00:00' },
    ...members,
  };
}

function rareTerm(): string {
  const index = new IndexRows();
  const event = { ...eventOf({ bizStep: rareStep }) };
  atOnce(index.adding({ organisationId: asker, id: '', at: new Date(0), viewers: [asker], event }));
  const plain = new IndexRows();
  atOnce(
    plain.adding({
      organisationId: asker,
      id: '',
      at: new Date(0),
      viewers: [asker],
      event: eventOf({}),
    }),
  );
  const known = new Set(plain.terms.map(({ term }) => term));
  return index.terms.find(({ term }) => !known.has(term))?.term ?? '';
}
