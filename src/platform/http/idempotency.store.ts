import type { Reader } from '../database/index.js';

/** An answer given before, or a request whose answer is not known. */
export interface KnownRequest {
  readonly digest: string;
  /** Null while the first request is at work, or for ever if its process died. */
  readonly status: number | null;
  readonly body: string | null;
}

/** What names a repeatable request. */
export interface RequestName {
  readonly organisationId: string;
  readonly key: string;
}

/** Takes a key for a request; answers what it stands for if it is taken already. */
export async function takeKey(
  reader: Reader,
  { organisationId, key }: RequestName,
  digest: string,
  now: Date,
): Promise<KnownRequest | undefined> {
  const taken = await reader.query(
    `INSERT INTO idempotency_key (organisation_id, key, request_digest, created_at)
     VALUES ($1, $2, decode($3, 'hex'), $4) ON CONFLICT DO NOTHING RETURNING key`,
    [organisationId, key, digest, now.toISOString()],
  );
  if (taken.length > 0) return undefined;
  const [known] = await reader.query<KnownRequest>(
    `SELECT encode(request_digest, 'hex') AS digest, status, body
     FROM idempotency_key WHERE organisation_id = $1 AND key = $2`,
    [organisationId, key],
  );
  return known ?? takeKey(reader, { organisationId, key }, digest, now);
}

export async function keepAnswer(
  reader: Reader,
  { organisationId, key }: RequestName,
  answer: { readonly status: number; readonly body: string | null },
): Promise<void> {
  await reader.query(
    'UPDATE idempotency_key SET status = $3, body = $4 WHERE organisation_id = $1 AND key = $2',
    [organisationId, key, answer.status, answer.body],
  );
}

/** A refused request has stored nothing, so its key may be used again. */
export async function freeKey(reader: Reader, { organisationId, key }: RequestName): Promise<void> {
  await reader.query('DELETE FROM idempotency_key WHERE organisation_id = $1 AND key = $2', [
    organisationId,
    key,
  ]);
}

/** Takes away keys taken before a moment, with their answers, `most` of them at once; answers how many. */
export async function sweepAnswers(reader: Reader, before: Date, most: number): Promise<number> {
  const rows = await reader.query(
    `DELETE FROM idempotency_key WHERE (organisation_id, key) IN (
       SELECT organisation_id, key FROM idempotency_key WHERE created_at < $1
       ORDER BY created_at LIMIT $2) RETURNING key`,
    [before, most],
  );
  return rows.length;
}
