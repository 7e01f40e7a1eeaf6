import { leastIdAt } from '../kernel/index.js';
import type { Reader } from '../platform/index.js';
import type { AuditEntry } from './entry.js';

/**
 * Stores entries in one statement, those that are there already excepted. Unless it is to be `durable`, its commit does not
 * wait for the disk: a crash of the database loses up to three times `wal_writer_delay`, a crash of ours nothing.
 */
export async function insertEntries(
  reader: Reader,
  entries: readonly AuditEntry[],
  { durable }: { readonly durable: boolean },
): Promise<void> {
  await reader.named(
    'audit-entries',
    `WITH care AS (
       SELECT set_config('synchronous_commit', CASE WHEN $2 THEN 'on' ELSE 'off' END, true))
     INSERT INTO audit_entry
       (organisation_id, id, at, credential, action, method, route, subject, status, address, on_behalf_of, agent)
     SELECT "organisationId", id, at, credential, action, method, route, subject, status, address, "onBehalfOf", agent
     FROM care, json_to_recordset($1) AS entry ("organisationId" uuid, id uuid, at timestamptz,
       credential text, action text, method text, route text, subject text, status smallint, address text,
       "onBehalfOf" uuid, agent uuid)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(entries), durable],
  );
}

/** Which entries are looked for; all that is given has to hold. */
export interface EntryFilter {
  readonly credential?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  /** The party of a member for whom it was sent, and that of an agent who sent it. */
  readonly onBehalfOf?: string | undefined;
  readonly agent?: string | undefined;
  /** The first moment, and the first one after. */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

/** What one request comes to with two organisations has one id. */
export type EntryPosition = Pick<AuditEntry, 'id' | 'organisationId'>;

/** Entries of these organisations, newest first. Each of them is read on its own, or an index could not give the order. */
export async function selectEntries(
  reader: Reader,
  organisationIds: readonly string[],
  filter: EntryFilter,
  { before, limit }: { readonly before: EntryPosition | undefined; readonly limit: number },
): Promise<AuditEntry[]> {
  const parameters: unknown[] = [organisationIds, limit];
  const where = (condition: string, value: unknown) =>
    value === undefined ? [] : [`${condition} $${parameters.push(value)}`];
  const conditions = [
    'organisation_id = organisation',
    ...where('credential =', filter.credential),
    ...where('action =', filter.action),
    ...where('subject =', filter.subject),
    ...where('on_behalf_of =', filter.onBehalfOf),
    ...where('agent =', filter.agent),
    ...where('id >=', filter.from && leastIdAt(filter.from.getTime())),
    ...where('id <', filter.to && leastIdAt(filter.to.getTime())),
  ];
  if (before !== undefined) {
    const position = [before.id, before.organisationId].map(
      (part) => `$${parameters.push(part)}::uuid`,
    );
    conditions.push(`(id, organisation_id) < (${position.join(', ')})`);
  }
  return reader.query<AuditEntry>(
    `SELECT entry.* FROM unnest($1::uuid[]) AS organisation CROSS JOIN LATERAL (
       SELECT id, organisation_id AS "organisationId", at, credential, action, method, route, subject, status, address,
         on_behalf_of AS "onBehalfOf", agent
       FROM audit_entry WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT $2) AS entry
     ORDER BY id DESC, "organisationId" DESC LIMIT $2`,
    parameters,
  );
}
