import { rowSets, writeRows, type Reader, type Tx } from '../../platform/index.js';
import type { AttributeFilter } from './own-elements.store.js';
import type { SentElement } from '../json/read-vocabularies.js';

interface StoredElement extends SentElement {
  readonly organisationId: string;
  readonly recordedAt: Date;
}

const elementRows = rowSets<StoredElement>(
  {
    organisation_id: ['uuid', ({ organisationId }) => organisationId],
    vocabulary: ['text', ({ vocabulary }) => vocabulary],
    key: ['text', ({ key }) => key],
    id: ['text', ({ id }) => id],
    attributes: ['jsonb', ({ attributes }) => JSON.stringify(attributes)],
    children: ['jsonb', ({ children }) => JSON.stringify(children)],
    child_keys: ['jsonb', ({ childKeys }) => JSON.stringify(childKeys)],
    recorded_at: ['timestamptz', ({ recordedAt }) => recordedAt.toISOString()],
  },
  (relation) => `
    INSERT INTO vocabulary_element
      (organisation_id, vocabulary, key, id, attributes, children, child_keys, recorded_at)
    SELECT organisation_id, vocabulary, key, id, attributes,
      ARRAY (SELECT jsonb_array_elements_text(children)),
      ARRAY (SELECT jsonb_array_elements_text(child_keys)), recorded_at
    FROM ${relation}
    ON CONFLICT (organisation_id, vocabulary, key) DO UPDATE SET id = EXCLUDED.id,
      attributes = EXCLUDED.attributes, children = EXCLUDED.children,
      child_keys = EXCLUDED.child_keys,
      recorded_at = EXCLUDED.recorded_at`,
);

/** Writes down what an organisation says of elements; what it said of them before is over. */
export function writeSentElements(
  tx: Tx,
  organisationId: string,
  elements: readonly SentElement[],
  recordedAt: Date,
): void {
  // In the order in which everyone writes them, so that nobody waits in a circle.
  const rows = [...elements]
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
    .map((each) => ({ ...each, organisationId, recordedAt }));
  writeRows(tx, 'vocabulary-elements', [elementRows(rows)]);
}

/** How many elements an organisation keeps, counted up to a limit. */
export async function countSentElements(
  reader: Reader,
  organisationId: string,
  limit: number,
): Promise<number> {
  const rows = await reader.query<{ elements: number }>(
    `SELECT count(*)::int AS elements
     FROM (SELECT FROM vocabulary_element WHERE organisation_id = $1 LIMIT $2) kept`,
    [organisationId, limit],
  );
  return rows[0]?.elements ?? 0;
}

function orderOf({ vocabulary, key }: SentElement): string {
  return `${vocabulary}\n${key}`;
}

/** Which sent elements of a vocabulary are asked for. */
export interface SentFilter {
  readonly vocabularies: readonly string[];
  readonly keys?: readonly string[];
  readonly attributes: readonly AttributeFilter[];
  /** The key of the element before the page. */
  readonly after?: string;
  readonly limit: number;
}

/** What an organisation sent, by vocabulary and key. Whoever asks by attributes reads through all of one's own. */
export async function selectSentElements(
  reader: Reader,
  organisationId: string,
  { vocabularies, keys, attributes, after, limit }: SentFilter,
): Promise<SentElement[]> {
  const parameters: unknown[] = [organisationId, vocabularies, keys ?? null, after ?? null, limit];
  const bind = (values: readonly string[]) => `$${parameters.push(values)}::text[]`;
  const has = attributes.map(
    (asked) => `EXISTS (SELECT FROM jsonb_array_elements(attributes) AS attribute
      WHERE attribute->>0 = ANY(${bind(asked.names)}) AND attribute->>1 ${
        asked.values === undefined ? 'IS NOT NULL' : `= ANY(${bind(asked.values)})`
      })`,
  );
  return reader.query<SentElement>(
    `SELECT vocabulary, key, id, attributes, children, child_keys AS "childKeys" FROM vocabulary_element
     WHERE ${['organisation_id = $1', ...has].join(' AND ')} AND vocabulary = ANY($2::text[])
       AND ($3::text[] IS NULL OR key = ANY($3)) AND ($4::text IS NULL OR key > $4)
     ORDER BY vocabulary, key LIMIT $5`,
    parameters,
  );
}

/** The vocabularies of which an organisation sent elements. */
export async function selectSentVocabularies(
  reader: Reader,
  organisationId: string,
): Promise<string[]> {
  const rows = await reader.query<{ vocabulary: string }>(
    'SELECT DISTINCT vocabulary FROM vocabulary_element WHERE organisation_id = $1',
    [organisationId],
  );
  return rows.map(({ vocabulary }) => vocabulary);
}

/** The keys of elements and of what lies within them, at any depth, as documents said it: no more than `most`. */
export async function selectSentWithin(
  reader: Reader,
  organisationId: string,
  keys: readonly string[],
  most: number,
): Promise<string[]> {
  const rows = await reader.query<{ key: string }>(
    `WITH RECURSIVE within AS (
       SELECT unnest($2::text[]) COLLATE "C" AS key
       UNION
       SELECT unnest(child_keys) COLLATE "C" FROM vocabulary_element JOIN within USING (key)
       WHERE organisation_id = $1)
     SELECT key FROM within LIMIT $3`,
    [organisationId, keys, most],
  );
  return rows.map(({ key }) => key);
}
