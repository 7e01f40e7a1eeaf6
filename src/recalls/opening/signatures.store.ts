import type { Reader, Tx } from '../../platform/index.js';
import type { Signature, Signed } from './signing.js';

/** The signatures of an opening. */
export async function insertSignatures(
  tx: Tx,
  recall: { readonly id: string; readonly organisationId: string },
  signatures: readonly Signature[],
): Promise<void> {
  const column = <Value>(read: (signature: Signature) => Value) => signatures.map(read);
  await tx.query(
    `INSERT INTO recall_signature (recall_id, organisation_id, place, due_at, signed_at, signed_by, signer)
     SELECT $1, $2, place, due_at, signed_at, signed_by, signer
     FROM unnest($3::int[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::text[])
       AS new (place, due_at, signed_at, signed_by, signer)`,
    [
      ...[recall.id, recall.organisationId],
      column(({ place }) => place),
      column(({ dueAt }) => dueAt?.toISOString() ?? null),
      column(({ signed }) => signed?.at.toISOString() ?? null),
      column(({ signed }) => signed?.by ?? null),
      column(({ signed }) => signed?.signer ?? null),
    ],
  );
}

/** A signature of a recall, as it is told: not who is behind it. */
export interface SeenSignature {
  readonly recallId: string;
  readonly place: 1 | 2;
  readonly dueAt: Date | null;
  readonly signedAt: Date | null;
  readonly signedBy: string | null;
}

/** Of these recalls, as far as the viewer is their owner or oversees it. */
export async function selectSignatures(
  reader: Reader,
  recallIds: readonly string[],
): Promise<SeenSignature[]> {
  return reader.query<SeenSignature>(
    `SELECT recall_id AS "recallId", place, due_at AS "dueAt", signed_at AS "signedAt", signed_by AS "signedBy"
     FROM recall_signature WHERE recall_id = ANY($1::uuid[]) ORDER BY recall_id, place`,
    [recallIds],
  );
}

/** Who signed a recall first; undefined where no second signature is due. Of a recall that is locked. */
export async function selectFirstSigner(tx: Tx, recallId: string): Promise<string | undefined> {
  const rows = await tx.query<{ signer: string }>(
    `SELECT first.signer FROM recall_signature first JOIN recall_signature second USING (recall_id)
     WHERE recall_id = $1 AND first.place = 1 AND second.place = 2 AND second.signed_at IS NULL`,
    [recallId],
  );
  return rows[0]?.signer;
}

export async function updateSecond(tx: Tx, recallId: string, signed: Signed): Promise<void> {
  await tx.query(
    `UPDATE recall_signature SET signed_at = $2, signed_by = $3, signer = $4
     WHERE recall_id = $1 AND place = 2`,
    [recallId, signed.at, signed.by, signed.signer],
  );
}

/** Notes that signatures of open recalls are overdue, each once, and answers whose they are. */
export async function noteOverdue(
  tx: Tx,
  now: Date,
): Promise<{ readonly recallId: string; readonly organisationId: string }[]> {
  return tx.query(
    `UPDATE recall_signature SET alerted_at = $1
     WHERE signed_at IS NULL AND alerted_at IS NULL AND due_at < $1
       AND EXISTS (SELECT FROM recall WHERE recall.id = recall_id AND closed_at IS NULL)
     RETURNING recall_id AS "recallId", organisation_id AS "organisationId"`,
    [now],
  );
}
