import { isOverseenSql, type Eyes } from '../access/index.js';
import { feedRows, type FeedRow } from '../log/index.js';
import { rowSets, stepByStep, writingRows, type Reader, type Tx } from '../platform/index.js';
import type { Claim } from '../holdings/index.js';
import type { EpcisEvent } from './epcis-event.js';
import { termRows, type StoredTerm } from './event-terms.store.js';
import { partnerView } from './partner-view.js';

/** An event as it is kept, and what it was taken to claim when it came in. */
export interface StoredEvent {
  readonly organisationId: string;
  readonly id: string;
  readonly eventId: string;
  readonly declaration: boolean;
  /** SHA-256 of the canonical form, in hexadecimal. */
  readonly digest: string;
  readonly event: EpcisEvent;
  readonly at: Date;
  readonly until: Date;
  readonly recordedAt: Date;
  readonly keyId: string;
  readonly claim: Claim;
  readonly author: string;
  /** Ids of the organisations that may see it. */
  readonly viewers: readonly string[];
}

/** One thing an event names, by its canonical key and, where known, our ids. */
export interface StoredItem {
  readonly eventRef: string;
  readonly position: number;
  readonly role: string;
  /** Named as so much of a class, not as an instance. */
  readonly isClass: boolean;
  readonly key: string;
  readonly productId: string | null;
  readonly batchId: string | null;
  readonly quantity: string | null;
  readonly unit: string | null;
  readonly at: Date;
}

/** Writes events with their items, terms, viewers and feed rows: one statement. */
export async function insertEvents(
  tx: Tx,
  rows: {
    readonly events: readonly StoredEvent[];
    readonly items: readonly StoredItem[];
    readonly terms: readonly StoredTerm[];
    readonly feed: readonly FeedRow[];
  },
): Promise<void> {
  const sets = [
    eventRows(rows.events),
    itemRows(rows.items),
    viewerRows(rows.events.flatMap(viewersOf)),
    termRows(rows.terms),
    feedRows(rows.feed),
  ];
  await stepByStep(writingRows(tx, 'insert-events', sets));
}

const eventRows = rowSets<StoredEvent>(
  {
    organisation_id: ['uuid', ({ organisationId }) => organisationId],
    id: ['uuid', ({ id }) => id],
    event_id: ['text', ({ eventId }) => eventId],
    declaration: ['boolean', ({ declaration }) => declaration],
    digest: ['text', ({ digest }) => digest],
    at: ['timestamptz', ({ at }) => at.toISOString()],
    until: ['timestamptz', ({ until }) => until.toISOString()],
    recorded_at: ['timestamptz', ({ recordedAt }) => recordedAt.toISOString()],
    key_id: ['text', ({ keyId }) => keyId],
    author_id: ['text', ({ author }) => author],
    viewers: ['text', ({ viewers }) => `{${viewers.join()}}`],
    document: ['jsonb', ({ event }) => JSON.stringify(event)],
  },
  (relation) => `
    INSERT INTO event (organisation_id, id, event_id, declaration, digest, type, action, biz_step,
      disposition, read_point, biz_location, at, until, time_offset, recorded_at, key_id, author_id,
      viewers, document)
    SELECT organisation_id, id, event_id, declaration, digest, document->>'type',
      document->>'action', document->>'bizStep', document->>'disposition',
      document->'readPoint'->>'id', document->'bizLocation'->>'id', at, until,
      document->>'eventTimeZoneOffset', recorded_at, key_id, author_id,
      viewers::uuid[], document
    FROM ${relation}`,
);

const itemRows = rowSets<StoredItem>(
  {
    event_ref: ['uuid', ({ eventRef }) => eventRef],
    position: ['smallint', ({ position }) => position],
    role: ['text', ({ role }) => role],
    is_class: ['boolean', ({ isClass }) => isClass],
    key: ['text', ({ key }) => key],
    product_id: ['uuid', ({ productId }) => productId],
    batch_id: ['uuid', ({ batchId }) => batchId],
    quantity: ['numeric', ({ quantity }) => quantity],
    unit: ['text', ({ unit }) => unit],
    at: ['timestamptz', ({ at }) => at.toISOString()],
  },
  (relation) => `
    INSERT INTO event_item (event_ref, position, role, is_class, key, product_id, batch_id, quantity,
      unit, at)
    SELECT * FROM ${relation}`,
);

