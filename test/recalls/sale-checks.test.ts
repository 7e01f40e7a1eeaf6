// What a till is told: whether goods may be sold, by their label.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { checkDigit } from '../../src/identifiers/check-digit.js';
import { makeCode } from '../../src/identifiers/native-code.js';
import type { Reader } from '../../src/platform/index.js';
import { RulePacks } from '../../src/rules/index.js';
import { SaleChecksService } from '../../src/sale-checks/sale-checks.service.js';
import { SaleChecksStore } from '../../src/sale-checks/sale-checks.store.js';
import { World, type Body } from '../cases/world.js';

interface Reason {
  readonly reason: string;
  readonly [member: string]: unknown;
}

interface Check {
  readonly what: string;
  readonly verdict: string;
  readonly reasons: readonly Reason[];
}

const day = 24 * 3_600_000;

let service: World;
let world: World;
let maker: string;
let till: string;
beforeAll(async () => {
  service = await World.start();
});
beforeEach(async () => {
  world = service.another();
  ({ key: maker } = await world.trader('P'));
  ({ key: till } = await world.trader('S'));
});
afterAll(() => service?.close());

function asked(labels: readonly string[], more = ''): Promise<{ status: number; body: Body }> {
  const query = labels.map((label) => `what=${encodeURIComponent(label)}`).join('&');
  return world.service.send<Body>('GET', `/api/v1/sale-checks?${query}${more}`, { key: till });
}

async function checks(labels: readonly string[], market?: string): Promise<readonly Check[]> {
  const { status, body } = await asked(labels, market && `&market=${market}`);
  expect([status, body.errors]).toEqual([200, undefined]);
  return body.checks as readonly Check[];
}

/** `not-sellable: recalled`, the verdict of one label with the words of its reasons. */
async function told(label: string, market?: string): Promise<string> {
  const [check] = await checks([label], market);
  const words = (check?.reasons ?? []).map(({ reason }) => reason);
  return [check?.verdict, ...(words.length === 0 ? [] : [words.join(' ')])].join(': ');
}

async function recall(batchIds: readonly string[], more: Body = {}): Promise<string> {
  const words = { grade: 1, reason: 'Listeria found by the laboratory', ...more };
  const opened = await world.post(maker, '/api/v1/recalls', { batchIds, ...words });
  return String(opened.id);
}

/** A batch of P, made in China. */
const make = (name: string, more: Body = {}) =>
  world.make('P', name, '30', { at: '2026-11-15T08:00:00+08:00', ...more });

const close = (id: string) =>
  world.post(maker, `/api/v1/recalls/${id}/close`, { word: 'all found' });

/** Activates all but the last of its codes. */
async function itemCodes(batchId: string, count: number): Promise<string[]> {
  const path = `/api/v1/batches/${batchId}/codes`;
  const { codes } = await world.post(maker, path, { kind: 'item', count: count + 1 });
  const active = (codes as string[]).slice(0, -1);
  await world.post(maker, `${path}/activations`, { codes: active });
  return codes as string[];
}

async function batchCode(id: string): Promise<string> {
  const { body } = await world.service.send<{ code: string }>('GET', `/api/v1/batches/${id}`, {
    key: maker,
  });
  return body.code;
}

/** The element string of a batch of the case, or of its product alone, with dates of AIs: `17` and a day. */
function label(name: string, dates: Readonly<Record<string, string>> = {}): string {
  const [, gtin = '', number] = /\/01\/(\d+)(?:\/10\/(.*))?$/.exec(world.linkOf(name)) ?? [];
  const further = Object.entries(dates).map(([ai, on]) => `(${ai})${yymmdd(on)}`);
  return [`(01)${gtin}`, ...further, number === undefined ? '' : `(10)${number}`].join('');
}

const yymmdd = (on: string) => on.slice(2).replaceAll('-', '');

/** A day from today on, by the clock of China. */
const dayIn = (days: number) =>
  new Date(world.service.clock.now() + 8 * 3_600_000 + days * day).toISOString().slice(0, 10);

/** Moves the clock to so long after the beginning of the next day in China. */
function toNextDay(milliseconds: number): void {
  const begun = (world.service.clock.now() + 8 * 3_600_000) % day;
  world.service.clock.advance(day - begun + milliseconds);
}

