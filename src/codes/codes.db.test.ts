import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cloneDatabase, type TestDatabase } from '../../test/support/database.js';
import type { Actor } from '../access/index.js';
import { parseCode } from '../identifiers/index.js';
import { readFeed, Sequencer } from '../log/index.js';
import { Random } from '../platform/index.js';
import { ProductsService } from '../products/index.js';
import type { Code } from './code.js';
import { CodeLifeService } from './code-life.service.js';
import { bindUnit } from './code-life.store.js';
import { CodesService, type CodedBatch } from './codes.service.js';
import { selectCodes } from './codes.store.js';

let test: TestDatabase;
let products: ProductsService;
let productId: string;
let codes: CodesService;
let life: CodeLifeService;
let producer: Actor;
let stranger: Actor;

beforeAll(async () => {
  test = await cloneDatabase({ role: 'furrow_fold' });
  products = new ProductsService(test.database, test.clock, test.random);
  codes = new CodesService(test.database, test.clock, test.random, products);
  life = new CodeLifeService(test.database, test.clock, test.random, codes);
  producer = anActor();
  stranger = anActor();
  const peaches = { name: 'Peaches', unit: 'KGM', itemCode: 'peaches' };
  productId = (await products.register(producer, peaches)).id;
});
afterAll(() => test.drop());

