import type { Reader } from '../../platform/index.js';

/** A demo database is known by the key of its operator, whose account is opened last. */
export async function isSeeded(reader: Reader): Promise<boolean> {
  return (await reader.query(`SELECT id FROM api_key WHERE id = 'demo_admin'`)).length > 0;
}

export async function isEmpty(reader: Reader): Promise<boolean> {
  return (await reader.query('SELECT id FROM organisation LIMIT 1')).length === 0;
}

/** Code of the batch that most events name, and no recall ever did: the longest journey of goods that reached a shop. */
export async function longestJourney(reader: Reader): Promise<string | undefined> {
  const rows = await reader.query<{ code: string }>(
    `SELECT code FROM batch JOIN event_item ON batch_id = batch.id
     WHERE code IS NOT NULL
       AND NOT EXISTS (SELECT FROM batch_freeze WHERE batch_freeze.batch_id = batch.id::text)
     GROUP BY batch.id, code ORDER BY count(*) DESC, batch.id LIMIT 1`,
  );
  return rows[0]?.code;
}

/** Code of a batch that an open recall has stopped. */
export async function recalledCode(reader: Reader): Promise<string | undefined> {
  const rows = await reader.query<{ code: string }>(
    `SELECT code FROM batch JOIN batch_freeze ON batch_freeze.batch_id = batch.id::text
     WHERE code IS NOT NULL AND released_at IS NULL ORDER BY code LIMIT 1`,
  );
  return rows[0]?.code;
}

/** The shipping that its author told more of than its partner is told. */
export async function shippingWithPrivateWords(
  reader: Reader,
  word: string,
): Promise<string | undefined> {
  const rows = await reader.query<{ id: string }>(
    `SELECT id FROM event WHERE biz_step = 'shipping' AND document->'extensions' ? $1`,
    [word],
  );
  return rows[0]?.id;
}
