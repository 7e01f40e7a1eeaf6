import type { Reader, Tx } from '../platform/index.js';
import type { Receipt, Report } from './complaint.js';

/** A report as it is kept, without its photos. */
export interface NewComplaint extends Report {
  readonly id: string;
  readonly number: string;
  readonly organisationId: string | null;
  readonly code: string;
  readonly batchId: string | null;
  readonly receivedAt: Date;
  readonly once: string | null;
  readonly digest: Buffer;
}

/** False where a report was sent under the same mark before; one that is being stored is waited for. */
export async function insertComplaint(tx: Tx, complaint: NewComplaint): Promise<boolean> {
  const { id, number, organisationId, code, batchId, kind, words, language } = complaint;
  const { boughtOn, shop, place, contact, receivedAt, once, digest } = complaint;
  const rows = await tx.query(
    `INSERT INTO complaint (id, number, organisation_id, code, batch_id, kind, words, language,
       bought_on, shop, place, contact, received_at, once, digest)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     ON CONFLICT (once) DO NOTHING RETURNING id`,
    [
      ...[id, number, organisationId, code, batchId, kind, words, language],
      ...[boughtOn, shop, place, contact, receivedAt, once, digest],
    ],
  );
  return rows.length > 0;
}

const receiptColumns = `
  number, code, kind, received_at AS "receivedAt", seen_at AS "seenAt", answered_at AS "answeredAt", answer,
  closed_at AS "closedAt", closing_word AS "closingWord"`;

export async function selectReceipt(reader: Reader, number: string): Promise<Receipt | undefined> {
  const rows = await reader.query<Receipt>(
    `SELECT ${receiptColumns} FROM complaint WHERE number = $1`,
    [number],
  );
  return rows[0];
}

/** What was sent before under a mark, and the digest of all that it was. */
export async function selectSentOnce(
  reader: Reader,
  once: string,
): Promise<(Receipt & { readonly digest: Buffer }) | undefined> {
  const rows = await reader.query<Receipt & { readonly digest: Buffer }>(
    `SELECT ${receiptColumns}, digest FROM complaint WHERE once = $1`,
    [once],
  );
  return rows[0];
}

/** Complaints, and bytes of their photos, that strangers may add on one day to those of one organisation. */
export const complaintsOfDayMax = 1000;
export const photoBytesOfDayMax = 256 * 1024 * 1024;

/**
 * Counts a complaint for its day; false where it would be more than is taken on one. Two at once wait for each other, so the
 * bounds are never passed.
 */
export async function countOfDay(
  tx: Tx,
  { organisationId, receivedAt }: Pick<NewComplaint, 'organisationId' | 'receivedAt'>,
  photoBytes: number,
): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO complaint_day AS counted (organisation_id, day, complaints, photo_bytes)
     SELECT $1::uuid, $2::date, 1, $3::bigint
     ON CONFLICT (organisation_id, day) DO UPDATE
     SET complaints = counted.complaints + 1, photo_bytes = counted.photo_bytes + excluded.photo_bytes
     WHERE counted.complaints < $4 AND counted.photo_bytes + excluded.photo_bytes <= $5
     RETURNING day`,
    [
      ...[organisationId, receivedAt.toISOString().slice(0, 10), photoBytes],
      ...[complaintsOfDayMax, photoBytesOfDayMax],
    ],
  );
  return rows.length > 0;
}

/** What there is of a complaint that tells who reported it. */
export interface ReportedBefore {
  readonly id: string;
  readonly organisationId: string | null;
  readonly hasContact: boolean;
}

/** A complaint by its number, for taking back who reported it; a second taking back waits for the first. */
export async function lockReported(tx: Tx, number: string): Promise<ReportedBefore | undefined> {
  const rows = await tx.query<ReportedBefore>(
    `SELECT id, organisation_id AS "organisationId", has_contact AS "hasContact"
     FROM complaint WHERE number = $1 FOR NO KEY UPDATE`,
    [number],
  );
  return rows[0];
}

/** Takes back what tells who reported it; false where nothing was left that does. */
export async function forgetReporter(tx: Tx, { id, hasContact }: ReportedBefore): Promise<boolean> {
  await tx.query('UPDATE complaint SET contact = NULL WHERE id = $1', [id]);
  const photos = await tx.query(
    'DELETE FROM complaint_photo WHERE complaint_id = $1 RETURNING id',
    [id],
  );
  return hasContact || photos.length > 0;
}
