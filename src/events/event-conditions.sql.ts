import type {
  AmountCondition,
  Condition,
  ThingCondition,
  TimeCondition,
} from './event-condition.js';
import {
  boundsOf,
  operators,
  orderedRows,
  type Bind,
  type OrderedRows,
} from './ordered-rows.sql.js';

/** The statement that conditions become part of. */
export interface Statement {
  readonly bind: Bind;
  /** SQL of the organisation whose rows are looked at. */
  readonly organisation: string;
}

/** SQL that holds of the rows called `viewer` (at, event_ref, recorded_at) whose event the condition is true of. */
export function conditionSql(condition: Condition, statement: Statement): string {
  const { bind } = statement;
  if (condition.kind === 'eventID') {
    return `(viewer.at, viewer.event_ref) IN (SELECT at, id FROM event
      WHERE event_id = ANY(${bind(condition.values)}::text[]))`;
  }
  const rows = orderedRows(condition, bind);
  if (rows !== undefined) return amongSql(rows.map((each) => rowsSql(each, statement)));
  if (condition.kind === 'thing') return patternSql(condition, statement);
  return condition.kind === 'amount'
    ? quantitySql(condition, bind)
    : windowSql(condition as TimeCondition, bind, 'viewer');
}

/** The times that stand in the rows which pages are made of. */
export function isOfTime(condition: Condition): condition is TimeCondition {
  return (
    condition.kind === 'time' &&
    (condition.member === 'eventTime' || condition.member === 'recordTime')
  );
}

function amongSql(selections: readonly string[]): string {
  return `(viewer.at, viewer.event_ref) IN (${selections.join(' UNION ALL ') || 'SELECT NULL::timestamptz, NULL::uuid'})`;
}

function rowsSql({ alternatives, table, where }: OrderedRows, { organisation }: Statement): string {
  return `SELECT found.at, found.event_ref FROM ${alternatives}
    JOIN ${table} found ON ${where('found').join(' AND ')} WHERE found.organisation_id = ${organisation}`;
}

/** Patterns are ranges of the keys that the organisation's own events name. */
function patternSql(thing: ThingCondition, statement: Statement): string {
  const { bind, organisation } = statement;
  const { patterns, roles, isClass } = thing;
  const named = orderedRows({ ...thing, patterns: [] }, bind) ?? [];
  const spans = patterns.flatMap(({ starts, shape }) => starts.map((start) => ({ start, shape })));
  const starts = bind(spans.map(({ start }) => start));
  const ends = bind(spans.map(({ start }) => afterAll(start)));
  const shapes = bind(spans.map(({ shape }) => shape));
  const like = `SELECT found.at, found.event_ref
    FROM unnest(${starts}::text[], ${ends}::text[], ${shapes}::text[]) AS span (first, last, shape)
    JOIN event_thing found ON key >= first COLLATE "C" AND key < last COLLATE "C" AND key ~ shape
    WHERE found.organisation_id = ${organisation}
      AND ${roles === undefined ? 'true' : `role = ANY(${bind(roles)}::text[])`}
      AND ${isClass === undefined ? 'true' : `is_class = ${bind(isClass)}`}`;
  return amongSql([...named.map((each) => rowsSql(each, statement)), like]);
}

/** The least text that is greater than all that begin so. Keys are ASCII. */
function afterAll(start: string): string {
  return start.slice(0, -1) + String.fromCharCode(start.charCodeAt(start.length - 1) + 1);
}

/** OFFSET keeps PostgreSQL from making a join of what is a question about one event: what others wrote stands there too. */
function quantitySql(condition: AmountCondition, bind: Bind): string {
  const bounds = boundsOf(condition);
  const asked = `unnest(${bind(bounds.map(({ unit }) => unit))}::text[],
    ${bind(bounds.map(({ bound }) => bound))}::numeric[], ${bind(bounds.map(({ per }) => per))}::numeric[])`;
  const isSameUnit =
    condition.uom === undefined ? 'true' : `coalesce(event_item.unit, 'H87') = asked.unit`;
  return `EXISTS (SELECT FROM event_item JOIN ${asked} AS asked (unit, bound, per)
    ON ${isSameUnit} AND quantity * per ${operators[condition.comparison]} bound
    WHERE event_item.event_ref = viewer.event_ref AND is_class OFFSET 0)`;
}

/** A time of the event or of its recording, as a row of `event_party` by this name says it. */
export function windowSql(
  { member, comparison, instant }: TimeCondition,
  bind: Bind,
  row: string,
): string {
  const column = member === 'eventTime' ? 'at' : 'recorded_at';
  const time = bind(new Date(instant).toISOString());
  return `${row}.${column} ${operators[comparison]} ${time}::timestamptz`;
}
