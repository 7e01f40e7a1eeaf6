import { isOverseenSql, type Eyes } from '../access/index.js';
import type { Reader } from '../platform/index.js';
import type { StoredEvent } from './events.store.js';
import { partnerView } from './partner-view.js';

/** An event as readers get it. */
export type SeenEvent = Omit<StoredEvent, 'claim' | 'digest' | 'keyId' | 'viewers' | 'history'>;

/** The columns of a `SeenEvent`. */
export const seenColumns = `
  organisation_id AS "organisationId", id, event_id AS "eventId", declaration, document AS event,
  at, until, recorded_at AS "recordedAt", author_id AS author`;

/** Stored events by our ids, whoever's they are: for modules that decide themselves who may see what. */
export async function selectEvents(reader: Reader, refs: readonly string[]): Promise<SeenEvent[]> {
  return reader.query<SeenEvent>(`SELECT ${seenColumns} FROM event WHERE id = ANY($1)`, [refs]);
}

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
