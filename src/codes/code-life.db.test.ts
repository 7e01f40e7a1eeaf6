// Goal: what becomes of item and case codes, by name and by range, without touching a row of each. Method: generated changes on a
// real database against a model that keeps every code by itself; the seed is printed where they differ.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CodesGround, type IssuedItems } from '../../test/support/codes-ground.js';
import type { CodeChoice } from './code-choice.js';
import { lifeRules, statesFor, type CodeLife, type LifeChange } from './code-life.js';
import type { WantedChange } from './code-life.service.js';

let ground: CodesGround;
beforeAll(async () => {
  ground = await CodesGround.make();
});
afterAll(() => ground?.home.drop());

const runs = Number(process.env.FURROW_TEST_RUNS ?? 25);
const size = 12;

function change(batchId: string, wanted: WantedChange) {
  return ground.life.change(ground.producer, batchId, wanted);
}

const activate = (batchId: string, choice: CodeChoice) =>
  change(batchId, { change: 'activate', choice });

const spoil = (batchId: string, choice: CodeChoice) =>
  change(batchId, { change: 'void', choice, reason: 'spoiled in printing' });

async function statesOf({ runId }: Pick<IssuedItems, 'runId'>): Promise<string> {
  return (await ground.listed(runId)).map(({ state }) => state[0]).join('');
}

/** What a step of a test asks for: places of a run, by name or as a range. */
interface Step {
  readonly change: LifeChange;
  readonly places: readonly number[];
  readonly byName: boolean;
}

const place = fc.integer({ min: 1, max: size });
const places = fc.oneof(
  fc.tuple(place, place).map(([one, other]) => {
    const [from, to] = [Math.min(one, other), Math.max(one, other)];
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  }),
  fc.uniqueArray(place, { minLength: 1, maxLength: 5 }),
);
const step: fc.Arbitrary<Step> = fc.record({
  change: fc.constantFrom(...(Object.keys(lifeRules) as LifeChange[])),
  places,
  byName: fc.boolean(),
});

type Lives = CodeLife[];

const born: CodeLife = {
  ...{ state: 'issued', activatedAt: null },
  ...{ blockedAt: null, consumedAt: null, voidedAt: null },
};

function changed(life: CodeLife, what: LifeChange, at: Date): CodeLife {
  if (!(lifeRules[what].from as readonly string[]).includes(life.state)) return life;
  const marks = {
    activate: { state: 'active', activatedAt: at },
    block: { state: 'blocked', blockedAt: at },
    unblock: { state: 'active', blockedAt: null },
    consume: { state: 'consumed', consumedAt: at },
    void: { state: 'void', voidedAt: at },
  } as const;
  return { ...life, ...marks[what] };
}

/** Does a step on the service and on the model: both take it, or both refuse it. */
async function take(run: IssuedItems, lives: Lives, { change: what, ...asked }: Step) {
  ground.home.clock.advance(1_000);
  const at = new Date(ground.home.clock.now());
  const sorted = asked.places.toSorted((one, other) => one - other);
  const isRange = !asked.byName && sorted.every((each, i) => each === (sorted[0] ?? 0) + i);
  const { runId, issued } = run;
  const choice = isRange
    ? { range: { runId, from: sorted[0] ?? 0, to: sorted.at(-1) ?? 0 } }
    : { codes: asked.places.map((each) => issued[each - 1] ?? '') };
  const unfit = asked.places.filter((each) => !statesFor(what).includes(lives[each - 1]!.state));
  const asking = change(run.batchId, { change: what, choice, reason: 'a test' });
  if (!isRange && unfit.length > 0) {
    const errors = unfit.map((each) => ({ pointer: `/codes/${asked.places.indexOf(each)}` }));
    await expect(asking).rejects.toMatchObject({ kind: { status: 409 }, errors });
    return;
  }
  const passedOver = unfit.length;
  expect(await asking).toEqual({ count: asked.places.length - passedOver, passedOver });
  for (const each of asked.places) lives[each - 1] = changed(lives[each - 1]!, what, at);
}

