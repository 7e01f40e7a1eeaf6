import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsUUID, MaxLength, Matches } from 'class-validator';
import { IfGiven, IsDay, IsLine, IsText } from '../platform/index.js';
import {
  complaintKinds,
  complaintStates,
  stateOf,
  type ComplaintKind,
  type ComplaintState,
  type Receipt,
} from './complaint.js';

/** Characters of what a consumer writes, and of each line beside it. */
export const wordsMax = 4000;
export const lineMax = 200;

/**
 * Something wrong with goods, as the fields of a form with files. Who issued the code, and the authorities that oversee them,
 * read all of it and nobody else does.
 */
export class ReportRequest {
  /** The code on the pack, in any notation: as printed, a link, a Digital Link, an element string. */
  @IsLine(lineMax)
  code!: string;

  /**
   * What is wrong. `foreign-body`: something in it that does not belong there. `label`: the label is wrong. `copy`: the pack
   * does not seem to be its maker's.
   */
  @IsIn(complaintKinds)
  kind!: ComplaintKind;

  /** What happened, in own words. */
  @IsText(wordsMax)
  words!: string;

  /** Language that the consumer reads, a tag of BCP 47 such as `zh-CN`. */
  @IfGiven()
  @MaxLength(35)
  @Matches(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, {
    message: 'must be a tag of BCP 47, such as zh-CN',
  })
  language: string = 'zh-CN';

  /** Day of purchase: `YYYY-MM-DD`, not in the future. */
  @IfGiven()
  @IsDay()
  boughtOn?: string;

  /** The shop, in words. */
  @IfGiven()
  @IsLine(lineMax)
  shop?: string;

  /** Where that is, in words, as roughly as the consumer likes. */
  @IfGiven()
  @IsLine(lineMax)
  place?: string;

  /** Telephone or address where the consumer may be asked. */
  @IfGiven()
  @IsLine(lineMax)
  contact?: string;

  /** A UUID that you make up for this report: sent twice under it, the same report is one complaint. */
  @IfGiven()
  @IsUUID()
  once?: string;
}

/** As the description of the interface shows the form; files are no members of the request. */
export class ReportForm extends ReportRequest {
  /** Up to 3 photos, JPEG, PNG or WebP, of 5 MiB each. Where and with what they were taken is taken out of them. */
  @ApiProperty({ type: 'array', items: { type: 'string', format: 'binary' }, required: false })
  photos?: unknown[];
}

/** What became of a complaint, for whoever has its number. */
export class ReceiptView {
  /** Unguessable; keep it to ask what became of it. */
  number!: string;
  /** Canonical key of what was reported. */
  code!: string;
  /** What is wrong, as it was reported. */
  @ApiProperty({ enum: complaintKinds })
  kind!: ComplaintKind;
  /** `received`, `seen` by who issued the code, `answered` or `closed`. */
  @ApiProperty({ enum: complaintStates })
  state!: ComplaintState;
  /** When it was received, RFC 3339 in UTC. */
  receivedAt!: string;
  /** What who issued the code answers. Absent: nothing yet. */
  answer?: string;
  /** When it was answered last, RFC 3339 in UTC. */
  answeredAt?: string;
  /** What came of it, in the words of who issued the code. Absent: it is open. */
  closingWord?: string;
  /** When it was closed, RFC 3339 in UTC. */
  closedAt?: string;
}

export function toReceiptView(receipt: Receipt): ReceiptView {
  const { number, code, kind, receivedAt, answer, answeredAt, closingWord, closedAt } = receipt;
  return {
    ...{ number, code, kind, state: stateOf(receipt), receivedAt: receivedAt.toISOString() },
    ...(answer !== null && { answer }),
    ...(answeredAt !== null && { answeredAt: answeredAt.toISOString() }),
    ...(closingWord !== null && { closingWord }),
    ...(closedAt !== null && { closedAt: closedAt.toISOString() }),
  };
}
