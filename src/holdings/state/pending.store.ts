import type { Reader, Tx } from '../../platform/index.js';
import type { FoldEvent } from '../model/claim.js';
import { foldText, toFoldEvent, type ClaimRow } from './fold-text.js';
import type { Key } from '../model/model.js';

/** An event that is recorded and not folded yet. */
export interface PendingFold {
  readonly event: FoldEvent;
  /** The event was folded, and its author has withdrawn it since. */
  readonly withdraws: boolean;
  /** Whose capture it was. */
  readonly organisationId: string;
}

/** A pending fold with what readers find it by. */
export interface MarkedFold extends PendingFold {
  readonly keys: readonly Key[];
  /** Ids of products and batches. */
  readonly things: readonly string[];
}

/** Puts the events of one capture off; `changeId` names them together. */
export async function insertPending(
  tx: Tx,
  changeId: string,
  folds: readonly MarkedFold[],
  recordedAt: Date,
): Promise<void> {
  const rows = folds.map(({ event: { from, to, ...event }, ...rest }) => ({
    ...rest,
    ...event,
    at: new Date(from).toISOString(),
    until: new Date(to).toISOString(),
  }));
  await tx.query(
    `INSERT INTO pending_fold (ref, change_id, organisation_id, withdraws, event_id, author, at, until, claim,
       keys, things, recorded_at)
     SELECT ref, $1, "organisationId", withdraws, "eventId", author, at, until, claim, keys, things, $3
     FROM json_to_recordset($2::json) AS new (ref uuid, "organisationId" uuid, withdraws boolean, "eventId" text,
       author text, at timestamptz, until timestamptz, claim json, keys text[], things text[])`,
    [changeId, foldText(rows), recordedAt.toISOString()],
  );
}

/** The captures that are put off, oldest first. */
export async function selectPendingChanges(reader: Reader): Promise<string[]> {
  const rows = await reader.query<{ id: string }>(
    `SELECT change_id AS id FROM pending_fold GROUP BY change_id ORDER BY min(recorded_at), change_id`,
  );
  return rows.map(({ id }) => id);
}

/**
 * Takes what is pending of one capture. Whoever deletes the rows folds them, in the same transaction: another
 * process that wants them waits, and finds none.
 */
export async function takePending(tx: Tx, changeId: string): Promise<PendingFold[]> {
  const rows = await tx.query<ClaimRow & Omit<PendingFold, 'event'>>(
    `DELETE FROM pending_fold WHERE change_id = $1
     RETURNING ref, event_id AS "eventId", author, at, until, claim, withdraws,
       organisation_id AS "organisationId"`,
    [changeId],
  );
  return rows.map((row) => {
    const { withdraws, organisationId } = row;
    return { event: toFoldEvent(row), withdraws, organisationId };
  });
}

/** Forgets events that were withdrawn before they were folded. One that is being folded is waited for. */
export async function deletePending(tx: Tx, refs: readonly string[]): Promise<void> {
  await tx.query('DELETE FROM pending_fold WHERE ref = ANY($1)', [refs]);
}

/** How many events are recorded and not folded yet, counted up to 10,000. */
export async function countPending(reader: Reader): Promise<number> {
  const [answer] = await reader.query<{ events: number }>(
    'SELECT count(*)::int AS events FROM (SELECT FROM pending_fold LIMIT 10000) AS pending',
  );
  return answer?.events ?? 0;
}

/** What a reader has looked at. */
export interface ReadState {
  readonly keys: readonly Key[];
  /** Ids of products and batches; they count where the party below has a part in the pending event. */
  readonly things: readonly string[];
  /** Null for those who may see everything. */
  readonly partyId: string | null;
}

/** Whether something that is not folded yet may change what was read. */
export async function isSettling(
  reader: Reader,
  { keys, things, partyId }: ReadState,
): Promise<boolean> {
  const [answer] = await reader.query<{ settling: boolean }>(
    `SELECT EXISTS (
       SELECT FROM pending_fold WHERE keys && $1::text[] OR things && $2::text[]
         AND ($3::text IS NULL OR $3 IN (author, claim->>'to', claim->>'from'))) AS settling`,
    [keys, things, partyId],
  );
  return answer?.settling === true;
}

/** What a party has looked at of its hand-offs. */
export interface ReadHandoffs {
  readonly partyId: string;
  /** The timelines of the units in them. */
  readonly keys: readonly Key[];
  /** The eventIDs of their sides. */
  readonly eventIds: readonly string[];
}

/**
 * Whether something that is not folded yet may change a party's hand-offs: a side of one, told by it or of it, or what
 * another says of a unit or event that was listed.
 */
export async function areHandoffsSettling(
  reader: Reader,
  { partyId, keys, eventIds }: ReadHandoffs,
): Promise<boolean> {
  const [answer] = await reader.query<{ settling: boolean }>(
    `SELECT EXISTS (
       SELECT FROM pending_fold WHERE claim->>'kind' IN ('release', 'take', 'void')
         AND ($1 IN (author, claim->>'to', claim->>'from') OR keys && $2::text[]
           OR coalesce(claim->'names', claim->'releases')::jsonb ?| $3::text[])) AS settling`,
    [partyId, keys, eventIds],
  );
  return answer?.settling === true;
}
