import type { TimePosition } from '../platform/index.js';
import type { Condition } from './event-condition.js';
import { conditionSql, isOfTime, windowSql, type Statement } from './event-conditions.sql.js';
import type { OrderedRows } from './ordered-rows.sql.js';

/** What an organisation asks of the events it may see; all of it has to hold. */
export interface EventFilter {
  readonly conditions: readonly Condition[];
  /** Also events that their authors declared in error, and the declarations; left out, neither. */
  readonly history?: boolean;
  /** By when events took place, as when left out, or by when they were recorded. */
  readonly orderBy?: 'eventTime' | 'recordTime';
  /** Oldest first; left out, newest first. */
  readonly ascending?: boolean;
  /** The event before the page, by the time that orders. */
  readonly after: TimePosition | undefined;
  readonly limit: number;
  /** Only these events, by our ids. */
  readonly among?: readonly string[];
}

/** A page of the events that one organisation may see. */
export interface Page {
  readonly filter: EventFilter;
  readonly statement: Statement;
  readonly limit: string;
}

/** Rows of the events that one condition is true of, each in the order of pages. */
export type Lead = readonly OrderedRows[];

/** The first of the rows of each alternative that are within the bounds. */
export function rowsOf(
  { alternatives, table, where, repeats = false }: OrderedRows,
  { filter, statement, limit }: Page,
  within: readonly string[],
): string {
  const all = [`viewer.organisation_id = ${statement.organisation}`, ...where('viewer'), ...within];
  return `SELECT found.at, found.event_ref FROM ${alternatives} CROSS JOIN LATERAL (
    SELECT ${repeats ? 'DISTINCT' : ''} viewer.at, viewer.event_ref FROM ${table} viewer
    WHERE ${all.join(' AND ')} ${orderSql(filter, 'at')} LIMIT ${limit}) found`;
}

export function windowOf({ conditions }: EventFilter, { bind }: Statement): readonly string[] {
  return conditions
    .filter(isOfTime)
    .filter(({ member }) => member === 'eventTime')
    .map((condition) => windowSql(condition, bind, 'viewer'));
}

export function testsOf(
  { conditions, history = false }: EventFilter,
  statement: Statement,
): readonly string[] {
  const stands = standsSql('viewer', statement.organisation);
  const tested = conditions.filter(isTested).map((condition) => conditionSql(condition, statement));
  return [...(history ? [] : [stands]), ...tested];
}

/**
 * Whether the event of a row of an organisation's still stands. OFFSET keeps PostgreSQL from making a join of what is a
 * question about one row.
 */
export function standsSql(row: string, organisation: string): string {
  return `NOT EXISTS (SELECT FROM event_party party WHERE party.organisation_id = ${organisation}
    AND party.at = ${row}.at AND party.event_ref = ${row}.event_ref AND party.history OFFSET 0)`;
}

/** What is looked at row by row: it has no index of its own. */
function isTested(condition: Condition): boolean {
  return condition.kind === 'amount' && condition.member === 'quantity';
}

export function orderSql({ ascending = false }: EventFilter, column: 'at' | 'recorded_at'): string {
  const direction = ascending ? 'ASC' : 'DESC';
  return `ORDER BY ${column} ${direction}, event_ref ${direction}`;
}