/** An organisation that may see an event. */
type Viewer = Pick<StoredEvent, 'organisationId' | 'id' | 'at' | 'recordedAt'>;

function viewersOf({ id, at, recordedAt, viewers }: StoredEvent): Viewer[] {
  return viewers.map((organisationId) => ({ organisationId, id, at, recordedAt }));
}

const viewerRows = rowSets<Viewer>(
  {
    organisation_id: ['uuid', ({ organisationId }) => organisationId],
    at: ['timestamptz', ({ at }) => at.toISOString()],
    event_ref: ['uuid', ({ id }) => id],
    recorded_at: ['timestamptz', ({ recordedAt }) => recordedAt.toISOString()],
  },
  (relation) => `
    INSERT INTO event_party (organisation_id, at, event_ref, recorded_at) SELECT * FROM ${relation}`,
);

/** Stored events by our ids, whoever's they are: for modules that decide themselves who may see what. */
export async function selectEvents(reader: Reader, refs: readonly string[]): Promise<SeenEvent[]> {
  return reader.query<SeenEvent>(`SELECT ${seenColumns} FROM event WHERE id = ANY($1)`, [refs]);
}

/** An event as readers get it. */
export type SeenEvent = Omit<StoredEvent, 'claim' | 'digest' | 'keyId' | 'viewers'>;

/** The columns of a `SeenEvent`. */
export const seenColumns = `
  organisation_id AS "organisationId", id, event_id AS "eventId", declaration, document AS event,
  at, until, recorded_at AS "recordedAt", author_id AS author`;

/** An organisation's own event by the id its author gave it, or the declaration that it was in error. */
export async function selectOwnEvent(
  reader: Reader,
  organisationId: string,
  eventId: string,
  { declaration }: { readonly declaration: boolean } = { declaration: false },
): Promise<SeenEvent | undefined> {
  const rows = await reader.query<SeenEvent>(
    `SELECT ${seenColumns} FROM event WHERE organisation_id = $1 AND id = (
       SELECT CASE WHEN $3 THEN declaration_ref ELSE event_ref END
       FROM event_identity WHERE organisation_id = $1 AND event_id = $2)`,
    [organisationId, eventId, declaration],
  );
  return rows[0];
}

/** One event that an organisation may see. */
export async function selectSeenEvent(
  reader: Reader,
  eyes: Eyes,
  id: string,
): Promise<SeenEvent | undefined> {
  const rows = await reader.query<SeenRow>(
    `SELECT ${seenColumns}, ${isAuthorOverseenSql('$2')} AS "isOverseen" FROM event
     WHERE id = $3 AND ${isSeenEventSql({ organisation: '$1', oversees: '$2' })}`,
    [eyes.organisationId, eyes.oversees ?? null, id],
  );
  return rows[0] && seenBy(eyes, rows[0]);
}

/** Whether a row of `event` is seen: by its author and direct partners, and by who oversees one of them. */
export function isSeenEventSql(by: {
  readonly organisation: string;
  readonly oversees: string;
}): string {
  return `(${by.organisation} = ANY (event.viewers) OR ${by.oversees}::text IS NOT NULL AND EXISTS (
    SELECT FROM organisation WHERE organisation.id = ANY (event.viewers)
      AND ${isOverseenSql('organisation', `${by.oversees}::text`)}))`;
}

/** Whether the author of a row of `event` is overseen. */
export function isAuthorOverseenSql(oversees: string): string {
  return `(${oversees}::text IS NOT NULL AND EXISTS (
    SELECT FROM organisation WHERE organisation.id = event.organisation_id
      AND ${isOverseenSql('organisation', `${oversees}::text`)}))`;
}

/** An event, and whether its author is overseen by who asks. */
export type SeenRow = SeenEvent & { readonly isOverseen: boolean };

/** Its author and who oversees its author read an event whole, everybody else what is meant for partners. */
export function seenBy({ organisationId }: Eyes, { isOverseen, ...seen }: SeenRow): SeenEvent {
  if (seen.organisationId === organisationId || isOverseen) return seen;
  return { ...seen, event: partnerView(seen.event) };
}
