import type { Reader } from '../platform/index.js';

/**
 * Who is behind a credential: a person, or a key that nobody is known to have made, which is somebody of its own. A key is
 * whoever's made it, also through another key: with however many keys, one person is one.
 */
export async function selectBehind(reader: Reader, credential: string): Promise<string> {
  const rows = await reader.query<{ behind: string }>(
    `WITH RECURSIVE maker AS (
       SELECT $1::text COLLATE "C" AS credential, 0 AS step
       UNION ALL
       SELECT made_by COLLATE "C", step + 1 FROM maker JOIN api_key ON api_key.id = maker.credential
       WHERE made_by IS NOT NULL
     ) SELECT credential AS behind FROM maker ORDER BY step DESC LIMIT 1`,
    [credential],
  );
  return rows[0]?.behind ?? credential;
}
