import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import {
  Database,
  isUnavailable,
  rowSets,
  storedNothing,
  writeRows,
  writingRows,
  type Tx,
} from '../../src/platform/database/index.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

const given = [['text', 'given']] as const;

describe('the database', () => {
  let test: TestDatabase;
  let database: Database;
  let owner: pg.Client;

  beforeAll(async () => {
    test = await cloneDatabase();
    database = test.database;
    owner = new pg.Client({ connectionString: test.server.ownerUrl });
    await owner.connect();
    await owner.query(`
      CREATE TABLE note (id int PRIMARY KEY, words text NOT NULL);
      CREATE TABLE state (id int PRIMARY KEY);
      GRANT SELECT, INSERT, UPDATE, DELETE ON note TO furrow_app;
      GRANT SELECT ON state TO furrow_app;
      GRANT INSERT ON state TO furrow_fold;
      INSERT INTO note VALUES (1, 'first'), (2, 'second');`);
  });
  afterEach(() => expect(database.connectionsInUse).toBe(0));
  afterAll(async () => {
    await owner?.end();
    await test?.drop();
  });

  const note = async (id: number) => {
    const [row] = await database.query<{ words: string }>('SELECT words FROM note WHERE id = $1', [
      id,
    ]);
    return row?.words;
  };
  const setNote = (tx: Tx, id: number, words: string) =>
    tx.query('INSERT INTO note VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET words = $2', [
      id,
      words,
    ]);
  const currentUser = async (reader: Tx | Database) =>
    (await reader.query<{ user: string }>('SELECT current_user AS user'))[0]?.user;

  describe('roles', () => {
    it('works as the role of requests, which may not touch the schema, not as its login', async () => {
      expect(await currentUser(database)).toBe('furrow_app');
      await expect(database.query('CREATE TABLE mine (id int)')).rejects.toThrow(
        /permission denied/,
      );
      await expect(database.query('DROP TABLE note')).rejects.toThrow(/must be owner/);
    });

    it('opens sessions of the public door, which sees nothing it was not given', async () => {
      const door = await Database.open({
        url: test.server.serviceUrl,
        role: 'furrow_public',
        poolSize: 1,
      });
      expect(await currentUser(door)).toBe('furrow_public');
      await expect(door.query('SELECT FROM idempotency_key')).rejects.toThrow(/permission denied/);
      await door.close();
    });

    it('writes state tables only as the fold, which can do all that requests can', async () => {
      const write = (tx: Tx, id: number) => tx.query('INSERT INTO state VALUES ($1)', [id]);
      await expect(database.transaction((tx) => write(tx, 1))).rejects.toThrow(/permission denied/);
      await database.transaction(
        async (tx) => {
          await write(tx, 1);
          await setNote(tx, 3, 'by the fold');
          expect(await currentUser(tx)).toBe('furrow_fold');
        },
        { role: 'fold' },
      );
      expect(await database.query('SELECT id FROM state ORDER BY id')).toEqual([{ id: 1 }]);
      expect(await currentUser(database)).toBe('furrow_app');
    });

    it('names the organisation to the database for one transaction only', async () => {
      const sql = `SELECT current_setting('app.organisation_id', true) AS id`;
      const organisationId = `o'reilly`;
      const inside = await database.transaction((tx) => tx.query(sql), { organisationId });
      expect(inside).toEqual([{ id: organisationId }]);
      const after = await Promise.all(
        Array.from({ length: 10 }, () => database.query<{ id: string }>(sql)),
      );
      expect(after.flat().every(({ id }) => !id)).toBe(true);
    });
  });

  describe('transactions', () => {
    it('runs what waits for its commit once it is durable, and never after a failure', async () => {
      const seen: (string | undefined)[] = [];
      await database.transaction(async (tx) => {
        tx.afterCommit(() => seen.push('done'));
        await setNote(tx, 41, 'kept');
        expect(seen).toEqual([]);
      });
      const failing = database.transaction((tx) => {
        tx.afterCommit(() => seen.push('never'));
        return Promise.reject(new Error('no'));
      });
      await expect(failing).rejects.toThrow('no');
      expect(seen).toEqual(['done']);
    });

    it('keep nothing of work that throws', async () => {
      const failing = database.transaction(async (tx) => {
        await setNote(tx, 10, 'lost');
        throw new Error('changed my mind');
      });
      await expect(failing).rejects.toThrow('changed my mind');
      expect(await note(10)).toBeUndefined();
    });

    it('do not report success when a failed statement was ignored', async () => {
      const careless = database.transaction(async (tx) => {
        await setNote(tx, 11, 'lost');
        await tx.query('SELECT 1 / 0').catch(() => undefined);
      });
      await expect(careless).rejects.toThrow(/nothing was committed/);
      expect(await note(11)).toBeUndefined();
    });

    it('tell for sure that nothing was stored only where their commit was not the first to fail', async () => {
      const given = await database
        .transaction((tx) => tx.query('SELECT 1 / 0'))
        .catch((error: unknown) => error);
      const late = await database
        .transaction(async (tx) => tx.write('divide-late', 'SELECT 1 / $1::int', [0]))
        .catch((error: unknown) => error);
      const broken = await database
        .transaction(async (tx) => {
          const [session] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
          await owner.query('SELECT pg_terminate_backend($1)', [session?.pid]);
        })
        .catch((error: unknown) => error);
      expect(isUnavailable(broken)).toBe(true);
      expect([given, late, broken].map(storedNothing)).toEqual([true, true, false]);
    });

    it('fail with the error of a write that nobody waited for, at the commit or before it', async () => {
      const unheard = async (tx: Tx) => {
        await setNote(tx, 13, 'lost');
        tx.write('divide', 'SELECT 1 / $1::int', [0]);
      };
      await expect(database.transaction(unheard)).rejects.toThrow('division by zero');
      const goingOn = database.transaction(async (tx) => {
        await unheard(tx);
        await setNote(tx, 13, 'lost too');
      });
      await expect(goingOn).rejects.toThrow('division by zero');
      expect(await note(13)).toBeUndefined();
    });

    it('keep writes that nobody waited for, in their order', async () => {
      const seen = await database.transaction(async (tx) => {
        await setNote(tx, 14, 'first');
        for (const text of ['second', 'third'])
          tx.write('note-again', 'UPDATE note SET words = $1 WHERE id = 14 AND words < $1', [text]);
        return tx.query<{ words: string }>('SELECT words FROM note WHERE id = 14');
      });
      expect(seen).toEqual([{ words: 'third' }]);
      expect(await note(14)).toBe('third');
    });

    it('leave a session usable after a write that failed', async () => {
      for (let i = 0; i < 12; i += 1) {
        const failing = database.transaction(async (tx) => {
          tx.write('divide', 'SELECT 1 / $1::int', [0]);
          tx.write('divide', 'SELECT 1 / $1::int', [1]);
          await setNote(tx, 15, 'lost');
        });
        await expect(failing).rejects.toThrow('division by zero');
      }
      expect(database.connectionsInUse).toBe(0);
      await database.transaction((tx) => setNote(tx, 15, 'kept'));
      expect(await note(15)).toBe('kept');
    });

    it('begin and commit in one message each', async () => {
      const before = database.statementsSent;
      await database.transaction((tx) => setNote(tx, 12, 'counted'), {
        organisationId: 'someone',
        role: 'fold',
      });
      expect(database.statementsSent - before).toBe(3);
    });

    it('are tried again, whole, when they lose a deadlock', async () => {
      let begun = 0;
      let bothHold = () => {};
      const both = new Promise<void>((resolve) => (bothHold = resolve));
      const tries: string[] = [];
      const crossing = (name: string, first: number, second: number) =>
        database.transaction(async (tx) => {
          tries.push(name);
          await setNote(tx, first, name);
          begun += 1;
          if (begun === 2) bothHold();
          await both;
          await setNote(tx, second, name);
        });
      await Promise.all([crossing('a', 1, 2), crossing('b', 2, 1)]);
      expect(tries.length).toBe(3);
      expect(await note(1)).toBe(await note(2));
    });

    it('give up after four tries', async () => {
      let tries = 0;
      const hopeless = database.transaction(async (tx) => {
        tries += 1;
        await tx.query(`DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$`);
      });
      await expect(hopeless).rejects.toThrow('again');
      expect(tries).toBe(4);
    });

    it('see one moment throughout, and write nothing, as a snapshot', async () => {
      const count = 'SELECT count(*)::int AS n FROM note';
      const insert = `INSERT INTO note VALUES (20, 'meanwhile')`;
      const counts = await database.transaction(
        async (tx) => [await tx.query(count), await database.query(insert), await tx.query(count)],
        { snapshot: true },
      );
      expect(counts[2]).toEqual(counts[0]);
      const writing = database.transaction((tx) => setNote(tx, 21, 'no'), { snapshot: true });
      await expect(writing).rejects.toThrow(/read-only/);
    });

    it('fail whole, and free their connection, when the server ends the session', async () => {
      const cut = database.transaction(async (tx) => {
        const [{ pid } = { pid: 0 }] = await tx.query<{ pid: number }>(
          'SELECT pg_backend_pid() AS pid',
        );
        await setNote(tx, 40, 'lost');
        await owner.query('SELECT pg_terminate_backend($1)', [pid]);
        await setNote(tx, 41, 'lost');
      });
      const error: unknown = await cut.catch((reason: unknown) => reason);
      expect(isUnavailable(error)).toBe(true);
      expect(await note(40)).toBeUndefined();
    });
  });

  describe('sets of rows', () => {
    const notes = rowSets<{ id: number; words: string | null }>(
      { id: ['int', ({ id }) => id], words: ['text', ({ words }) => words] },
      (relation) => `INSERT INTO note (id, words) SELECT id, coalesce(words, $1) FROM ${relation}`,
    );
    const words = () => database.query('SELECT id, words FROM note WHERE id >= 100 ORDER BY id');
    afterEach(() => owner.query('DELETE FROM note WHERE id >= 100'));

    it('arrive as they were, whatever stands in them', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 20 }),
          async (texts) => {
            const kept = texts.map((text) => text.replaceAll('\0', ''));
            const rows = ['NULL', '', '{,}', '"', '\\', ' ', '\t"\u0001', ...kept].map(
              (text, i) => ({
                id: 100 + i,
                words: text,
              }),
            );
            await database.transaction(async (tx) => writeRows(tx, 'notes', [notes(rows)], given));
            expect(await words()).toEqual(rows);
            await owner.query('DELETE FROM note WHERE id >= 100');
          },
        ),
        { numRuns: 40 },
      );
    });

    const manyRows = (length: number) =>
      Array.from({ length }, (_, i) => ({ id: 100 + i, words: null }));

    it('are made ready in steps, and sent with the last of them', async () => {
      const rows = manyRows(120);
      await database.transaction(async (tx) => {
        const before = database.statementsSent;
        const writing = writingRows(tx, 'notes', [notes(rows)], given);
        for (let step = 1; step <= 6; step += 1) expect(writing.next().done).toBe(false);
        expect(database.statementsSent - before).toBe(0);
        expect(writing.next().done).toBe(false);
        expect(database.statementsSent - before).toBe(1);
        expect(writing.next().done).toBe(true);
      });
      expect(await words()).toHaveLength(120);
    });

    it('are cut into messages of five hundred rows, whichever set they are of', async () => {
      const rows = manyRows(1_001);
      const before = database.statementsSent;
      await database.transaction(async (tx) =>
        writeRows(tx, 'notes', [notes(rows.slice(0, 300)), notes(rows.slice(300))], given),
      );
      const [begin, commit] = [1, 1];
      expect(database.statementsSent - before).toBe(begin + 3 + commit);
      expect(await words()).toEqual(rows.map(({ id }) => ({ id, words: 'given' })));
    });

    it('go out at once where they are long, and otherwise with the next statement', async () => {
      const running = async (text: string) => {
        const { rows } = await owner.query(
          `SELECT FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query LIKE $1`,
          [`%${text}%`],
        );
        return rows.length > 0;
      };
      const sleep = `SELECT pg_sleep(3600) WHERE length($1) > 0`;
      const written = database.transaction(async (tx) => {
        tx.write('short', `${sleep} /* short */`, ['x']);
        await owner.query('SELECT 1');
        expect(await running('/* short */')).toBe(false);
        tx.write('long', `${sleep} /* long */`, ['x'.repeat(100_000)]);
        while (!(await running('/* short */')));
        await owner.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%/* short */%'
             AND pid <> pg_backend_pid()`,
        );
      });
      await expect(written).rejects.toThrow();
    });

    it('go together in one message, and those without rows not at all', async () => {
      const before = database.statementsSent;
      await database.transaction(async (tx) => {
        writeRows(tx, 'notes', [notes([]), notes([])], given);
        writeRows(
          tx,
          'notes',
          [notes([{ id: 100, words: null }]), notes([]), notes([{ id: 101, words: 'own' }])],
          given,
        );
      });
      expect(database.statementsSent - before).toBe(3);
      expect(await words()).toEqual([
        { id: 100, words: 'given' },
        { id: 101, words: 'own' },
      ]);
    });
  });

  describe('values', () => {
    it('keep exact numbers, big integers and days as text, and instants as dates', async () => {
      const rows = await database.query(
        `SELECT 0.10::numeric AS amount, 9007199254740993::int8 AS big, date '2026-03-01' AS day,
                timestamptz '2026-03-01T08:00:00+08:00' AS at, '{"a": [1]}'::jsonb AS document`,
      );
      expect(rows).toEqual([
        {
          amount: '0.10',
          big: '9007199254740993',
          day: '2026-03-01',
          at: new Date('2026-03-01T00:00:00Z'),
          document: { a: [1] },
        },
      ]);
    });

    it('returns the rows of writes as of reads', async () => {
      const sql = 'UPDATE note SET words = words WHERE id = ANY($1) RETURNING id';
      expect(await database.query(sql, [[1]])).toEqual([{ id: 1 }]);
      expect(await database.transaction((tx) => tx.query(sql, [[1]]))).toEqual([{ id: 1 }]);
    });
  });

  describe('named statements', () => {
    const prepared = async (reader: Database) => {
      const sql = 'SELECT name FROM pg_prepared_statements';
      await reader.named('one-note', 'SELECT words FROM note WHERE id = $1', [1]);
      return (await reader.query<{ name: string }>(sql)).map(({ name }) => name);
    };

    it.each([
      [true, ['one-note']],
      [false, []],
    ])('are prepared on the server: %s', async (isPrepared, names) => {
      const url = test.server.serviceUrl;
      const single = await Database.open({ url, poolSize: 1, prepared: isPrepared });
      expect(await prepared(single)).toEqual(names);
      await single.close();
    });
  });

  it('answers others while more folds than it has connections wait for one lock', async () => {
    await owner.query('BEGIN; LOCK TABLE state IN ACCESS EXCLUSIVE MODE');
    const fold = (tx: Tx) => tx.query('INSERT INTO state VALUES (100) ON CONFLICT DO NOTHING');
    const folds = Array.from({ length: 20 }, () => database.transaction(fold, { role: 'fold' }));
    try {
      await database.ping();
      expect(await database.transaction(currentUser)).toBe('furrow_app');
      expect(database.connectionsAwaited).toBeGreaterThan(0);
    } finally {
      await owner.query('ROLLBACK');
    }
    await Promise.all(folds);
    expect(database.connectionsAwaited).toBe(0);
  });

  it('lets a fold compute between its statements for longer than others, and only a fold', async () => {
    const allowed = async (tx: Tx) => {
      const rows = await tx.query<Record<string, string>>(
        'SHOW idle_in_transaction_session_timeout',
      );
      return rows[0]?.idle_in_transaction_session_timeout;
    };
    expect(await database.transaction(allowed, { role: 'fold' })).toBe('10min');
    expect(await database.transaction(allowed)).toBe('1min');
  });

  it.each(['app', 'fold', 'trace', 'gate', 'keeper', 'public'] as const)(
    'ends statements of %s that take too long, or wait too long for a lock',
    async (role) => {
      const bounds = await database.transaction(
        (tx) =>
          tx.query(
            `SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock`,
          ),
        { role },
      );
      expect(bounds).toEqual([{ statement: '30s', lock: '20s' }]);
    },
  );

  it('answers a ping, and says that a server which is not there is unavailable', async () => {
    await expect(database.ping()).resolves.toBeUndefined();
    const nowhere = test.server.serviceUrl.replace(/:\d+\//, ':1/');
    const error: unknown = await Database.open({ url: nowhere }).catch((reason: unknown) => reason);
    expect(isUnavailable(error)).toBe(true);
  });
});
