import { formatAmount, grouped, parseStored } from '../kernel/index.js';
import type { Reader, Tx } from '../platform/index.js';
import type { Answer, Outcome } from './answer.js';
import type { Notice } from './recall.js';

export async function insertAnswer(
  tx: Tx,
  whose: { readonly recallId: string; readonly organisationId: string; readonly id: string },
  { kind, words, outcomes, at }: Answer,
): Promise<void> {
  const { recallId, organisationId, id } = whose;
  await tx.query(
    `INSERT INTO recall_answer (recall_id, organisation_id, id, kind, words, outcomes, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [recallId, organisationId, id, kind, words, JSON.stringify(outcomes.map(toStored)), at],
  );
  // Where the previous release looks.
  if (kind !== 'acknowledged') return;
  await tx.query(
    `UPDATE recall_notice SET acknowledged_at = coalesce(acknowledged_at, $3)
     WHERE recall_id = $1 AND organisation_id = $2`,
    [recallId, organisationId, at],
  );
}

/** Which of these batches an organisation has events of, whatever it has left of them. */
export async function selectHandled(
  reader: Reader,
  batchIds: readonly string[],
  organisationId: string,
): Promise<string[]> {
  const rows = await reader.query<{ id: string }>(
    `SELECT id FROM unnest($1::text[]) AS batch (id)
     WHERE EXISTS (SELECT FROM flow JOIN event ON event.id = flow.ref
         WHERE from_batch = batch.id AND superseded_at IS NULL AND event.organisation_id = $2)
       OR EXISTS (SELECT FROM flow JOIN event ON event.id = flow.ref
         WHERE to_batch = batch.id AND superseded_at IS NULL AND event.organisation_id = $2)`,
    [batchIds, organisationId],
  );
  return rows.map(({ id }) => id);
}

/** Who was told and what they answered; an acknowledgement of the previous release has no answer of its own. */
export async function selectNotices(reader: Reader, recallId: string): Promise<Notice[]> {
  const notices = await reader.query<Omit<Notice, 'answers'>>(
    `SELECT organisation_id AS "organisationId", sent_at AS "sentAt", acknowledged_at AS "acknowledgedAt"
     FROM recall_notice WHERE recall_id = $1 ORDER BY sent_at, organisation_id`,
    [recallId],
  );
  const answers = await reader.query<StoredAnswer>(
    `SELECT organisation_id AS "organisationId", kind, words, outcomes, at
     FROM recall_answer WHERE recall_id = $1 ORDER BY at, id`,
    [recallId],
  );
  const answersOf = grouped(answers, (answer) => answer.organisationId);
  return notices.map((notice) => {
    const { organisationId, acknowledgedAt } = notice;
    const own = answersOf.get(organisationId) ?? [];
    return { ...notice, answers: own.length > 0 ? own.map(toAnswer) : earlier(acknowledgedAt) };
  });
}

interface StoredOutcome extends Omit<Outcome, 'amount'> {
  readonly amount: string;
}

interface StoredAnswer extends Omit<Answer, 'outcomes'> {
  readonly organisationId: string;
  readonly outcomes: readonly StoredOutcome[];
}

function toStored({ amount, ...rest }: Outcome): StoredOutcome {
  return { ...rest, amount: formatAmount(amount) };
}

function toAnswer({ kind, words, outcomes, at }: StoredAnswer): Answer {
  const amounts = outcomes.map(({ amount, ...rest }) => ({
    ...rest,
    amount: parseStored(amount),
  }));
  return { kind, words, outcomes: amounts, at };
}

function earlier(at: Date | null): Answer[] {
  return at === null ? [] : [{ kind: 'acknowledged', words: null, outcomes: [], at }];
}
