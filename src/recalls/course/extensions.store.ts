import type { Reader, Tx } from '../../platform/index.js';
import type { Decision, Extension } from './extension.js';

type Row = Omit<Extension, 'decision'> & {
  readonly at: Date | null;
  readonly byId: string | null;
  readonly isGranted: boolean | null;
  readonly word: string | null;
};

function extensionOf({ at, byId, isGranted, word, ...asked }: Row): Extension {
  const isDecided = at !== null && byId !== null && isGranted !== null;
  return { ...asked, decision: isDecided ? { at, byId, isGranted, word } : null };
}

/** What was asked for in these recalls, the oldest first, as far as the viewer is their owner or oversees who is in them. */
export async function selectExtensions(
  reader: Reader,
  recallIds: readonly string[],
): Promise<Extension[]> {
  const rows = await reader.query<Row>(
    `SELECT id, recall_id AS "recallId", until::text AS until, reason, asked_at AS "askedAt",
       decided_at AS at, decided_by AS "byId", is_granted AS "isGranted", word
     FROM recall_extension WHERE recall_id = ANY($1::uuid[]) ORDER BY recall_id, asked_at, id`,
    [recallIds],
  );
  return rows.map(extensionOf);
}

export async function insertExtension(
  tx: Tx,
  { id, recallId, until, reason, askedAt }: Omit<Extension, 'decision'>,
): Promise<void> {
  await tx.query(
    'INSERT INTO recall_extension (id, recall_id, until, reason, asked_at) VALUES ($1, $2, $3, $4, $5)',
    [id, recallId, until, reason, askedAt],
  );
}

export async function updateDecision(tx: Tx, id: string, decision: Decision): Promise<void> {
  await tx.query(
    `UPDATE recall_extension SET decided_at = $2, decided_by = $3, is_granted = $4, word = $5 WHERE id = $1`,
    [id, decision.at, decision.byId, decision.isGranted, decision.word],
  );
}
