import type { Eyes } from '../access/index.js';
import type { Reader } from '../platform/index.js';
import type { ListedMember } from './event-terms.js';
import { standsSql } from './page-parts.sql.js';
import { ofEachSeen } from './seen-events.store.js';

/** Where a page of a list begins and how long it is, in the order of characters' codes. */
export interface ListBounds {
  /** The last entry of the page before; empty where there is none. */
  readonly after: string;
  readonly limit: number;
}

/** Words that a member of some event has which still stands and which one may see, and `standard` ones. */
export async function selectSeenWords(
  reader: Reader,
  eyes: Eyes,
  list: ListBounds & {
    readonly member: ListedMember | undefined;
    readonly standard: readonly string[];
  },
): Promise<string[]> {
  const { parameters, bind } = binding(eyes, list);
  const standard = bind(list.standard);
  const member = bind(list.member ?? null);
  const own = ofEachSeen(
    eyes,
    bind,
    (organisation) => `(SELECT word.value FROM event_word word
      WHERE word.organisation_id = ${organisation} AND member = ${member}::text AND word.value > $2
        AND EXISTS (SELECT FROM event_term WHERE event_term.organisation_id = ${organisation}
          AND event_term.term = word.term AND ${standsSql('event_term', organisation)} OFFSET 0)
      ORDER BY word.value LIMIT $3)`,
  );
  const rows = await reader.query<{ value: string }>(
    `SELECT DISTINCT value COLLATE "C" AS value FROM (
       SELECT value FROM unnest(${standard}::text[]) AS standard (value) WHERE value COLLATE "C" > $2
       UNION ALL ${own}) known
     ORDER BY 1 LIMIT $3`,
    parameters,
  );
  return rows.map(({ value }) => value);
}

/**
 * Keys of things that some event names which still stands and which one may see. A walk from key to key: what many events
 * name is passed in one step, and most often the first of these still stands.
 */
export async function selectSeenKeys(
  reader: Reader,
  eyes: Eyes,
  list: ListBounds,
): Promise<string[]> {
  const { parameters, bind } = binding(eyes, list);
  const own = ofEachSeen(
    eyes,
    bind,
    (organisation) => `(WITH RECURSIVE walk (key, is_told, told) AS (
      SELECT $2::text COLLATE "C", false, 0
      UNION ALL
      SELECT step.key, look.is_told, walk.told + look.is_told::int
      FROM walk
      CROSS JOIN LATERAL (SELECT thing.key, thing.at, thing.event_ref FROM event_thing thing
        WHERE thing.organisation_id = ${organisation} AND thing.key > walk.key ORDER BY thing.key LIMIT 1) step
      CROSS JOIN LATERAL (SELECT ${standsSql('step', organisation)} OR EXISTS (
        SELECT FROM event_thing thing WHERE thing.organisation_id = ${organisation} AND thing.key = step.key
          AND ${standsSql('thing', organisation)} OFFSET 0) AS is_told) look
      WHERE walk.told < $3)
      SELECT key FROM walk WHERE is_told LIMIT $3)`,
  );
  const rows = await reader.query<{ key: string }>(
    `SELECT DISTINCT key FROM (${own}) known ORDER BY key LIMIT $3`,
    parameters,
  );
  return rows.map(({ key }) => key);
}

function binding({ organisationId }: Eyes, { after, limit }: ListBounds) {
  const parameters: unknown[] = [organisationId, after, limit];
  return { parameters, bind: (value: unknown): string => `$${parameters.push(value)}` };
}