describe('issuing codes', () => {
  it('gives a batch its code at once, which speaks at once', async () => {
    const batch = aBatch();
    const code = await issueBatchCode(batch);
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
    const batch = aBatch();
    await issueBatchCode(batch);
    await expect(issueBatchCode(batch)).rejects.toThrow('code_run_batch');
  });

  it.each(['item', 'case'] as const)('gives %s codes, silent until activated', async (kind) => {
    const { batchId } = await aCodedBatch();
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
    const { batchId } = await aCodedBatch();
    const before = test.database.statementsSent;
    await codes.issueForBatch(producer, batchId, { kind: 'item', size: 10_000 });
    // The batch within BEGIN and COMMIT; BEGIN, the run, its codes, the feed row, COMMIT.
    expect(test.database.statementsSent - before).toBe(8);
  });

  it('draws again for each place whose code was taken, and uses no code twice', async () => {
    const repeating = new RepeatingRandom(test.clock);
    const careless = new CodesService(test.database, test.clock, repeating, products);
    const { batchId } = await aCodedBatch();
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
    expect(await one(issued[2] ?? '')).toMatchObject({ kind: 'unit', batchId: null, unitId: null });
    expect(issued[2]).toHaveLength(12);
  });

  it('of another organisation’s batch is refused as of one that does not exist', async () => {
    const { batchId } = await aCodedBatch();
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
    const forged = test.database.transaction((tx) => codes.issueBatchCode(tx, producer, aBatch()), {
      organisationId: stranger.organisationId,
    });
    await expect(forged).rejects.toThrow('row-level security');
  });

  it('is logged with what was issued', async () => {
    const { batchId } = await aCodedBatch();
    const { run } = await codes.issueForBatch(producer, batchId, { kind: 'case', size: 2 });
    expect(await feedOf(run.id)).toMatchObject([
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
    const { batchId, code } = await aCodedBatch();
    const issued = [code];
    for (const kind of ['item', 'case'] as const) {
      test.clock.advance(1);
      issued.push(...(await codes.issueForBatch(producer, batchId, { kind, size: 7 })).codes);
    }
    const listed: Code[] = [];
    for (let page = 0; page < 4; page++) {
      const after = listed.at(-1);
      listed.push(...(await codes.list(producer, batchId, { after, limit: 4 })).codes);
    }
    expect(listed.map((each) => each.code)).toEqual(issued);
  });
});

describe('the life of a code', () => {
  it('begins with its activation by name, however it was typed, and keeps its first time', async () => {
    const { batchId, issued } = await aRun(3);
    const [a = '', b = ''] = issued;
    const activated = new Date(test.clock.now());
    const typed = a.toLowerCase().replace(/(....)(?=.)/g, '$1-');
    expect(await life.activate(producer, batchId, { codes: [typed, b] })).toBe(2);
    test.clock.advance(60_000);
    expect(await life.activate(producer, batchId, { codes: [a] })).toBe(1);
    expect((await one(a)).activatedAt).toEqual(activated);
    expect((await one(issued[2] ?? '')).activatedAt).toBeNull();
    expect(await feedOf(batchId)).toMatchObject([
      { kind: 'codes-activated', payload: { size: 2 } },
      { kind: 'codes-activated', payload: { size: 1 } },
    ]);
  });

  it('begins with its activation by a stretch of the roll', async () => {
    const { batchId, issued, runId } = await aRun(5);
    expect(await life.activate(producer, batchId, { range: { runId, from: 2, to: 4 } })).toBe(3);
    const states = await Promise.all(issued.map(one));
    expect(states.map((code) => code.activatedAt !== null)).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  it('ends with its voiding, for ever', async () => {
    const { batchId, issued } = await aRun(2);
    const [spoiled = '', good = ''] = issued;
    expect(await life.void(producer, batchId, { codes: [spoiled] }, 'spoiled in printing')).toBe(1);
    const both = life.activate(producer, batchId, { codes: [good, spoiled] });
    await expect(both).rejects.toMatchObject({
      kind: { code: 'code-void', status: 409 },
      errors: [{ pointer: '/codes/1' }],
    });
    expect((await one(good)).activatedAt).toBeNull();
    expect((await one(spoiled)).voidedAt).toEqual(new Date(test.clock.now()));
  });

  it.each([
    [
      'a mistyped code',
      (known: string) => [known, known.replace(/.$/, (c) => (c === '0' ? '1' : '0'))],
    ],
    ['a code of nothing', (known: string) => [known, '7K3M9QTX2WP4H8CX']],
  ])('does not begin for %s, nor for those named with it', async (_, choose) => {
    const { batchId, issued } = await aRun(1);
    const [known = ''] = issued;
    await expect(life.activate(producer, batchId, { codes: choose(known) })).rejects.toMatchObject({
      status: 422,
      errors: [{ pointer: '/codes/1' }],
    });
    expect((await one(known)).activatedAt).toBeNull();
  });

  it.each([
    [1, 6],
    [0, 3],
    [4, 3],
    [6, 9],
  ])('does not begin for places %i to %i of a run of five', async (from, to) => {
    const { batchId, runId } = await aRun(5);
    const range = { runId, from, to };
    await expect(life.activate(producer, batchId, { range })).rejects.toMatchObject({
      status: 422,
      errors: [{ pointer: '/range' }],
    });
  });

  it('is not in the hands of another organisation, nor of another batch', async () => {
    const { batchId, issued } = await aRun(1);
    const other = await aCodedBatch();
    await expect(life.activate(stranger, batchId, { codes: issued })).rejects.toMatchObject({
      status: 404,
    });
    await expect(life.activate(producer, other.batchId, { codes: issued })).rejects.toMatchObject({
      status: 422,
    });
    const own = life.void(producer, other.batchId, { codes: [other.code] }, 'a batch’s own code');
    await expect(own).rejects.toMatchObject({ status: 422 });
  });

  it('of a unit code ties it to one unit', async () => {
    const { codes: issued } = await codes.issueForUnits(producer, 1);
    const [code = ''] = issued;
    const { organisationId } = producer;
    const bind = (unitId: string, who = organisationId) =>
      test.database.transaction((tx) => bindUnit(tx, { code, unitId, organisationId: who }), {
        organisationId: who,
      });
    const unitId = test.random.uuid();
    expect(await bind(unitId, stranger.organisationId)).toBe(false);
    expect(await bind(unitId)).toBe(true);
    expect(await bind(unitId)).toBe(true);
    expect(await bind(test.random.uuid())).toBe(false);
  });
});

function issueBatchCode(batch: CodedBatch): Promise<string> {
  return test.database.transaction((tx) => codes.issueBatchCode(tx, producer, batch), {
    organisationId: producer.organisationId,
  });
}

async function aCodedBatch(): Promise<{ batchId: string; code: string }> {
  const batch = aBatch();
  return { batchId: batch.batchId, code: await issueBatchCode(batch) };
}

async function aRun(size: number): Promise<{ batchId: string; runId: string; issued: string[] }> {
  const { batchId } = await aCodedBatch();
  const { run, codes: issued } = await codes.issueForBatch(producer, batchId, {
    kind: 'item',
    size,
  });
  return { batchId, runId: run.id, issued: [...issued] };
}

function aBatch(): CodedBatch {
  return { batchId: test.random.uuid(), productId, number: '2026-11-23-01', gtin: null };
}

async function one(code: string): Promise<Code> {
  const [found] = await selectCodes(test.database, [code]);
  if (found === undefined) throw new Error(`${code} was not stored`);
  return found;
}

async function feedOf(subject: string) {
  const sequencer = new Sequencer(test.database, { holder: 'test' });
  while ((await sequencer.runOnce()) > 0);
  const rows = await readFeed(test.database, 0, 10_000);
  return rows.filter((row) => row.subject === subject);
}

function anActor(): Actor {
  return {
    organisationId: test.random.uuid(),
    partyId: test.random.uuid(),
    roles: ['producer'],
    scopes: ['read', 'write'],
    credential: 'test',
  };
}

/** Draws the same codes again after `rewind`, as chance will once in a long while. */
class RepeatingRandom extends Random {
  private drawn = 0;

  rewind(): void {
    this.drawn = 0;
  }

  override bytes(count: number): Uint8Array {
    if (count > 100) return super.bytes(count); // the supply of ids, which stay unique
    const bytes = new Uint8Array(count).fill(this.drawn % 31);
    bytes[1] = Math.floor(this.drawn++ / 31);
    return bytes;
  }
}
