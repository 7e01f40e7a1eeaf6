import { equivalents, parseDecimal } from '../kernel/index.js';
import type {
  AmountCondition,
  Comparison,
  Condition,
  ExtensionCondition,
  ThingCondition,
  TimeCondition,
  WordCondition,
} from './event-condition.js';
import { termKey, termWord } from './event-terms.js';
import { formsAsked, instantKind, numberKind } from './extension-members.js';

/** What the SQL of conditions is put together with. Whatever came from a client is bound and never written. */
export interface Asking {
  /** Makes a parameter of a value; answers how the SQL calls it. */
  readonly bind: (value: unknown) => string;
  /** SQL that says whether the one who asks may know what an organisation may; `column` holds its id. */
  readonly maySee: (column: string) => string;
}

/** SQL that holds of the rows of `viewer` (at, event_ref, recorded_at) whose event the condition is true of. */
export function conditionSql(condition: Condition, asking: Asking): string {
  switch (condition.kind) {
    case 'thing':
      return thingSql(condition, asking);
    case 'eventID':
      return `(viewer.at, viewer.event_ref) IN (SELECT at, id FROM event
        WHERE event_id = ANY(${asking.bind(condition.values)}::text[]))`;
    case 'word':
      return wordSql(condition, asking);
    case 'present':
      return termSql([termWord.present(condition.member)], asking);
    case 'time':
      return timeSql(condition, asking);
    case 'amount':
      return amountSql(condition, asking);
    case 'extension':
      return extensionSql(condition, asking);
  }
}

/**
 * Rows in the order of pages (at, event_ref) of one thing or word after another: each of `values` in turn is the `column` of
 * `table`, whose rows are called `viewer`.
 */
export interface OrderedRows {
  readonly values: string;
  readonly table: 'event_item' | 'event_term';
  readonly column: string;
  readonly where: readonly string[];
}

/** Where the events of a condition stand in the order of pages; undefined where they do not. */
export function orderedRows(
  condition: Condition,
  { bind, maySee }: Asking,
): readonly OrderedRows[] | undefined {
  if (condition.kind === 'thing' && condition.patterns.length === 0) {
    const where = partOf(condition, bind);
    const { keys, batchIds } = condition;
    const table = 'event_item';
    return [
      { values: `${bind(keys)}::text[]`, table, column: 'key', where },
      { values: `${bind(batchIds)}::uuid[]`, table, column: 'batch_id', where },
    ];
  }
  const words = wordsAsked(condition);
  if (words === undefined) return undefined;
  const values = `${bind(words.map(termKey))}::uuid[]`;
  const where = [maySee('viewer.organisation_id')];
  return [{ values, table: 'event_term', column: 'term', where }];
}

/** The words of which an event has to have one, where that is all that a condition asks. */
function wordsAsked(condition: Condition): readonly string[] | undefined {
  if (condition.kind === 'present') return [termWord.present(condition.member)];
  if (condition.kind !== 'word') return undefined;
  const { member, of, values } = condition;
  if (member === 'eventType' || member === 'action') return undefined;
  return values.map((value) => termWord.of(member, value, of));
}

function partOf({ roles, isClass }: ThingCondition, bind: Asking['bind']): readonly string[] {
  return [
    ...(roles === undefined ? [] : [`role = ANY(${bind(roles)}::text[])`]),
    ...(isClass === undefined ? [] : [`is_class = ${bind(isClass)}`]),
  ];
}

function thingSql(thing: ThingCondition, { bind }: Asking): string {
  const { keys, batchIds, patterns } = thing;
  const where = partOf(thing, bind);
  const names = [
    ...(keys.length === 0 ? [] : [`key = ANY(${bind(keys)}::text[])`]),
    ...(batchIds.length === 0 ? [] : [`batch_id = ANY(${bind(batchIds)}::uuid[])`]),
  ];
  const named = `SELECT at, event_ref FROM event_item
    WHERE ${[`(${names.join(' OR ') || 'false'})`, ...where].join(' AND ')}`;
  if (patterns.length === 0) return `(viewer.at, viewer.event_ref) IN (${named})`;
  const spans = patterns.flatMap(({ starts, shape }) => starts.map((start) => ({ start, shape })));
  const starts = bind(spans.map(({ start }) => start));
  const ends = bind(spans.map(({ start }) => afterAll(start)));
  const shapes = bind(spans.map(({ shape }) => shape));
  const like = `SELECT at, event_ref
    FROM unnest(${starts}::text[], ${ends}::text[], ${shapes}::text[]) AS span (first, last, shape)
    JOIN event_item ON key >= first COLLATE "C" AND key < last COLLATE "C" AND key ~ shape
    WHERE ${where.join(' AND ') || 'true'}`;
  const either = names.length === 0 ? like : `${named} UNION ALL ${like}`;
  return `(viewer.at, viewer.event_ref) IN (${either})`;
}

/** The least text that is greater than all that begin so. Keys are ASCII. */
function afterAll(start: string): string {
  return start.slice(0, -1) + String.fromCharCode(start.charCodeAt(start.length - 1) + 1);
}

