import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsString, Matches } from 'class-validator';
import { IfGiven } from '../platform/index.js';
import { RuleCitationView, toRuleCitationView } from '../rules/index.js';
import { comesTo, verdicts, type Finding, type SaleRecall, type SaleReason } from './sale-check.js';
import { asksMax, type SaleCheck, type SaleChecks } from './sale-checks.service.js';

/** What is to be sold, and where. */
export class SaleChecksQuery {
  /**
   * What a label says: a code of ours, a GS1 Digital Link, an element string, an EPC URN, or a GTIN's digits. With a date (AI 17,
   * 7003, 15 or 11) where it bears one. Repeat the parameter for a list; percent-encode it.
   */
  @ApiProperty({ type: [String], minItems: 1, maxItems: asksMax })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value))
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(asksMax)
  @IsString({ each: true })
  what!: string[];

  /**
   * The market whose law counts: an ISO 3166-1 alpha-2 country, such as CN, or EU. Left out, goods are refused that may not be
   * sold in some market that is known.
   */
  @IfGiven()
  @Matches(/^[A-Z]{2}$/, { message: 'must be a country of two capital letters, such as CN, or EU' })
  market?: string;
}

/** What an open recall tells the public. */
export class SaleRecallView {
  /** Our id of the recall. */
  id!: string;
  /** When it was opened, RFC 3339 in UTC. */
  openedAt!: string;
  /** The organisation that opened it. */
  orderedBy!: string;
  /** True when a regulator ordered it. */
  byRegulator!: boolean;
  /** Why, in words for everyone. */
  reason!: string;
  /** What to do beyond not eating it and taking it back. */
  advice?: string;
  /** How the buyer is paid back. */
  refund?: string;
  /** Whom to ask. */
  contact?: string;
}

/** A day until which goods keep. */
export class SaleDateView {
  /** `use-by`: nobody sells them past it. `best-before`: the law of the market decides. */
  @ApiProperty({ enum: ['use-by', 'best-before'] })
  kind!: 'use-by' | 'best-before';
  /** The last day until which they keep, `YYYY-MM-DD`; it ends by the clock of the place of making. */
  on!: string;
}

/** Why goods may not be sold, or not without a look. */
export class SaleReasonView {
  /**
   * Not to be sold: `recalled`; `withdrawn`, the label was cancelled by its owner; `used-up`, what bore it is used up by its owner's
   * word; `suspected-copy`; `expired`. To be checked: `some-recalled`, some of the batches that it may be are recalled,
   * or some are and its date is of no batch on record; `unknown`, it is not on record, or is a load in which goods without a batch
   * number may be past their day. A word of caution alone: `past-date`, the market has no law against it.
   */
  @ApiProperty({ enum: Object.keys(comesTo) })
  reason!: Finding;
  /** Of what is recalled. */
  recall?: SaleRecallView;
  /** The day that is over. */
  date?: SaleDateView;
  /** The market whose law was asked, or has it. */
  market?: string;
  /** The law of the market, where one is known. */
  rule?: RuleCitationView;
}

/** What one label comes to. */
export class SaleCheckView {
  /** As it was asked. */
  what!: string;
  /** `check-the-number`: sell nothing before the batch number is read, typed anew, or found. */
  @ApiProperty({ enum: verdicts })
  verdict!: SaleCheck['verdict'];
  /** The gravest is the verdict. Empty: nothing stands against it. */
  reasons!: SaleReasonView[];
}

/** Whether goods may be sold, one answer for each label in the order asked. */
export class SaleChecksView {
  /** The moment for which it holds, RFC 3339 in UTC. Nothing of it is to be kept: ask again for each sale. */
  at!: string;
  /** As asked. */
  market?: string;
  /** One for each label. */
  checks!: SaleCheckView[];
}

export function toSaleChecksView({ at, market, checks }: SaleChecks): SaleChecksView {
  return {
    at: new Date(at).toISOString(),
    ...(market !== undefined && { market }),
    checks: checks.map(({ what, verdict, reasons }) => ({
      ...{ what, verdict },
      reasons: reasons.map(toReasonView),
    })),
  };
}

function toReasonView({ finding, recall, date, market, rule }: SaleReason): SaleReasonView {
  return {
    reason: finding,
    ...(recall !== undefined && { recall: toRecallView(recall) }),
    ...(date !== undefined && { date: { kind: date.kind, on: date.on } }),
    ...(market !== undefined && { market }),
    ...(rule !== undefined && { rule: toRuleCitationView(rule) }),
  };
}

function toRecallView({
  openedAt,
  advice,
  refund,
  contact,
  ...recall
}: SaleRecall): SaleRecallView {
  const { id, orderedBy, byRegulator, reason } = recall;
  return {
    ...{ id, openedAt: openedAt.toISOString(), orderedBy, byRegulator, reason },
    ...(advice !== null && { advice }),
    ...(refund !== null && { refund }),
    ...(contact !== null && { contact }),
  };
}
