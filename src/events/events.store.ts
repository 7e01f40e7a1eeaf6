import { feedRows, type FeedRow } from '../log/index.js';
import { rowSets, stepByStep, writingRows, type Reader, type Tx } from '../platform/index.js';
import type { Claim } from '../holdings/index.js';
import type { EpcisEvent } from './epcis-event.js';
import type { IndexRows } from './event-index.js';
import { termRows, thingRows, wordRows } from './event-index.store.js';

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
  /** Declared in error by its author, or the declaration of that: told on request only. */
  readonly history: boolean;
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

/** Writes events with their items, what they are found by, viewers and feed rows: one statement. */
export async function insertEvents(
  tx: Tx,
  rows: {
    readonly events: readonly StoredEvent[];
    readonly items: readonly StoredItem[];
    readonly index: IndexRows;
    readonly feed: readonly FeedRow[];
  },
): Promise<void> {
  const sets = [
    eventRows(rows.events),
    itemRows(rows.items),
    viewerRows(rows.events.flatMap(partiesTo)),
    termRows(rows.index.terms),
    thingRows(rows.index.things),
    wordRows(rows.index.words),
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
type Viewer = Pick<StoredEvent, 'organisationId' | 'id' | 'at' | 'recordedAt' | 'history'>;

function partiesTo({ id, at, recordedAt, viewers, history }: StoredEvent): Viewer[] {
  return viewers.map((organisationId) => ({ organisationId, id, at, recordedAt, history }));
}

const viewerRows = rowSets<Viewer>(
  {
    organisation_id: ['uuid', ({ organisationId }) => organisationId],
    at: ['timestamptz', ({ at }) => at.toISOString()],
    event_ref: ['uuid', ({ id }) => id],
    recorded_at: ['timestamptz', ({ recordedAt }) => recordedAt.toISOString()],
    history: ['boolean', ({ history }) => history],
  },
  (relation) => `
    INSERT INTO event_party (organisation_id, at, event_ref, recorded_at, history)
    SELECT * FROM ${relation}`,
);

/** Ids of the organisations that may see these stored events, by our id of the event. */
export async function selectViewers(
  reader: Reader,
  refs: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (refs.length === 0) return new Map();
  const rows = await reader.query<Pick<StoredEvent, 'id' | 'viewers'>>(
    'SELECT id, viewers FROM event WHERE id = ANY($1)',
    [refs],
  );
  return new Map(rows.map(({ id, viewers }) => [id, viewers]));
}
