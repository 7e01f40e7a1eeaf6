// Goal: a large run has one code at each of its places, however often its issuing is cut off and by whom it is gone on with. Method:
// several issuers on a real database, with faults where chance puts them; the seed is printed.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CodesGround } from '../../test/support/codes-ground.js';
import { ThirdConnection } from '../../test/support/third-connection.js';
import type { Actor } from '../access/index.js';
import { createLogger, Random } from '../platform/index.js';
import { codesIssuedMax } from './code.js';
import { codesOfTurn } from './issue-run.js';
import { RunIssuer } from './run-issuer.js';
import { waitingRunsMax } from './codes.service.js';

let ground: CodesGround;
let issuer: RunIssuer;
beforeAll(async () => {
  ground = await CodesGround.make();
  for (const actor of [ground.producer, ground.stranger]) await ground.register(actor);
  await ground.home.everything.query(`CREATE FUNCTION cut_off() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'cut off'; END $$`);
  issuer = issuerWith(ground.home.random);
});
afterAll(() => ground?.home.drop());
beforeEach(() => issueAll());

function issuerWith(random: Random): RunIssuer {
  const { database, clock } = ground.home;
  const logger = createLogger('silent');
  return new RunIssuer({ database, clock, random, logger, roles: new Set(['jobs']) });
}

/** One step, in its own millisecond. */
function step() {
  ground.home.clock.advance(1);
  return issuer.step();
}

async function issueAll(): Promise<void> {
  while ((await step()) === 'more');
}

async function begin(size: number, actor: Actor = ground.producer): Promise<string> {
  const { database } = ground.home;
  const batch = ground.aBatch();
  const { organisationId } = actor;
  await database.transaction((tx) => ground.codes.issueBatchCode(tx, actor, batch), {
    organisationId,
  });
  const wanted = { kind: 'item', size } as const;
  return (await ground.codes.issueForBatch(actor, batch.batchId, wanted)).run.id;
}

const placesOf = async (runId: string) => {
  const rows = await ground.home.everything.query<{ place: number }>(
    'SELECT place FROM code WHERE run_id = $1 ORDER BY place',
    [runId],
  );
  return rows.map(({ place }) => place);
};

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

const issuedOf = async (runId: string) => (await ground.runs.get(ground.producer, runId)).issued;

