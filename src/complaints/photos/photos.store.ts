import type { Reader, Tx } from '../../platform/index.js';
import type { Photo } from './photo.js';

/** A photo on its way into a complaint. */
export interface NewPhoto extends Photo {
  readonly id: string;
  readonly complaintId: string;
  /** In the order in which they were sent, from 0. */
  readonly place: number;
}

export async function insertPhoto(tx: Tx, photo: NewPhoto): Promise<void> {
  const { id, complaintId, place, mediaType, sha256, bytes } = photo;
  await tx.query(
    `INSERT INTO complaint_photo (id, complaint_id, place, media_type, sha256, size, bytes)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, complaintId, place, mediaType, sha256, bytes.length, bytes],
  );
}

/** Whether the complaint may be seen is asked before. */
export async function selectPhoto(
  reader: Reader,
  complaintId: string,
  id: string,
): Promise<Photo | undefined> {
  const rows = await reader.query<Photo>(
    `SELECT media_type AS "mediaType", bytes, sha256 FROM complaint_photo WHERE complaint_id = $1 AND id = $2`,
    [complaintId, id],
  );
  return rows[0];
}
