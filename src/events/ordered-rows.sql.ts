import { equivalents, parseDecimal } from '../kernel/index.js';
import type {
  AmountCondition,
  Comparison,
  Condition,
  ExtensionCondition,
  ThingCondition,
  WordCondition,
} from './event-condition.js';
import { termKey, termWord } from './term-word.js';
import type { ThingRole } from './event-things.js';
import { formsAsked, instantKind, numberKind } from './extension-members.js';

/** Makes a parameter of a value and answers how the SQL calls it: what came from a client is bound and never written. */
export type Bind = (value: unknown) => string;

/**
 * Rows of who may see events (organisation_id, at, event_ref). Those of one organisation and one of the `alternatives`, a
 * relation called `asked`, stand in the order of pages: they are read from wherever a page begins.
 */
export interface OrderedRows {
  readonly alternatives: string;
  readonly table: 'event_thing' | 'event_term';
  /** Whether an event may have several rows for one alternative: two names of one batch are two. */
  readonly repeats?: boolean;
  /** What holds of a row, by the name that it has in the statement. */
  readonly where: (row: string) => readonly string[];
}

/** Rows of the events that a condition is true of, in one or two parts; undefined where no rows stand in order. */
export function orderedRows(condition: Condition, bind: Bind): readonly OrderedRows[] | undefined {
  switch (condition.kind) {
    case 'thing':
      return condition.patterns.length === 0 ? thingRows(condition, bind) : undefined;
    case 'word':
      return wordRows(wordsOf(condition), bind);
    case 'present':
      return wordRows([termWord.present(condition.member)], bind);
    case 'time':
      if (condition.member === 'eventTime' || condition.member === 'recordTime') return undefined;
      return numberRows(
        [termWord.time(condition.member)],
        condition.comparison,
        condition.instant,
        bind,
      );
    case 'amount':
      return condition.member === 'quantity' ? undefined : amountRows(condition, bind);
    case 'extension':
      return extensionRows(condition, bind);
    case 'eventID':
      return undefined;
  }
}

function wordsOf({ member, of, values }: WordCondition): readonly string[] {
  if (of === undefined) return values.map((value) => termWord.of(member, value));
  return of.flatMap((type) => values.map((value) => termWord.of(member, value, type)));
}

const roles: readonly ThingRole[] = ['object', 'parent', 'child', 'input', 'output'];

/** A role is part of the key: what is rare as an input is found among a million objects. */
function thingRows(thing: ThingCondition, bind: Bind): readonly OrderedRows[] {
  const { keys, batchIds, isClass } = thing;
  const named = (values: readonly string[], type: string, column: string): OrderedRows => {
    const alternatives = `(SELECT * FROM unnest(${bind(values)}::${type}[]) AS name (value),
      unnest(${bind(thing.roles ?? roles)}::text[]) AS part (role),
      unnest(${bind(isClass === undefined ? [false, true] : [isClass])}::boolean[]) AS list (is_class)) AS asked`;
    const same = (row: string) => [
      `${row}.${column} = asked.value`,
      `${row}.is_class = asked.is_class`,
      `${row}.role = asked.role`,
    ];
    return { alternatives, table: 'event_thing', where: same, repeats: column === 'batch_id' };
  };
  // What names nothing is true of nothing.
  const isByKey = keys.length > 0 || batchIds.length === 0;
  return [
    ...(isByKey ? [named(keys, 'text', 'key')] : []),
    ...(batchIds.length === 0 ? [] : [named(batchIds, 'uuid', 'batch_id')]),
  ];
}

function wordRows(words: readonly string[], bind: Bind, bound?: (row: string) => string) {
  const alternatives = `unnest(${bind(words.map(termKey))}::uuid[]) AS asked (term)`;
  const where = (row: string) => [
    `${row}.term = asked.term`,
    ...(bound === undefined ? [] : [bound(row)]),
  ];
  return [{ alternatives, table: 'event_term', where } as const];
}

/** Some number between the least and the greatest compares so just where the one of the two does that is nearer to it. */
function numberRows(
  words: readonly string[],
  comparison: Exclude<Comparison, 'EQ'>,
  number: string | number,
  bind: Bind,
) {
  const bound = bind(number);
  return wordRows(
    words,
    bind,
    (row) => `${row}.${sides[comparison]} ${operators[comparison]} ${bound}::numeric`,
  );
}

const sides = { GT: 'high', GE: 'high', LT: 'low', LE: 'low' } as const;

export const operators: Readonly<Record<Comparison, string>> = {
  EQ: '=',
  GT: '>',
  GE: '>=',
  LT: '<',
  LE: '<=',
};

/** A sensor value that is equal to one is between the least and the greatest of its event; which it is, a report says. */
function amountRows(condition: AmountCondition, bind: Bind): readonly OrderedRows[] {
  const { member, comparison } = condition;
  const bounds = boundsOf(condition);
  const words = bounds.map(({ unit }) =>
    termKey(termWord.number(member as Exclude<AmountCondition['member'], 'quantity'>, unit)),
  );
  const alternatives = `unnest(${bind(words)}::uuid[], ${bind(bounds.map(({ unit }) => unit))}::text[],
    ${bind(bounds.map(({ bound }) => bound))}::numeric[], ${bind(bounds.map(({ per }) => per))}::numeric[])
    AS asked (term, unit, bound, per)`;
  const within =
    comparison === 'EQ'
      ? equalSql(condition, bind)
      : (row: string) =>
          `${row}.${sides[comparison]} * asked.per ${operators[comparison]} asked.bound`;
  const where = (row: string) => [`${row}.term = asked.term`, within(row)];
  return [{ alternatives, table: 'event_term', where }];
}

function equalSql({ member, uom }: AmountCondition, bind: Bind): (row: string) => string {
  const name = bind(member);
  const isSameUnit = uom === undefined ? 'true' : `report->>'uom' = asked.unit`;
  return (row) => `${row}.low * asked.per <= asked.bound AND ${row}.high * asked.per >= asked.bound
    AND EXISTS (SELECT
      FROM event, jsonb_path_query(document, '$.sensorElementList[*].sensorReport[*]') AS report
      WHERE event.id = ${row}.event_ref AND ${isSameUnit}
        AND (report->>${name}::text)::numeric * asked.per = asked.bound)`;
}

/** An amount says the same in every unit of its dimension: `number` of one of them times `per` compares with `bound`. */
interface Bound {
  readonly unit: string;
  readonly bound: string;
  readonly per: string;
}

export function boundsOf({ member, values, uom }: AmountCondition): readonly Bound[] {
  if (uom === undefined) return values.map((value) => ({ unit: '', bound: value, per: '1' }));
  const isDifference = member === 'sDev';
  return values.flatMap((value) =>
    equivalents(parseDecimal(value), uom, { isDifference }).map(({ unit, number }) => ({
      unit,
      bound: String(number.numerator),
      per: String(number.denominator),
    })),
  );
}

function extensionRows({ place, inner, names, test }: ExtensionCondition, bind: Bind) {
  const wordsOf = (form: string) =>
    names.map((name) => termWord.extended(place, inner, name, form));
  if (test.comparison === 'EXISTS') {
    return wordRows(
      names.map((name) => termWord.extension(place, inner, name)),
      bind,
    );
  }
  if (test.comparison === 'EQ') {
    return wordRows(test.values.flatMap(formsAsked).flatMap(wordsOf), bind);
  }
  const [kind, number] =
    'number' in test ? [numberKind, test.number] : [instantKind, String(test.instant)];
  return numberRows(wordsOf(kind), test.comparison, number, bind);
}