describe('the life of codes', () => {
  it('is that of each code by itself, however its neighbours in the roll fare', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const run = await ground.aRun(size);
        const lives: Lives = Array.from({ length: size }, () => born);
        for (const each of steps) {
          await take(run, lives, each);
          const listed = await ground.listed(run.runId);
          expect(listed.map(({ place: at }) => at)).toEqual(lives.map((_, i) => i + 1));
          expect(listed).toMatchObject(lives);
        }
      }),
      { numRuns: runs },
    );
  });

  it('of a whole run is one row, and of a named one in it two more', async () => {
    const run = await ground.aRun(1_000);
    const { batchId, runId, issued } = run;
    await activate(batchId, { range: { runId, from: 1, to: 1_000 } });
    expect(await spansOf(runId)).toEqual(['1-1000']);
    await spoil(batchId, { codes: [issued[499] ?? ''] });
    expect(await spansOf(runId)).toEqual(['1-499', '500-500', '501-1000']);
  });

  it('of codes that are active already leaves their row whole: scanners on a line repeat themselves', async () => {
    const { batchId, runId, issued } = await ground.aRun(100);
    await activate(batchId, { range: { runId, from: 1, to: 100 } });
    for (const code of issued.slice(0, 20)) await activate(batchId, { codes: [code] });
    expect(await spansOf(runId)).toEqual(['1-100']);
  });

  it('goes by the roll: a range passes over what was spoiled on it', async () => {
    const run = await ground.aRun(6);
    const { batchId, runId, issued } = run;
    await spoil(batchId, { codes: [issued[1] ?? '', issued[4] ?? ''] });
    const range = { runId, from: 1, to: 5 };
    expect(await activate(batchId, { range })).toEqual({ count: 3, passedOver: 2 });
    expect(await statesOf(run)).toBe('avaavi');
  });

  it('is for all named codes or for none, and the refusal says which would not', async () => {
    const run = await ground.aRun(3);
    const { batchId, issued } = run;
    await spoil(batchId, { codes: [issued[2] ?? ''] });
    await expect(activate(batchId, { codes: issued })).rejects.toMatchObject({
      kind: { code: 'code-void', status: 409 },
      errors: [{ pointer: '/codes/2' }],
    });
    const early = change(batchId, { change: 'consume', choice: { codes: issued } });
    await expect(early).rejects.toMatchObject({ kind: { code: 'code-not-active' } });
    expect(await statesOf(run)).toBe('iiv');
    await activate(batchId, { codes: issued.slice(0, 1) });
    await change(batchId, { change: 'consume', choice: { codes: issued.slice(0, 1) } });
    const late = spoil(batchId, { codes: issued.slice(0, 1) });
    await expect(late).rejects.toMatchObject({ kind: { code: 'code-consumed' } });
  });

  it('takes codes as people type them and as scanners read their labels', async () => {
    const run = await ground.aRun(5);
    const [a = '', b = '', c = '', d = ''] = run.issued;
    const typed = a.toLowerCase().replace(/(....)(?=.)/g, '$1-');
    const codes = [
      typed,
      `HTTPS://TRACE.EXAMPLE/T/${b}`,
      `]d20109520123456788\u001d21${c}`,
      `https://trace.example/01/09520123456788/21/${d}`,
    ];
    expect(await activate(run.batchId, { codes: [...codes, a] })).toMatchObject({ count: 4 });
    expect(await statesOf(run)).toBe('aaaai');
  });

  it('of several runs is changed by one request', async () => {
    const one = await ground.aRun(2);
    const other = await ground.moreItems(one.batchId, 2);
    const codes = [one.issued[1] ?? '', other.issued[0] ?? ''];
    expect(await activate(one.batchId, { codes })).toEqual({ count: 2, passedOver: 0 });
    expect([await statesOf(one), await statesOf(other)]).toEqual(['ia', 'ai']);
  });

  it('is told in the feed, with how many it was for', async () => {
    const { batchId, runId } = await ground.aRun(3);
    const range = { runId, from: 1, to: 3 };
    for (const what of Object.keys(lifeRules) as LifeChange[]) {
      const reason = 'a test';
      ground.home.clock.advance(1);
      await change(batchId, { change: what, choice: { range }, reason });
    }
    const told = (await ground.feedOf(batchId)).map(({ kind, payload }) => [kind, payload]);
    expect(told).toEqual([
      ['codes-activated', { batchId, size: 3 }],
      ['codes-blocked', { batchId, size: 3 }],
      ['codes-unblocked', { batchId, size: 3 }],
      ['codes-consumed', { batchId, size: 3 }],
      ['codes-voided', { batchId, size: 0 }],
    ]);
  });

  it.each([
    [
      'a mistyped code',
      (known: string) => [known, known.replace(/.$/, (c) => (c === '0' ? '1' : '0'))],
    ],
    ['a code of nothing', (known: string) => [known, '7K3M9QTX2WP4H8CX']],
  ])('does not begin for %s, nor for those named with it', async (_, choose) => {
    const run = await ground.aRun(1);
    const codes = choose(run.issued[0] ?? '');
    await expect(activate(run.batchId, { codes })).rejects.toMatchObject({
      status: 422,
      errors: [{ pointer: '/codes/1' }],
    });
    expect(await statesOf(run)).toBe('i');
  });

  it.each([
    [1, 6],
    [0, 3],
    [4, 3],
    [6, 9],
  ])('does not begin for places %i to %i of a run of five', async (from, to) => {
    const { batchId, runId } = await ground.aRun(5);
    await expect(activate(batchId, { range: { runId, from, to } })).rejects.toMatchObject({
      status: 422,
      errors: [{ pointer: '/range' }],
    });
  });

  it('is not in the hands of another organisation, nor of another batch', async () => {
    const { batchId, runId, issued } = await ground.aRun(1);
    const other = await ground.aCodedBatch();
    const wanted = { change: 'activate', choice: { codes: issued } } as const;
    const { life, stranger, producer } = ground;
    await expect(life.change(stranger, batchId, wanted)).rejects.toMatchObject({ status: 404 });
    for (const choice of [{ codes: issued }, { range: { runId, from: 1, to: 1 } }]) {
      const elsewhere = life.change(producer, other.batchId, { ...wanted, choice });
      await expect(elsewhere).rejects.toMatchObject({ status: 422 });
    }
    const own = spoil(other.batchId, { codes: [other.code] });
    await expect(own).rejects.toMatchObject({ status: 422 });
  });

  it('of many that were activated one by one is refused for a range that is too scattered', async () => {
    const { batchId, runId } = await ground.aRun(10_000);
    // What scans one by one leave behind, and more of it than anybody would wait for.
    await ground.home.everything.query(
      'UPDATE code_run SET size = 300000, issued = 300000 WHERE id = $1',
      [runId],
    );
    await ground.home.everything.query(
      `INSERT INTO code_span (run_id, first_place, last_place, organisation_id, activated_at)
       SELECT $1, place, place, $2, now() FROM generate_series(1, 300000) AS place`,
      [runId, ground.producer.organisationId],
    );
    const whole = { runId, from: 1, to: 300_000 };
    const consume = (range: typeof whole) =>
      change(batchId, { change: 'consume', choice: { range } });
    await expect(consume(whole)).rejects.toMatchObject({ errors: [{ pointer: '/range' }] });
    expect(await consume({ ...whole, to: 1_000 })).toEqual({ count: 1_000, passedOver: 0 });
  });
});

async function spansOf(runId: string): Promise<string[]> {
  const rows = await ground.home.everything.query<{ span: string }>(
    `SELECT first_place || '-' || last_place AS span FROM code_span WHERE run_id = $1
     ORDER BY first_place`,
    [runId],
  );
  return rows.map(({ span }) => span);
}