/** Types and actions are few: who has many events has many of each, so they are read from the event. */
function wordSql({ member, of, values }: WordCondition, asking: Asking): string {
  if (member === 'eventType' || member === 'action') {
    const column = member === 'eventType' ? 'type' : 'action';
    return `EXISTS (SELECT FROM event WHERE event.id = viewer.event_ref AND event.at = viewer.at
      AND event.${column} = ANY(${asking.bind(values)}::text[]))`;
  }
  return termSql(
    values.map((value) => termWord.of(member, value, of)),
    asking,
  );
}

/** The event has one of these words; where a bound is given, with such numbers. */
function termSql(words: readonly string[], { bind, maySee }: Asking, bound = 'true'): string {
  return `(viewer.at, viewer.event_ref) IN (SELECT at, event_ref FROM event_term
    WHERE ${maySee('event_term.organisation_id')}
      AND term = ANY(${bind(words.map(termKey))}::uuid[]) AND ${bound})`;
}

function timeSql({ member, comparison, instant }: TimeCondition, asking: Asking): string {
  if (member === 'eventTime' || member === 'recordTime') {
    const column = member === 'eventTime' ? 'at' : 'recorded_at';
    const time = asking.bind(new Date(instant).toISOString());
    return `viewer.${column} ${operators[comparison]} ${time}::timestamptz`;
  }
  return termSql([termWord.time(member)], asking, boundSql(comparison, asking.bind(instant)));
}

const operators: Readonly<Record<Comparison, string>> = {
  EQ: '=',
  GT: '>',
  GE: '>=',
  LT: '<',
  LE: '<=',
};

/** Some number between the least and the greatest compares so just where the one of the two does that is nearer to it. */
function boundSql(comparison: Exclude<Comparison, 'EQ'>, number: string): string {
  const side = comparison === 'GT' || comparison === 'GE' ? 'high' : 'low';
  return `${side} ${operators[comparison]} ${number}::numeric`;
}

/** An amount says the same in every unit of its dimension: `number` of one of them times `per` compares with `bound`. */
interface Bound {
  readonly unit: string;
  readonly bound: string;
  readonly per: string;
}

function boundsOf({ member, values, uom }: AmountCondition): readonly Bound[] {
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

function amountSql(condition: AmountCondition, asking: Asking): string {
  const { member, comparison, uom } = condition;
  const { bind, maySee } = asking;
  const bounds = boundsOf(condition);
  const compared = operators[comparison];
  const given = (units: readonly string[], type: string) =>
    `unnest(${bind(units)}::${type}[], ${bind(bounds.map(({ bound }) => bound))}::numeric[],
      ${bind(bounds.map(({ per }) => per))}::numeric[])`;
  const units = bounds.map(({ unit }) => unit);
  if (member === 'quantity') {
    const isSameUnit = uom === undefined ? 'true' : `coalesce(event_item.unit, 'H87') = asked.unit`;
    return `EXISTS (SELECT FROM event_item JOIN ${given(units, 'text')} AS asked (unit, bound, per)
      ON ${isSameUnit} AND quantity * per ${compared} bound
      WHERE event_item.event_ref = viewer.event_ref AND is_class)`;
  }
  const terms = units.map((unit) => termKey(termWord.number(member, unit)));
  const side = { EQ: '', GT: 'high', GE: 'high', LT: 'low', LE: 'low' }[comparison];
  const isWithin =
    side === '' ? 'low * per <= bound AND high * per >= bound' : `${side} * per ${compared} bound`;
  const narrowed = `(viewer.at, viewer.event_ref) IN (SELECT at, event_ref
    FROM ${given(terms, 'uuid')} AS asked (word, bound, per) JOIN event_term ON term = word
    WHERE ${maySee('event_term.organisation_id')} AND ${isWithin})`;
  if (comparison !== 'EQ') return narrowed;
  const isSameUnit = uom === undefined ? 'true' : `report->>'uom' = asked.unit`;
  return `${narrowed} AND EXISTS (SELECT
    FROM event, jsonb_path_query(document, '$.sensorElementList[*].sensorReport[*]') AS report,
      ${given(units, 'text')} AS asked (unit, bound, per)
    WHERE event.id = viewer.event_ref AND ${isSameUnit}
      AND (report->>${bind(member)}::text)::numeric * per = bound)`;
}

function extensionSql({ place, inner, names, test }: ExtensionCondition, asking: Asking): string {
  const wordsOf = (form: string) =>
    names.map((name) => termWord.extended(place, inner, name, form));
  if (test.comparison === 'EXISTS') {
    return termSql(
      names.map((name) => termWord.extension(place, inner, name)),
      asking,
    );
  }
  if (test.comparison === 'EQ') {
    return termSql(test.values.flatMap(formsAsked).flatMap(wordsOf), asking);
  }
  const [kind, number] =
    'number' in test ? [numberKind, test.number] : [instantKind, String(test.instant)];
  return termSql(wordsOf(kind), asking, boundSql(test.comparison, asking.bind(number)));
}
