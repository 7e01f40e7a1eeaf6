import type { Condition } from './event-condition.js';
import { conditionSql, type Statement } from './event-conditions.sql.js';
import { metPage } from './met-page.sql.js';
import { orderedRows } from './ordered-rows.sql.js';
import {
  orderSql,
  rowsOf,
  testsOf,
  windowOf,
  type EventFilter,
  type Lead,
  type Page,
} from './page-parts.sql.js';

/**
 * The events of one page that one organisation may see: rows (at, event_ref, recorded_at).
 *
 * A thing, a word or a range of numbers has rows in the order of pages, which lead: a page reads as many as it holds,
 * however many there are. Several lead together, each from where the others have come to, so the rarest sets the pace. Left
 * to itself, PostgreSQL reads all of them to sort them. It chooses where nothing stands in order, and where something that
 * does not may be rarer than what does.
 *
 * @param limit SQL of how many rows are read at most
 */
export function pageOfOrganisation(
  filter: EventFilter,
  statement: Statement,
  limit: string,
): string {
  const { conditions, orderBy, among } = filter;
  const isChosen = among !== undefined || orderBy === 'recordTime' || conditions.some(isSought);
  const leads = isChosen ? [] : leadsOf(conditions, statement);
  const page = { filter, statement, limit };
  const [first, ...others] = leads;
  if (first === undefined) return chosenPage(page);
  return others.length === 0 ? ledPage(page, first) : metPage(page, leads);
}

/** The rarest first, as far as its kind tells: each step of the others is then one look. */
function leadsOf(conditions: readonly Condition[], { bind }: Statement): readonly Lead[] {
  const ranked = [...conditions].sort((one, other) => commonness(one) - commonness(other));
  return ranked.flatMap((condition) => {
    const rows = orderedRows(condition, bind);
    return rows === undefined ? [] : [rows];
  });
}

function commonness(condition: Condition): number {
  if (condition.kind === 'thing') return 0;
  if (condition.kind !== 'word') return 2;
  return condition.member === 'eventType' || condition.member === 'action' ? 3 : 1;
}

/** Has an index, but no rows in the order of pages. What was recorded lately is few events of all that have a word. */
function isSought(condition: Condition): boolean {
  switch (condition.kind) {
    case 'eventID':
      return true;
    case 'thing':
      return condition.patterns.length > 0;
    case 'time':
      return condition.member === 'recordTime';
    default:
      return false;
  }
}

function chosenPage({ filter, statement, limit }: Page): string {
  const { conditions, orderBy, history = false, among } = filter;
  const column = orderBy === 'recordTime' ? 'recorded_at' : 'at';
  const all = [
    `viewer.organisation_id = ${statement.organisation}`,
    ...(history ? [] : ['NOT viewer.history']),
    ...(among === undefined ? [] : [amongSql(among, statement)]),
    ...conditions.map((condition) => conditionSql(condition, statement)),
    ...afterSql(filter, statement, column),
  ];
  return `SELECT at, event_ref, recorded_at FROM event_party viewer
    WHERE ${all.join(' AND ')} ${orderSql(filter, column)} LIMIT ${limit}`;
}

function amongSql(refs: readonly string[], { bind }: Statement): string {
  return `(viewer.at, viewer.event_ref) IN (SELECT at, id FROM event
    WHERE id = ANY(${bind(refs)}::uuid[]))`;
}

function ledPage({ filter, statement, limit }: Page, lead: Lead): string {
  const within = [
    ...windowOf(filter, statement),
    ...afterSql(filter, statement, 'at'),
    ...testsOf(filter, statement),
  ];
  const rows = lead.map((part) => rowsOf(part, { filter, statement, limit }, within));
  return `SELECT DISTINCT at, event_ref, NULL::timestamptz AS recorded_at
    FROM (${rows.join(' UNION ALL ')}) found ${orderSql(filter, 'at')} LIMIT ${limit}`;
}

function afterSql(
  { after, ascending = false }: EventFilter,
  { bind }: Statement,
  column: 'at' | 'recorded_at',
): readonly string[] {
  if (after === undefined) return [];
  return [
    `(viewer.${column}, viewer.event_ref) ${ascending ? '>' : '<'}
      (${bind(after.at)}::timestamptz, ${bind(after.ref)}::uuid)`,
  ];
}