describe('what is recalled', () => {
  test('R5 till: the next answer after an opening says not to sell it, by whatever names it, and after the closing again', async () => {
    const id = await make('D');
    const [item = '', silent = ''] = await itemCodes(id, 1);
    const sscc = '/00/106141412345678908';
    const unit = await world.unit('K');
    await world.pack('P', 'D 10', 'K', 2);
    await world.does('P', 'pack', 3, { unit: sscc, units: [unit] });
    const gtin = world.gtinOf('X');
    const labels = [
      ...[await batchCode(id), item, unit, sscc, world.linkOf('D'), label('D')],
      ...[`]d201${gtin.padStart(14, '0')}10D`, `https://shop.example/01/${gtin}/10/D/21/${item}`],
      `(01)${gtin.padStart(14, '0')}(10)D(21)THEIR-OWN-7`,
    ];
    const verdicts = async () => (await checks(labels)).map(({ verdict }) => verdict);
    expect(await verdicts()).toEqual(labels.map(() => 'sellable'));
    expect(await told(silent)).toBe('check-the-number: unknown');
    const recallId = await recall([id], { advice: 'Take it back', contact: 'Anna, 555' });
    expect(await verdicts()).toEqual(labels.map(() => 'not-sellable'));
    const [one] = await checks([silent]);
    expect(one).toEqual({
      ...{ what: silent, verdict: 'not-sellable' },
      reasons: [
        {
          reason: 'recalled',
          recall: {
            ...{ id: recallId, openedAt: expect.stringMatching(/Z$/), orderedBy: 'P' },
            ...{ byRegulator: false, reason: 'Listeria found by the laboratory' },
            ...{ advice: 'Take it back', contact: 'Anna, 555' },
          },
        },
      ],
    });
    await close(recallId);
    expect(await verdicts()).toEqual(labels.map(() => 'sellable'));
    expect(await told(silent)).toBe('check-the-number: unknown');
  });

  test('R7 till: a GTIN alone of which some batches are recalled says to check the number, and so does an unknown number', async () => {
    const id = await make('D');
    await make('B');
    const product = label('X');
    expect(await told(world.gtinOf('X'))).toBe('sellable');
    const recallId = await recall([id]);
    for (const text of [world.gtinOf('X'), product, world.linkOf('D').replace('/10/D', '')]) {
      expect([text, await told(text)]).toEqual([text, 'check-the-number: some-recalled']);
    }
    expect(await told(label('B'))).toBe('sellable');
    expect(await told(`${product}(10)NOBODYS`)).toBe('check-the-number: unknown some-recalled');
    await world.post(maker, `/api/v1/recalls/${recallId}/release`, { batchIds: [id] });
    expect(await told(product)).toBe('sellable');
    expect(await told(`${product}(10)NOBODYS`)).toBe('check-the-number: unknown');
  });

  test('a GTIN with a date is what its batches of that date are: all recalled, some, or none', async () => {
    const [soon, later] = [dayIn(10), dayIn(20)];
    const ids = new Map<string, string>();
    for (const [name, bestBefore] of Object.entries({ D: soon, E: soon, B: later })) {
      ids.set(name, await make(name, { bestBefore }));
    }
    const at = (on: string) => label('X', { 15: on });
    const third = dayIn(30);
    const first = await recall([ids.get('D')!], { grade: 2 });
    expect(await told(at(soon))).toBe('check-the-number: some-recalled');
    expect(await told(at(later))).toBe('sellable');
    // No batch on record bears it: it may be misread.
    expect(await told(at(third))).toBe('check-the-number: some-recalled');
    const second = await recall([ids.get('E')!]);
    const [gravest] = await checks([at(soon)]);
    const reasons = [{ reason: 'recalled', recall: { id: second } }];
    expect(gravest).toMatchObject({ verdict: 'not-sellable', reasons });
    expect(await told(label('X', { 17: soon }))).toBe('not-sellable: recalled');
    expect(await told(label('X'))).toBe('check-the-number: some-recalled');
    await close(second);
    expect(await told(at(soon))).toBe('check-the-number: some-recalled');
    await close(first);
    for (const on of [soon, third]) expect(await told(at(on))).toBe('sellable');
  });

  test('a batch whose date is not on record may bear any, recalled or not', async () => {
    const [soon, later] = [dayIn(10), dayIn(20)];
    const id = await make('D', { bestBefore: soon });
    const undated = await make('N');
    const at = (on: string) => label('X', { 15: on });
    const first = await recall([id]);
    expect(await told(at(soon))).toBe('check-the-number: some-recalled');
    expect(await told(at(later))).toBe('sellable');
    await close(first);
    await recall([undated]);
    expect(await told(at(soon))).toBe('check-the-number: some-recalled');
    expect(await told(at(later))).toBe('not-sellable: recalled');
  });

  test('a GTIN with a day of production is what was made on that day at its place, or a day off', async () => {
    const made = (on: string, name = 'X') => told(label(name, { 11: on }));
    // The last hour of a day in China is of the day before in UTC, and the first hour of one as well.
    const id = await make('D', { at: '2026-11-09T23:30:00+08:00' });
    await make('B', { at: '2026-11-13T00:30:00+08:00' });
    await recall([id]);
    for (const on of ['2026-11-08', '2026-11-09', '2026-11-10']) {
      expect([on, await made(on)]).toEqual([on, 'not-sellable: recalled']);
    }
    for (const on of ['2026-11-12', '2026-11-13', '2026-11-14']) {
      expect([on, await made(on)]).toEqual([on, 'sellable']);
    }
    // No batch on record was made then: the day may be misread.
    for (const on of ['2026-11-07', '2026-11-11', '2026-11-15']) {
      expect([on, await made(on)]).toEqual([on, 'check-the-number: some-recalled']);
    }
    expect(await told(`${label('X', { 11: '2026-11-07' })}(10)B`)).toBe('sellable');
    // A whole day ends at the first instant of the next one, and is of that one no longer.
    const whole = await make('W', { product: 'Y', at: undefined, on: '2026-11-09' });
    await recall([whole]);
    expect(await made('2026-11-10', 'Y')).toBe('not-sellable: recalled');
    expect(await made('2026-11-11', 'Y')).toBe('check-the-number: some-recalled');
  });

  test('a recalled batch that a system registered in UTC is found by the day on its label, which is that of its place', async () => {
    const id = await make('D', { at: '2026-11-01T17:00:00Z' });
    await recall([id]);
    expect(await told(label('X', { 11: '2026-11-02' }))).toBe('not-sellable: recalled');
    // Of two batches that may bear the day it may be either.
    await make('B', { at: '2026-11-02T12:00:00+08:00' });
    expect(await told(label('X', { 11: '2026-11-02' }))).toBe('check-the-number: some-recalled');
  });

  test('a batch that was only mentioned vouches for no date', async () => {
    await recall([await make('D', { bestBefore: dayIn(10) })]);
    await world.receive('S', 'P', 'M 5', 2);
    expect(await told(label('X', { 15: dayIn(30) }))).toBe('check-the-number: some-recalled');
  });

  test('the serial number of a recalled batch under the GTIN of another product is not recalled but unknown', async () => {
    const id = await make('D');
    const [item = ''] = await itemCodes(id, 1);
    await make('Y1', { product: 'Y' });
    await recall([id]);
    expect(await told(`${label('Y1')}(21)${item}`)).toBe('check-the-number: unknown');
    // Where its label names a recalled batch, that is what is to be said.
    const [own = ''] = await itemCodes(world.batches.get('Y1')!, 1);
    expect(await told(`${label('D')}(21)${own}`)).toBe('not-sellable: recalled');
  });
});

