import { rowSets, stepByStep, writingRows, type Tx } from '../platform/index.js';
import {
  IndexRows,
  type Indexed,
  type StoredTerm,
  type StoredThing,
  type StoredWord,
} from './event-index.js';

/** Repeats are passed over: what events are found by follows from them, so whoever writes it again writes the same. */
export const termRows = rowSets<StoredTerm>(
  {
    organisation_id: ['uuid', ({ organisationId }) => organisationId],
    term: ['uuid', ({ term }) => term],
    at: ['timestamptz', ({ at }) => at.toISOString()],
    event_ref: ['uuid', ({ eventRef }) => eventRef],
    low: ['numeric', ({ low }) => low],
    high: ['numeric', ({ high }) => high],
  },
  (relation) => `
    INSERT INTO event_term (organisation_id, term, at, event_ref, low, high)
    SELECT * FROM ${relation} ON CONFLICT DO NOTHING`,
);

export const thingRows = rowSets<StoredThing>(
  {
    organisation_id: ['uuid', ({ organisationId }) => organisationId],
    key: ['text', ({ key }) => key],
    is_class: ['boolean', ({ isClass }) => isClass],
    role: ['text', ({ role }) => role],
    at: ['timestamptz', ({ at }) => at.toISOString()],
    event_ref: ['uuid', ({ eventRef }) => eventRef],
    batch_id: ['uuid', ({ batchId }) => batchId],
  },
  (relation) => `
    INSERT INTO event_thing (organisation_id, key, is_class, role, at, event_ref, batch_id)
    SELECT * FROM ${relation} ON CONFLICT DO NOTHING`,
);

export const wordRows = rowSets<StoredWord>(
  {
    organisation_id: ['uuid', ({ organisationId }) => organisationId],
    member: ['text', ({ member }) => member],
    value: ['text', ({ value }) => value],
    term: ['uuid', ({ term }) => term],
  },
  (relation) => `
    INSERT INTO event_word (organisation_id, member, value, term)
    SELECT * FROM ${relation} ON CONFLICT DO NOTHING`,
);

/** Marks events as told on request only, in whoever's lists they stand. */
export function markHistory(tx: Tx, eventRefs: readonly string[]): void {
  if (eventRefs.length === 0) return;
  tx.write(
    'mark-history',
    `UPDATE event_party SET history = true FROM event, unnest(viewers) AS viewer (id)
     WHERE event.id = ANY($1::uuid[]) AND event_party.organisation_id = viewer.id
       AND event_party.at = event.at AND event_party.event_ref = event.id`,
    [eventRefs],
  );
}

/** Grows with each release that has events found by more: `index-events` then begins anew. */
const version = 2;

/** Events that one step of filling reads. */
const filledAtOnce = 500;

/**
 * Bytes of events as JSON, each times who may see it, after which a step ends: all that an event is found by is written for
 * each of these, from memory and within the time of a statement.
 */
export const filledBytesMax = 8 * 1024 * 1024;

/**
 * Writes what the next events of all, by id, are found by, as if they were captured today. How far it came is kept.
 *
 * @returns whether there may be more
 */
export async function fillIndex(tx: Tx): Promise<boolean> {
  const rows = new IndexRows();
  const refs: string[] = [];
  let last = await lastFilled(tx);
  // One by one: of a thousand large events no two are in memory at once.
  for (let bytes = 0; refs.length < filledAtOnce && bytes < filledBytesMax;) {
    const event = await eventAfter(tx, last);
    if (event === undefined) break;
    await stepByStep(rows.adding(event));
    refs.push(event.id);
    last = event.id;
    bytes += event.bytes * event.viewers.length;
  }
  if (refs.length === 0) return false;
  const sets = [termRows(rows.terms), wordRows(rows.words)];
  await stepByStep(writingRows(tx, 'fill-index', sets));
  await fillThings(tx, refs);
  await fillHistory(tx, refs);
  await tx.query(
    `INSERT INTO event_filling (version, last_event_id) VALUES ($1, $2)
     ON CONFLICT (version) DO UPDATE SET last_event_id = excluded.last_event_id`,
    [version, last],
  );
  return true;
}

async function lastFilled(tx: Tx): Promise<string> {
  const rows = await tx.query<{ last: string }>(
    'SELECT last_event_id AS last FROM event_filling WHERE version = $1',
    [version],
  );
  return rows[0]?.last ?? beforeAll;
}

async function eventAfter(
  tx: Tx,
  id: string,
): Promise<(Indexed & { readonly bytes: number }) | undefined> {
  const rows = await tx.named<Indexed & { readonly bytes: number }>(
    'event-to-index',
    `SELECT organisation_id AS "organisationId", id, at, viewers, document AS event,
       octet_length(document::text) AS bytes
     FROM event WHERE id > $1 ORDER BY id LIMIT 1`,
    [id],
  );
  return rows[0];
}

const beforeAll = '00000000-0000-0000-0000-000000000000';

/** Which batch a thing is of was found out when its event was captured, and stands there. */
async function fillThings(tx: Tx, eventRefs: readonly string[]): Promise<void> {
  await tx.query(
    `INSERT INTO event_thing (organisation_id, key, is_class, role, at, event_ref, batch_id)
     SELECT viewer.id, key, is_class, role, event_item.at, event_ref, batch_id
     FROM event_item JOIN event ON event.id = event_ref, unnest(viewers) AS viewer (id)
     WHERE event_ref = ANY($1::uuid[]) ORDER BY event_ref, position
     ON CONFLICT DO NOTHING`,
    [eventRefs],
  );
}

async function fillHistory(tx: Tx, eventRefs: readonly string[]): Promise<void> {
  const declared = await tx.query<{ eventRef: string | null; declarationRef: string }>(
    `SELECT event_ref AS "eventRef", declaration_ref AS "declarationRef"
     FROM event_identity JOIN event USING (organisation_id, event_id)
     WHERE event.id = ANY($1::uuid[]) AND declaration_ref IS NOT NULL`,
    [eventRefs],
  );
  markHistory(
    tx,
    declared.flatMap(({ eventRef, declarationRef }) => [eventRef ?? [], declarationRef].flat()),
  );
}
