import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsUUID } from 'class-validator';
import { IfGiven, IsText, PageQuery } from '../platform/index.js';
import {
  complaintKinds,
  complaintStates,
  stateOf,
  type Complaint,
  type ComplaintKind,
  type ComplaintState,
} from './complaint.js';

/** Which complaints. */
export class ComplaintsQuery extends PageQuery {
  /** Only those that have come so far and no further. */
  @IfGiven()
  @IsIn(complaintStates)
  state?: ComplaintState;

  /** Only those in which this is wrong. */
  @IfGiven()
  @IsIn(complaintKinds)
  kind?: ComplaintKind;

  /** Only those of one batch, by our id. */
  @IfGiven()
  @IsUUID()
  batchId?: string;
}

/** Characters of what the consumer is told. */
export const answerMax = 2000;

/** What the consumer is told. */
export class AnswerComplaintRequest {
  /** Words for the consumer, who reads them with the number of the complaint. An answer replaces the one before. */
  @IsText(answerMax)
  words!: string;
}

/** What came of a complaint. */
export class CloseComplaintRequest {
  /** Words for the consumer, who reads them with the number of the complaint. */
  @IsText(answerMax)
  words!: string;
}

/** A photo of a complaint; its bytes have an address of their own. */
export class ComplaintPhotoView {
  /** Our id of the photo. */
  id!: string;
  /** `image/jpeg`, `image/png` or `image/webp`. */
  mediaType!: string;
  /** Its length in bytes. */
  size!: number;
  /** SHA-256 of its bytes as they are kept, in hexadecimal. */
  sha256!: string;
}

/** A complaint as the organisation that issued the code, and whoever oversees it, reads it. */
export class ComplaintView {
  /** Our id of the complaint. */
  id!: string;
  /** `received`, `seen`, `answered` or `closed`. */
  @ApiProperty({ enum: complaintStates })
  state!: ComplaintState;
  /** The organisation that issued the code. Null: nobody did; then those who oversee the whole country read it. */
  organisationId!: string | null;
  /** Canonical key of what was reported. */
  code!: string;
  /** Our id of its batch. Null: a logistic unit, or a code that nobody issued. */
  batchId!: string | null;
  /** What is wrong. */
  @ApiProperty({ enum: complaintKinds })
  kind!: ComplaintKind;
  /** What happened, in the words of the consumer. */
  words!: string;
  /** Language that the consumer reads, BCP 47. */
  language!: string;
  /** Day of purchase: `YYYY-MM-DD`. Null: not said. */
  boughtOn!: string | null;
  /** The shop, in words. Null: not said. */
  shop!: string | null;
  /** Where that is, in words. Null: not said. */
  place!: string | null;
  /** Where the consumer may be asked. Null: not said, or taken back. It is told to nobody else. */
  contact!: string | null;
  /** Photos, in their order. */
  photos!: ComplaintPhotoView[];
  /** When it was received, RFC 3339 in UTC. */
  receivedAt!: string;
  /** When its owner took note of it, RFC 3339 in UTC. Null: it has not. */
  seenAt!: string | null;
  /** What the consumer was answered. Null: nothing yet. */
  answer!: string | null;
  /** When it was answered last, RFC 3339 in UTC. */
  answeredAt!: string | null;
  /** What came of it. Null: it is open. */
  closingWord!: string | null;
  /** When it was closed, RFC 3339 in UTC. Null: it is open. */
  closedAt!: string | null;
}

export function toComplaintView(complaint: Complaint): ComplaintView {
  const { id, organisationId, code, batchId, kind, words, language } = complaint;
  const { boughtOn, shop, place, contact, answer, closingWord } = complaint;
  return {
    ...{ id, state: stateOf(complaint), organisationId, code, batchId, kind, words },
    ...{ language, boughtOn, shop, place, contact },
    photos: complaint.photos.map(({ id, mediaType, size, sha256 }) => ({
      ...{ id, mediaType, size, sha256 },
    })),
    receivedAt: complaint.receivedAt.toISOString(),
    seenAt: complaint.seenAt?.toISOString() ?? null,
    answer,
    answeredAt: complaint.answeredAt?.toISOString() ?? null,
    closingWord,
    closedAt: complaint.closedAt?.toISOString() ?? null,
  };
}
