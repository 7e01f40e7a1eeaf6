// Goal: codes are unguessable, never used twice, and whose they are. Method: the services on a real database, with chance replaced
// where a code must come twice.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CodesGround } from '../../test/support/codes-ground.js';
import type { TestDatabase } from '../../test/support/database.js';
import type { Actor } from '../access/index.js';
import { parseCode } from '../identifiers/index.js';
import { Random } from '../platform/index.js';
import { CodesService } from './codes.service.js';
import type { LivingCode } from './codes.store.js';

let ground: CodesGround;
let test: TestDatabase;
let codes: CodesService;
let producer: Actor;
let stranger: Actor;

beforeAll(async () => {
  ground = await CodesGround.make();
  ({ home: test, codes, producer, stranger } = ground);
});
afterAll(() => test?.drop());

describe('issuing codes', () => {
  it('gives a batch its code at once, which speaks at once', async () => {
    const batch = ground.aBatch();
    const code = await ground.issueBatchCode(batch);
    expect(parseCode(code)).toHaveLength(12);
    expect(await one(code)).toMatchObject({
      kind: 'batch',
      batchId: batch.batchId,
      organisationId: producer.organisationId,
      issuedAt: new Date(test.clock.now()),
      activatedAt: new Date(test.clock.now()),
    });
  });

  it('gives a batch one code of its own, never two', async () => {
    const batch = ground.aBatch();
    await ground.issueBatchCode(batch);
    await expect(ground.issueBatchCode(batch)).rejects.toThrow('code_run_batch');
  });

  it.each(['item', 'case'] as const)('gives %s codes, silent until activated', async (kind) => {
    const { batchId } = await ground.aCodedBatch();
    const { run, codes: issued } = await codes.issueForBatch(producer, batchId, {
      kind,
      size: 250,
    });
    expect(run).toMatchObject({ kind, batchId, size: 250 });
    expect(new Set(issued.map(parseCode)).size).toBe(250);
    expect(issued.every((code) => code.length === 16)).toBe(true);
    expect(await one(issued[99] ?? '')).toMatchObject({
      runId: run.id,
      place: 100,
      activatedAt: null,
    });
  });

  it('writes ten thousand by one statement', async () => {
    const { batchId } = await ground.aCodedBatch();
    const before = test.database.statementsSent;
    await codes.issueForBatch(producer, batchId, { kind: 'item', size: 10_000 });
    // The batch within BEGIN and COMMIT; BEGIN, the run, its codes, the feed row, COMMIT.
    expect(test.database.statementsSent - before).toBe(8);
  });

  it('draws again for each place whose code was taken, and uses no code twice', async () => {
    const repeating = new RepeatingRandom(test.clock);
    const careless = new CodesService(test.database, test.clock, repeating, ground.products);
    const { batchId } = await ground.aCodedBatch();
    const first = await careless.issueForBatch(producer, batchId, { kind: 'item', size: 5 });
    repeating.rewind();
    const second = await careless.issueForBatch(producer, batchId, { kind: 'item', size: 8 });
    expect(new Set([...first.codes, ...second.codes]).size).toBe(13);
    const { codes: listed } = await codes.list(producer, batchId, { after: undefined, limit: 100 });
    expect(listed.filter((code) => code.runId === second.run.id).map((code) => code.code)).toEqual(
      second.codes,
    );
  });

  it('gives unit codes, which name no batch and no SSCC', async () => {
    const { codes: issued } = await codes.issueForUnits(producer, 3);
    expect(await one(issued[2] ?? '')).toMatchObject({ kind: 'unit', batchId: null });
    expect(issued[2]).toHaveLength(12);
  });

  it('of another organisation’s batch is refused as of one that does not exist', async () => {
    const { batchId } = await ground.aCodedBatch();
    const wanted = { kind: 'item', size: 1 } as const;
    const absent = codes.issueForBatch(producer, test.random.uuid(), wanted);
    const foreign = codes.issueForBatch(stranger, batchId, wanted);
    const [a, b] = await Promise.allSettled([absent, foreign]);
    expect(b).toEqual(a);
    expect(a).toMatchObject({ status: 'rejected', reason: { status: 404 } });
    await expect(
      codes.list(stranger, batchId, { after: undefined, limit: 1 }),
    ).rejects.toMatchObject({ status: 404 });
  });

  it('under another organisation’s name is refused by the database itself', async () => {
    const forged = test.database.transaction(
      (tx) => codes.issueBatchCode(tx, producer, ground.aBatch()),
      {
        organisationId: stranger.organisationId,
      },
    );
    await expect(forged).rejects.toThrow('row-level security');
  });

  it('is logged with what was issued', async () => {
    const { batchId } = await ground.aCodedBatch();
    const { run } = await codes.issueForBatch(producer, batchId, { kind: 'case', size: 2 });
    expect(await ground.feedOf(run.id)).toMatchObject([
      {
        kind: 'codes-issued',
        organisationId: producer.organisationId,
        payload: { kind: 'case', batchId, size: 2 },
      },
    ]);
  });
});

describe('a list of the codes of a batch', () => {
  it('begins with its own, then follows the runs, a page at a time', async () => {
    const { batchId, code } = await ground.aCodedBatch();
    const issued = [code];
    for (const kind of ['item', 'case'] as const) {
      test.clock.advance(1);
      issued.push(...(await codes.issueForBatch(producer, batchId, { kind, size: 7 })).codes);
    }
    const listed: LivingCode[] = [];
    for (let page = 0; page < 4; page++) {
      const after = listed.at(-1);
      listed.push(...(await codes.list(producer, batchId, { after, limit: 4 })).codes);
    }
    expect(listed.map((each) => each.code)).toEqual(issued);
  });
});

async function one(code: string): Promise<Record<string, unknown>> {
  const [found] = await test.everything.query<Record<string, unknown>>(
    `SELECT kind, organisation_id AS "organisationId", batch_id AS "batchId",
       run_id AS "runId", place, issued_at AS "issuedAt", activated_at AS "activatedAt"
     FROM code WHERE code = $1`,
    [code],
  );
  if (found === undefined) throw new Error(`${code} was not stored`);
  return found;
}

/** Draws the same codes again after `rewind`, as chance will once in a long while. */
class RepeatingRandom extends Random {
  private drawn = 0;

  rewind(): void {
    this.drawn = 0;
  }

  override bytes(count: number): Uint8Array {
    if (count === 2_000) return super.bytes(count); // the supply of ids, which stay unique
    const codes = Array.from({ length: Math.ceil(count / 16) }, () => {
      const code = new Uint8Array(16).fill(this.drawn % 31);
      code[1] = Math.floor(this.drawn++ / 31) % 31;
      return code;
    });
    return Buffer.concat(codes).subarray(0, count);
  }
}