describe('what is past its day', () => {
  test('its last day is sold to the end, by the clock of where it was made, and no longer in China', async () => {
    const today = dayIn(0);
    const id = await make('D', { bestBefore: today });
    const [item = ''] = await itemCodes(id, 1);
    for (const text of [item, label('D')]) expect(await told(text, 'CN')).toBe('sellable');
    toNextDay(-1);
    for (const text of [item, label('D')]) expect(await told(text, 'CN')).toBe('sellable');
    toNextDay(0);
    for (const text of [item, label('D')]) {
      expect(await told(text, 'CN')).toBe('not-sellable: expired');
    }
    const [check] = await checks([item], 'CN');
    expect(check?.reasons).toEqual([
      {
        ...{ reason: 'expired', date: { kind: 'best-before', on: today }, market: 'CN' },
        rule: {
          ...{ pack: 'cn-food', version: 2, rule: 'sale-after-date', confirmed: false },
          ...{ article: 'Article 34 (10)', source: expect.stringContaining('食品安全法') },
        },
      },
    ]);
  });

  test('where no law is known best-before is a word of caution, and without a market the law of any counts', async () => {
    await make('D', { bestBefore: dayIn(-1) });
    const [check] = await checks([label('D')], 'DE');
    expect(check).toMatchObject({
      verdict: 'sellable',
      reasons: [{ reason: 'past-date', market: 'DE', date: { on: dayIn(-1) } }],
    });
    expect(check?.reasons[0]).not.toHaveProperty('rule');
    expect(await told(label('D'))).toBe('not-sellable: expired');
  });

  test('past a use-by date nothing is sold in any market', async () => {
    await world.product('Y', 'P', { dateType: 'use-by', shelfLifeDays: 5 });
    await make('Y1', { product: 'Y', bestBefore: dayIn(-1) });
    expect(await told(label('Y1'), 'DE')).toBe('not-sellable: expired');
  });

  test('where label and record say different days the earlier counts', async () => {
    await make('D', { bestBefore: dayIn(5) });
    await make('E', { bestBefore: dayIn(-1) });
    expect(await told(label('D', { 17: dayIn(-2) }), 'CN')).toBe('not-sellable: expired');
    expect(await told(label('D', { 17: dayIn(2) }), 'CN')).toBe('sellable');
    const [check] = await checks([label('E', { 15: dayIn(3) })], 'CN');
    expect(check?.reasons).toMatchObject([{ reason: 'expired', date: { on: dayIn(-1) } }]);
    const link = `${world.linkOf('D')}?15=${yymmdd(dayIn(-2))}&utm=1`;
    expect(await told(link, 'CN')).toBe('not-sellable: expired');
  });

  test('the day of a label whose batch is not named ends where its product was made last', async () => {
    await make('D');
    const today = label('X', { 17: dayIn(0) });
    toNextDay(-1);
    expect(await told(label('X', { 17: dayIn(0) }))).toBe('sellable');
    expect(await told(today)).toBe('sellable');
    const ends = label('X', { 17: dayIn(0) });
    toNextDay(0);
    expect(await told(ends)).toBe('not-sellable: expired');
  });
});

