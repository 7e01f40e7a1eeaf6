import type { Tx } from '../platform/index.js';
import type { IdentityRow } from './event-identity.js';

/**
 * Takes the eventIDs that are free and answers what each now stands for; an id is taken by whoever is named
 * in the answer. One row holds an event and its declaration, so that the two, captured at once, wait for each
 * other and neither misses the other. Rows are taken in one order, so two captures cannot deadlock.
 */
export async function takeIdentities(
  tx: Tx,
  organisationId: string,
  rows: readonly IdentityRow[],
): Promise<readonly IdentityRow[]> {
  return tx.named<IdentityRow>(
    'take-identities',
    `INSERT INTO event_identity AS known
       (organisation_id, event_id, event_ref, event_digest, declaration_ref, declaration_digest)
     SELECT $1, new.* FROM unnest($2::text[], $3::uuid[], $4::text[], $5::uuid[], $6::text[]) AS new
     ORDER BY 2
     ON CONFLICT (organisation_id, event_id) DO UPDATE SET
       event_ref = coalesce(known.event_ref, excluded.event_ref),
       event_digest = coalesce(known.event_digest, excluded.event_digest),
       declaration_ref = coalesce(known.declaration_ref, excluded.declaration_ref),
       declaration_digest = coalesce(known.declaration_digest, excluded.declaration_digest)
     RETURNING event_id AS "eventId", event_ref AS "eventRef", event_digest AS "eventDigest",
       declaration_ref AS "declarationRef", declaration_digest AS "declarationDigest"`,
    [
      organisationId,
      rows.map(({ eventId }) => eventId),
      rows.map(({ eventRef }) => eventRef),
      rows.map(({ eventDigest }) => eventDigest),
      rows.map(({ declarationRef }) => declarationRef),
      rows.map(({ declarationDigest }) => declarationDigest),
    ],
  );
}
