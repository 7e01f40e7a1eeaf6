import type { Reader, Tx } from '../../platform/index.js';
import { jobDays, type CaptureJob } from './capture-job.js';

/** Errors of the jobs of one page, after which it ends: a job may have a thousand. */
export const errorsOfPageMax = 1_000;

const kept = `interval '${jobDays} days'`;

/**
 * Writes the jobs of one transaction, and clears away twice as many that are past their time, whosever they are: more
 * than they leave, and never so many that somebody waits for it.
 */
export function insertJobs(tx: Tx, organisationId: string, jobs: readonly CaptureJob[]): void {
  const [first] = jobs;
  if (first === undefined) return;
  tx.write(
    'insert-capture-jobs',
    `WITH cleared AS (
       DELETE FROM epcis_capture WHERE (organisation_id, id) IN (
         SELECT organisation_id, id FROM epcis_capture WHERE created_at < $7::timestamptz - ${kept}
         ORDER BY created_at LIMIT 2 * cardinality($2::uuid[]) FOR UPDATE SKIP LOCKED))
     INSERT INTO epcis_capture (organisation_id, id, created_at, finished_at, behaviour, errors)
     SELECT $1, * FROM unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::jsonb[])`,
    [
      organisationId,
      jobs.map(({ id }) => id),
      jobs.map(({ createdAt }) => createdAt.toISOString()),
      jobs.map(({ finishedAt }) => finishedAt.toISOString()),
      jobs.map(({ behaviour }) => behaviour),
      jobs.map(({ errors }) => JSON.stringify(errors)),
      first.finishedAt.toISOString(),
    ],
  );
}

const columns = `id, created_at AS "createdAt", finished_at AS "finishedAt", behaviour, errors`;

/** A job that is the organisation's own and not past its time. */
export async function selectJob(
  reader: Reader,
  organisationId: string,
  { id, now }: { readonly id: string; readonly now: Date },
): Promise<CaptureJob | undefined> {
  const rows = await reader.query<CaptureJob>(
    `SELECT ${columns} FROM epcis_capture
     WHERE organisation_id = $1 AND id = $2 AND created_at >= $3::timestamptz - ${kept}`,
    [organisationId, id, now],
  );
  return rows[0];
}

/** A page of an organisation's jobs, newest first; shorter than asked for where they tell of many errors. */
export async function selectJobs(
  reader: Reader,
  organisationId: string,
  page: { readonly before: string | undefined; readonly limit: number; readonly now: Date },
): Promise<{ readonly jobs: readonly CaptureJob[]; readonly isLast: boolean }> {
  const rows = await reader.query<CaptureJob & { readonly found: number }>(
    `SELECT ${columns}, found FROM (
       SELECT *, count(*) OVER ()::int AS found, row_number() OVER newest AS place,
         sum(error_count) OVER newest - error_count AS told
       FROM (
         SELECT * FROM epcis_capture
         WHERE organisation_id = $1 AND created_at >= $2::timestamptz - ${kept}
           AND ($3::uuid IS NULL OR id < $3)
         ORDER BY id DESC LIMIT $4::int + 1) found
       WINDOW newest AS (ORDER BY id DESC ROWS UNBOUNDED PRECEDING)) counted
     WHERE place <= $4 AND told <= ${errorsOfPageMax} ORDER BY id DESC`,
    [organisationId, page.now, page.before ?? null, page.limit],
  );
  const jobs = rows.map(({ found: _, ...job }) => job);
  return { jobs, isLast: rows.length === (rows[0]?.found ?? 0) };
}