describe('a load', () => {
  const sscc = '/00/106141412345678908';

  test('is as old as the oldest in it, also in a load inside, until that is out of it', async () => {
    await make('D', { bestBefore: dayIn(0) });
    await make('B', { bestBefore: dayIn(9) });
    await world.pack('P', 'D 10, B 10', 'K', 2);
    await world.does('P', 'pack', 3, { unit: sscc, units: [await world.unit('K')] });
    const loads = [await world.unit('K'), sscc];
    for (const load of loads) expect(await told(load, 'CN')).toBe('sellable');
    toNextDay(0);
    for (const load of loads) expect(await told(load, 'CN')).toBe('not-sellable: expired');
    const [check] = await checks([sscc], 'DE');
    const reasons = [{ reason: 'past-date', date: { kind: 'best-before', on: dayIn(-1) } }];
    expect(check).toMatchObject({ verdict: 'sellable', reasons });
    await world.unpack('P', 'D 10', 'K', 4);
    for (const load of loads) expect(await told(load, 'CN')).toBe('sellable');
  });

  test('past a use-by date is sold nowhere, whatever else in it is past an earlier one', async () => {
    await world.product('Y', 'P', { dateType: 'use-by', shelfLifeDays: 5 });
    await make('Y1', { product: 'Y', bestBefore: dayIn(-1) });
    await make('D', { bestBefore: dayIn(-3) });
    await world.pack('P', 'D 10, Y1 10', 'K', 2);
    expect(await told(await world.unit('K'), 'DE')).toBe('not-sellable: expired');
  });

  test('with goods without a batch number that may be past their day is to be checked', async () => {
    await make('D', { bestBefore: dayIn(-1) });
    await make('B', { bestBefore: dayIn(9) });
    await world.pack('P', 'X 10', 'K', 2);
    expect(await told(await world.unit('K'), 'CN')).toBe('check-the-number: unknown');
    expect(await told(await world.unit('K'), 'DE')).toBe('sellable');
  });
});

