import { isOverseenSql, type Eyes } from '../../access/index.js';
import type { Reader } from '../../platform/index.js';

/** Whether a regulator stands over an organisation, and so never over itself: it oversees it, and more of the country than that does. */
export async function standsOver(
  reader: Reader,
  { oversees }: Pick<Eyes, 'oversees'>,
  other: string,
): Promise<boolean> {
  if (oversees === undefined) return false;
  const rows = await reader.query(
    `SELECT FROM organisation WHERE id = $1 AND ${isOverseenSql('organisation', '$2::text')}
       AND (oversees IS NULL OR length(oversees) > length($2::text))`,
    [other, oversees],
  );
  return rows.length > 0;
}
