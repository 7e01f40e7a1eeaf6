import 'reflect-metadata';
import { describe, expect, test } from '@jest/globals';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, ValidateNested } from 'class-validator';
import fc from 'fast-check';
import { Problem, type Fault } from '../../kernel/index.js';
import { IfGiven, IsMoment } from './fields.js';
import { PageQuery } from './page.dto.js';
import { QuantityRequest } from './quantity.dto.js';
import { validationPipe } from './validation.pipe.js';

class Line {
  @ValidateNested()
  @Type(() => QuantityRequest)
  quantity!: QuantityRequest;
}

class Delivery {
  @IsMoment()
  at!: string;

  @IfGiven()
  @ValidateNested()
  @Type(() => QuantityRequest)
  total?: QuantityRequest;

  @IsArray()
  @ArrayMaxSize(3)
  @ValidateNested({ each: true })
  @Type(() => Line)
  lines!: Line[];
}

const at = '2026-03-01T08:30:00+08:00';
const quantity = { value: '12.5', unit: 'KGM' };
const lines = [{ quantity }];
const pipe = validationPipe();

const checked = (value: unknown, metatype: new () => object = Delivery, type = 'body' as const) =>
  pipe.transform(value, { type, metatype }) as Promise<unknown>;

async function faultsOf(value: unknown, metatype?: new () => object): Promise<readonly Fault[]> {
  try {
    await checked(value, metatype);
    return [];
  } catch (error) {
    if (error instanceof Problem) return error.errors;
    throw error;
  }
}

describe('a body', () => {
  test('of the right shape becomes its class', async () => {
    const request = (await checked({ at, lines })) as Delivery;
    expect(request).toBeInstanceOf(Delivery);
    expect(request.lines[0]?.quantity).toBeInstanceOf(QuantityRequest);
    expect(request).toEqual({ at, lines });
  });

  test.each<[string, unknown, string, RegExp]>([
    ['a naive time', { at: '2026-03-01T08:30:00', lines }, '/at', /no offset.*add one/],
    ['a time that is a number', { at: 1, lines }, '/at', /must be a text/],
    ['no time', { lines }, '/at', /^is missing/],
    ['an unknown member', { at, lines, colour: 1 }, '/colour', /not known here; remove it/],
    ['a member that is like none', { at, lines, cab: 1 }, '/cab', /is not known here; remove it/],
    ['a misspelt member', { at, lines, totl: 1 }, '/totl', /did you mean total\?/],
    ['text for a list', { at, lines: 'x' }, '/lines', /^must be/],
    ['an object for a list', { at, lines: { quantity } }, '/lines', /must be an array/],
    ['too long a list', { at, lines: Array(4).fill({ quantity }) }, '/lines', /no more than 3/],
    ['text for an object', { at, lines, total: 'x' }, '/total', /must be an object/],
    ['a list for an object', { at, lines, total: [quantity] }, '/total', /must be an object/],
    ['an empty list for an object', { at, lines, total: [] }, '/total', /must be an object/],
    ['a list in a list', { at, lines: [[{ quantity }]] }, '/lines/0', /must be an object/],
    ['a list deeper', { at, lines: [{ quantity: [quantity] }] }, '/lines/0/quantity', /an object/],
    [
      'a number for a decimal',
      { at, lines: [{ quantity: { value: 12.5, unit: 'KGM' } }] },
      '/lines/0/quantity/value',
      /must be a text/,
    ],
    [
      'a negative amount',
      { at, lines: [{ quantity: { value: '-1', unit: 'KGM' } }] },
      '/lines/0/quantity/value',
      /must not be negative/,
    ],
    [
      'too many decimals',
      { at, lines: [...lines, { quantity: { value: '0.1234567', unit: 'KGM' } }] },
      '/lines/1/quantity/value',
      /more than 6 decimals; round it/,
    ],
    [
      'an unknown unit',
      { at, lines: [{ quantity: { value: '1', unit: 'kg' } }] },
      '/lines/0/quantity/unit',
      /did you mean KGM/,
    ],
    [
      'an unknown member below',
      { at, lines: [{ quantity: { ...quantity, uom: 'KGM' } }] },
      '/lines/0/quantity/uom',
      /not known here/,
    ],
  ])('with %s is refused at its place, with what to do', async (_, body, pointer, detail) => {
    const faults = await faultsOf(body);
    expect(faults.map((fault) => fault.pointer)).toEqual([pointer]);
    expect(faults[0]?.detail).toMatch(detail);
  });

  test.each([undefined, null, 5, 'x', true, [], [{ at, lines }]])(
    '%j is no object and is refused as a whole',
    async (body) => {
      expect(await faultsOf(body)).toEqual([{ pointer: '', detail: 'must be a JSON object' }]);
    },
  );

  test('of whatever JSON is taken or refused, and never our own mistake', async () => {
    const member = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom<unknown>(at, lines, quantity, { quantity }),
    );
    const body = fc.dictionary(
      fc.oneof(fc.constantFrom('at', 'lines', 'total', 'toString', 'hasOwnProperty'), fc.string()),
      member,
    );
    await fc.assert(
      fc.asyncProperty(body, async (value) => {
        const faults = await faultsOf(value);
        const isWhole = 'at' in value && 'lines' in value;
        if (!isWhole) expect(faults).not.toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a page', () => {
  test('has a size in plain digits, 50 if none is asked for', async () => {
    expect(await checked({}, PageQuery)).toEqual({ limit: 50 });
    expect(await checked({ limit: '200' }, PageQuery)).toEqual({ limit: 200 });
  });

  test.each(['0', '201', '5.0', '-1', '', 'all', '1e2', '00005', ['1', '2']])(
    'of size %j is refused',
    async (limit) => {
      expect((await faultsOf({ limit }, PageQuery)).map(({ pointer }) => pointer)).toEqual([
        '/limit',
      ]);
    },
  );
});