describe('what became of a code', () => {
  test('one that was voided, used up or blocked is not sold, one never issued is to be checked', async () => {
    const id = await make('D');
    const [fit = '', voided = '', used = '', copied = '', silent = ''] = await itemCodes(id, 4);
    const path = `/api/v1/batches/${id}/codes`;
    await world.post(maker, `${path}/voidings`, { codes: [voided], reason: 'misprint' });
    await world.post(maker, `${path}/consumptions`, { codes: [used] });
    await world.post(maker, `${path}/blockings`, { codes: [copied], reason: 'seen twice' });
    expect(await told(fit)).toBe('sellable');
    expect(await told(voided)).toBe('not-sellable: withdrawn');
    expect(await told(used)).toBe('not-sellable: used-up');
    expect(await told(copied)).toBe('not-sellable: suspected-copy');
    // What bears a code of ours that nobody issued is not excused by the batch beside it.
    expect(await told(`${label('D')}(21)${silent}`)).toBe('check-the-number: unknown');
    await world.post(maker, `${path}/unblockings`, { codes: [copied] });
    expect(await told(copied)).toBe('sellable');
  });

  test('a code that is not in use and one that was never issued are answered alike, whatever is behind it', async () => {
    const id = await make('D', { bestBefore: dayIn(-1) });
    const [, silent = ''] = await itemCodes(id, 1);
    const nobodys = makeCode((count) => new Uint8Array(count), 16);
    const [one, none] = await checks([silent, nobodys]);
    expect(one?.verdict).toBe('check-the-number');
    expect({ ...one, what: nobodys }).toEqual(none);
  });

  test('a batch that was only mentioned is not on record, nor a GTIN or load that nobody registered', async () => {
    await make('D');
    await world.receive('S', 'P', 'M 5', 2);
    expect(await told(label('M'))).toBe('check-the-number: unknown');
    const { partyId: fromPartyId } = await world.trader('P');
    const what = `https://id.gs1.org/01/${world.gtinOf('Q')}`;
    const goods = [{ what, quantity: { value: '5', unit: 'KGM' } }];
    await world.does('S', 'receive', 2, { fromPartyId, goods });
    expect(await told(what)).toBe('check-the-number: unknown');
    const digits = '095299999999';
    expect(await told(digits + checkDigit(digits))).toBe('check-the-number: unknown');
    expect(await told('(00)106141412345678946')).toBe('check-the-number: unknown');
  });
});

describe('a list', () => {
  test('of a hundred labels is answered in its order by two statements, one without a GTIN by one', async () => {
    const id = await make('D');
    const good = await make('B');
    const [bad, fit] = [await itemCodes(id, 30), await itemCodes(good, 30)];
    await recall([id]);
    const labels = Array.from({ length: 30 }, (_, i) => [bad[i]!, fit[i]!, label('X')]).flat();
    const all = [...labels, ...Array.from({ length: 10 }, () => label('D'))];
    expect(all).toHaveLength(100);
    const answers = await checks(all);
    expect(answers.map(({ what }) => what)).toEqual(all);
    const pattern = ['not-sellable', 'sellable', 'check-the-number'];
    const expected = all.map((_, i) => (i < 90 ? pattern[i % 3] : 'not-sellable'));
    expect(answers.map(({ verdict }) => verdict)).toEqual(expected);
    const statements: string[] = [];
    const { publicDatabase, clock } = world.service;
    const reader: Reader = {
      query: (...sent) => publicDatabase.query(...sent),
      named: (name, ...sent) => {
        statements.push(name);
        return publicDatabase.named(name, ...sent);
      },
    };
    const store = new SaleChecksStore(reader);
    const service = new SaleChecksService(store, clock, RulePacks.read());
    await service.check(all, undefined);
    expect(statements).toEqual(['sale-check-things', 'sale-check-products']);
    await service.check([bad[0]!], undefined);
    expect(statements.slice(2)).toEqual(['sale-check-things']);
  });

  test('with labels that cannot be read is refused whole, each by its place', async () => {
    await make('D');
    const labels = [label('D'), 'ham', '(01)09520000000011(17)261399', '(414)0952000000008', ''];
    const { status, body } = await asked(labels);
    expect(status).toBe(422);
    expect(body.code).toBe('invalid-request');
    const faults = body.errors as { pointer: string; detail: string }[];
    expect(faults.map(({ pointer }) => pointer)).toEqual([
      '/what/1',
      '/what/2',
      '/what/3',
      '/what/4',
    ]);
    expect(body).not.toHaveProperty('checks');
  });

  test.each([
    ['nothing', '', '/what'],
    ['more than a hundred', Array.from({ length: 101 }, () => 'what=x').join('&'), '/what'],
    ['a market in words', 'what=x&market=China', '/market'],
    ['two markets', 'what=x&market=CN&market=DE', '/market'],
    ['an unknown parameter', 'what=x&shop=3', '/shop'],
  ])('%s is refused by name', async (_case, query, pointer) => {
    const path = `/api/v1/sale-checks?${query}`;
    const { status, body } = await world.service.send<Body>('GET', path, { key: till });
    expect([status, body.errors]).toMatchObject([422, [{ pointer }]]);
  });
});

test('nothing is told that the public door would not tell: to a firm outside of the chain the same as to its maker', async () => {
  const id = await make('D', { bestBefore: dayIn(-1) });
  const [item = '', silent = ''] = await itemCodes(id, 1);
  await recall([await make('E')]);
  const labels = [item, silent, label('D'), label('E'), label('X'), await world.unit('K')];
  const toStranger = await checks(labels);
  till = maker;
  expect(await checks(labels)).toEqual(toStranger);
});