describe('a run that is larger than a request issues', () => {
  it('begins without codes, and tells at each moment how many it has', async () => {
    const size = codesOfTurn * 2 + 5;
    const runId = await begin(size);
    const told: number[] = [];
    do {
      told.push(await issuedOf(runId));
      expect(await placesOf(runId)).toEqual(upTo(told.at(-1) ?? 0));
    } while ((await step()) === 'more');
    expect(told).toEqual([0, codesOfTurn, codesOfTurn * 2, size]);
  });

  it('is told in the feed: that it was begun, and each lot of its codes', async () => {
    const runId = await begin(codesOfTurn + 5);
    await issueAll();
    const told = (await ground.feedOf(runId)).map(({ kind, payload }) => [
      kind,
      (payload as { size: number }).size,
    ]);
    expect(told).toEqual([
      ['code-run-begun', codesOfTurn + 5],
      ['codes-issued', codesOfTurn],
      ['codes-issued', 5],
    ]);
  });

  it('has each place once, however its issuing is cut off, and by however many it is gone on with', async () => {
    const point = fc.oneof(
      fc
        .integer({ min: 1, max: codesOfTurn })
        .map(
          (place) => `INSERT ON code FOR EACH ROW WHEN (NEW.place % ${codesOfTurn} = ${place - 1})`,
        ),
      fc.constantFrom('UPDATE ON code_run FOR EACH ROW', 'INSERT ON feed FOR EACH ROW'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(point, { minLength: 1, maxLength: 4 }), async (crashes) => {
        const size = codesIssuedMax + 1 + crashes.length;
        const runId = await begin(size);
        for (const crash of crashes) {
          await cutOffAt(crash);
          expect(await placesOf(runId)).toEqual(upTo(await issuedOf(runId)));
        }
        await Promise.all([1, 2, 3].map(() => untilIssued(runId, size)));
        expect(await placesOf(runId)).toEqual(upTo(size));
      }),
      { numRuns: Number(process.env.FURROW_TEST_RUNS ?? 6) },
    );
  });

  it('draws others where chance draws codes that were issued before', async () => {
    const [one, other] = [await begin(codesOfTurn + 1), await begin(codesOfTurn + 1)];
    const end = (at: string, runId: string) =>
      ground.home.everything.query(`UPDATE code_run SET issued = ${at} WHERE id = $1`, [runId]);
    await end('size', other);
    issuer = issuerWith(new RepeatingRandom(ground.home.clock));
    await issueAll();
    await end('0', other);
    issuer = issuerWith(new RepeatingRandom(ground.home.clock));
    await expect(step()).rejects.toThrow('code_pkey');
    await expect(step()).rejects.toThrow('code_pkey');
    await issueAll();
    for (const runId of [one, other]) expect(await placesOf(runId)).toEqual(upTo(codesOfTurn + 1));
    issuer = issuerWith(ground.home.random);
  });

  it('takes turns with others: an organisation with many waits no less than one with few', async () => {
    const many = [await begin(codesOfTurn * 3), await begin(codesOfTurn * 3)];
    const few = await begin(codesOfTurn * 3, ground.stranger);
    const count = async (runId: string) => (await placesOf(runId)).length / codesOfTurn;
    for (let i = 0; i < 4; i += 1) await step();
    expect(await Promise.all([...many, few].map(count))).toEqual([1, 1, 2]);
    for (let i = 0; i < 2; i += 1) await step();
    expect(await count(few)).toBe(3);
  });

  it('waits while its organisation has ended', async () => {
    const runId = await begin(codesOfTurn + 1);
    const { everything } = ground.home;
    const end = (at: string) =>
      everything.query(`UPDATE organisation SET ended_at = ${at} WHERE id = $1`, [
        ground.producer.organisationId,
      ]);
    await end('now()');
    expect(await step()).toBe('nothing');
    await end('NULL');
    expect(await step()).toBe('more');
    expect(await issuedOf(runId)).toBe(codesOfTurn);
  });

  it('can be activated as far as it is, and no further', async () => {
    const runId = await begin(codesOfTurn * 2);
    await step();
    const { batchId } = await ground.runs.get(ground.producer, runId);
    const activate = (to: number) =>
      ground.life.change(ground.producer, batchId, {
        ...{ change: 'activate', choice: { range: { runId, from: 1, to } } },
      });
    expect(await activate(codesOfTurn)).toEqual({ count: codesOfTurn, passedOver: 0 });
    await expect(activate(codesOfTurn + 1)).rejects.toMatchObject({ status: 422 });
    await issueAll();
    expect(await activate(codesOfTurn + 1)).toEqual({ count: codesOfTurn + 1, passedOver: 0 });
    const listed = await ground.listed(runId);
    expect(listed.filter(({ state }) => state === 'active').length).toBe(codesOfTurn + 1);
  });

  it('is refused where so many wait already', async () => {
    for (let i = 0; i < waitingRunsMax; i += 1) await begin(codesIssuedMax + 1);
    await expect(begin(codesIssuedMax + 1)).rejects.toMatchObject({
      kind: { code: 'too-many-code-runs', status: 409 },
    });
    await begin(codesIssuedMax);
    await begin(codesIssuedMax + 1, ground.stranger);
  });

  it('is refused where the last room is another’s that is asked for at the same time', async () => {
    for (let i = 1; i < waitingRunsMax; i += 1) await begin(codesIssuedMax + 1);
    const { batchId } = await ground.aCodedBatch();
    const third = await ThirdConnection.open(ground.home.server.ownerUrl);
    await third.query('BEGIN');
    // Runs can be counted, and none can be written.
    await third.query('LOCK TABLE code_run IN SHARE MODE');
    const both = Promise.allSettled(
      [1, 2].map(() => ground.moreItems(batchId, codesIssuedMax + 1)),
    );
    await third.sees(2, both);
    await third.query('COMMIT');
    await third.close();
    expect((await both).map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('a run that is given up', () => {
  const end = (runId: string, actor = ground.producer) => ground.runs.cancel(actor, runId);

  it('keeps the codes that it has, gets no others, and leaves its place to another', async () => {
    const runId = await begin(codesOfTurn * 2 + 5);
    await step();
    for (let i = 1; i < waitingRunsMax; i += 1) await begin(codesIssuedMax + 1);
    await expect(begin(codesIssuedMax + 1)).rejects.toMatchObject({ status: 409 });
    expect(await end(runId)).toMatchObject({
      ...{ id: runId, asked: codesOfTurn * 2 + 5, size: codesOfTurn, issued: codesOfTurn },
    });
    await begin(codesIssuedMax + 1);
    await issueAll();
    expect(await placesOf(runId)).toEqual(upTo(codesOfTurn));
    const { batchId } = await ground.runs.get(ground.producer, runId);
    const activate = (to: number) =>
      ground.life.change(ground.producer, batchId, {
        ...{ change: 'activate', choice: { range: { runId, from: 1, to } } },
      });
    await expect(activate(codesOfTurn + 1)).rejects.toMatchObject({ status: 422 });
    expect(await activate(codesOfTurn)).toEqual({ count: codesOfTurn, passedOver: 0 });
  });

  it('says so once, however often it is asked for', async () => {
    const runId = await begin(codesIssuedMax + 1);
    ground.home.clock.advance(1);
    const ended = await end(runId);
    expect([ended.asked, ended.size, ended.issued]).toEqual([codesIssuedMax + 1, 0, 0]);
    expect(await end(runId)).toEqual(ended);
    const told = (await ground.feedOf(runId)).map(({ kind, payload }) => [kind, payload]);
    const { batchId } = ended;
    expect(told.slice(1)).toEqual([
      ['code-run-cancelled', { kind: 'item', batchId, size: codesIssuedMax + 1 }],
    ]);
  });

  it('has the codes of the turn that was under way', async () => {
    const runId = await begin(codesOfTurn * 2);
    const third = await ThirdConnection.open(ground.home.server.ownerUrl);
    await third.query('BEGIN');
    await third.query('LOCK TABLE code IN SHARE MODE');
    const turn = step();
    expect(await third.sees(1, turn)).toBe(true);
    const ended = end(runId);
    expect(await third.sees(2, ended)).toBe(true);
    await third.query('COMMIT');
    await third.close();
    expect(await turn).toBe('more');
    expect(await ended).toMatchObject({ size: codesOfTurn, issued: codesOfTurn });
    await issueAll();
    expect(await placesOf(runId)).toEqual(upTo(codesOfTurn));
  });

  it('is one’s own, and waits for codes', async () => {
    const runId = await begin(codesIssuedMax + 1);
    await expect(end(runId, ground.stranger)).rejects.toMatchObject({ status: 404 });
    await issueAll();
    await expect(end(runId)).rejects.toMatchObject({ kind: { code: 'code-run-issued' } });
    expect(await issuedOf(runId)).toBe(codesIssuedMax + 1);
  });
});

/** A step that the database breaks off where chance says: among its codes, at its count, or at its feed row. */
async function cutOffAt(point: string): Promise<void> {
  const { everything } = ground.home;
  await everything.query(`CREATE TRIGGER cut_off BEFORE ${point} EXECUTE FUNCTION cut_off()`);
  await expect(step()).rejects.toThrow('cut off');
  await everything.query(`DROP TRIGGER cut_off ON ${/ON (\w+)/.exec(point)?.[1] ?? ''}`);
}

async function untilIssued(runId: string, size: number): Promise<void> {
  while ((await issuedOf(runId)) < size) await step();
}

/** Draws what another one drew before, as chance will once in longer than anybody waits. */
class RepeatingRandom extends Random {
  private drawn = 0;

  override bytes(count: number): Uint8Array {
    if (count === 2_000) return super.bytes(count); // the supply of ids, which stay unique
    this.drawn += 1;
    return createHash('shake256', { outputLength: count }).update(String(this.drawn)).digest();
  }
}
