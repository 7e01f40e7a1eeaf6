import { orderSql, rowsOf, testsOf, windowOf, type Lead, type Page } from './page-parts.sql.js';

/**
 * A walk along the page: each lead in turn goes to its first row at or past where the one before it stands. Where all of
 * them meet, an event has what is asked; from there the next step goes past it.
 */
export function metPage({ filter, statement, limit }: Page, leads: readonly Lead[]): string {
  const { after, ascending = false } = filter;
  const { bind } = statement;
  const window = windowOf(filter, statement);
  const least = ascending ? ['-infinity', lowestRef] : ['infinity', highestRef];
  const start = after === undefined ? least : [after.at, after.ref];
  const direction = ascending ? '>' : '<';
  const next = (lead: Lead, from: string, comparison: string, ...only: readonly string[]) => {
    const past = `(viewer.at, viewer.event_ref) ${comparison} (${from}.at, ${from}.event_ref)`;
    const within = [...window, past, ...only];
    return lead.map((part) => rowsOf(part, { filter, statement, limit: '1' }, within));
  };
  const steps = leads.map((lead, i) => {
    const rows =
      i > 0
        ? next(lead, `step${i - 1}`, `${direction}=`)
        : [
            ...next(lead, 'walk', direction, 'walk.met'),
            ...next(lead, 'walk', `${direction}=`, 'NOT walk.met'),
          ];
    return `CROSS JOIN LATERAL (SELECT at, event_ref FROM (${rows.join(' UNION ALL ')}) found
      ${orderSql(filter, 'at')} LIMIT 1) step${i}`;
  });
  const last = `step${leads.length - 1}`;
  const tests = testsOf(filter, statement).join(' AND ') || 'true';
  return `SELECT at, event_ref, NULL::timestamptz AS recorded_at FROM (
    WITH RECURSIVE walk (at, event_ref, met, is_told, told) AS (
      SELECT ${bind(start[0])}::timestamptz, ${bind(start[1])}::uuid, ${String(after !== undefined)}, false, 0
      UNION ALL
      SELECT viewer.at::timestamptz, viewer.event_ref, meeting.met, telling.told, walk.told + telling.told::int
      FROM walk ${steps.join('\n')}
      CROSS JOIN LATERAL (SELECT ${last}.at, ${last}.event_ref) viewer
      CROSS JOIN LATERAL (SELECT step0.at = viewer.at AND step0.event_ref = viewer.event_ref AS met) meeting
      CROSS JOIN LATERAL (SELECT meeting.met AND ${tests} AS told) telling
      WHERE walk.told < ${limit})
    SELECT at, event_ref FROM walk WHERE is_told) met ${orderSql(filter, 'at')} LIMIT ${limit}`;
}

const lowestRef = '00000000-0000-0000-0000-000000000000';
const highestRef = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
