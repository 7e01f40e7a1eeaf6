import { ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { externalSchemes, type ExternalScheme } from '../identifiers/index.js';

/** A name or short text as its owner wrote it, with their own versions in other languages. */
export class PublicName {
  /** As its owner wrote it. */
  readonly text!: string;
  /** By language tag, such as `en` or `zh-CN`. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  readonly versions?: Readonly<Record<string, string>>;
}

export class PublicCode {
  /** Without grouping: `7K3M9QTX2WPA`, or a GS1 key such as `/01/09520123456788/10/ABC1`. */
  readonly text!: string;
  /** What it names: a batch, a single piece (`item`), a case of them or a logistic unit (`unit`). */
  readonly kind!: 'batch' | 'item' | 'case' | 'unit';
  /** The public link which the QR code holds. */
  readonly link!: string;
  /**
   * The day it was issued, by the clock of the place of making, in UTC where it has none; of an SSCC, the day in UTC on which the
   * first event that names it was recorded here.
   */
  readonly issuedOn!: string;
}

export class PublicProduct {
  /** How the product is called, by its owner. */
  readonly name!: PublicName;
  /** 14 digits, when the owner has a GS1 prefix. */
  readonly gtin?: string;
}

/** The last day to eat or to sell, and what the day means. */
export class PublicDate {
  /** What the day means: best before its end, or not to be used after it. */
  readonly kind!: 'best-before' | 'use-by';
  /** The day, itself included: `YYYY-MM-DD`. */
  readonly on!: string;
}

export class PublicBatch {
  /** Unique among the batches of its product; upper and lower case differ. */
  readonly number!: string;
  /** How the batch came to be, which names its date: picked on, made on. */
  readonly making!: 'harvest' | 'production';
  /** Day of making, or the first of several: `YYYY-MM-DD`. */
  readonly madeOn!: string;
  /** Last day of a making that took several: `YYYY-MM-DD`. */
  readonly madeUntil?: string;
  /** The clock of the place of making, by which its days begin: hours ahead of UTC, such as `+08:00`. */
  readonly offset!: string;
  /** Its best-before or use-by day; absent where none is recorded. */
  readonly date?: PublicDate;
}

/** What an open recall tells the public. Written by whoever ordered it, checked by nobody but them. */
export class PublicRecall {
  /** When it was opened, RFC 3339 in UTC. */
  readonly openedAt!: string;
  /** The organisation that ordered it. */
  readonly orderedBy!: PublicName;
  /** True when a regulator ordered it. */
  readonly byRegulator!: boolean;
  /** Why, in words for everyone. */
  readonly reason!: PublicName;
  /** What to do beyond the standing advice not to eat it and to take it back. */
  readonly advice?: PublicName;
  /** How the buyer is paid back, in the words of who pays. */
  readonly refund?: PublicName;
  /** Whom to ask, as one text: a name with a telephone number or address. */
  readonly contact?: PublicName;
}

/** How often an item or case code was looked up: a pack that many look at may have copies of its label. */
export class PublicLooks {
  /** When it was looked up first: RFC 3339 with the offset of the place of making. Compare it with when you opened the pack. */
  readonly firstAt!: string;
  /** Looks since then; those of one device within half an hour are one. */
  readonly times!: number;
  /** `many`: more than one pack needs. `far-apart`: at places so far and so shortly apart that two packs must bear it. */
  readonly caution?: 'many' | 'far-apart';
}

/** How well a fact is proven: said by its author alone, or confirmed by the other side of a hand-off. */
export type Evidence = 'self-declared' | 'confirmed';

/** What happened, in words of the trade rather than of EPCIS. */
export type JourneyAct =
  | 'harvested'
  | 'produced'
  | 'processed'
  | 'packed'
  | 'unpacked'
  | 'divided'
  | 'stored'
  | 'shipped'
  | 'taken-over'
  | 'received'
  | 'sampled'
  | 'returned'
  | 'disposed';

export class JourneyStep {
  /** Tells a step from a gap. */
  readonly kind!: 'step';
  /** What happened, in words of the trade rather than of EPCIS. */
  readonly act!: JourneyAct;
  /**
   * Moment at the place's offset where its author shares it openly and recorded one, no other step of that day is of somebody
   * who does not, and no step is left out; else a day: `YYYY-MM-DD`.
   */
  readonly at!: string;
  /** The place in words; kept as coarse as its owner wishes. */
  readonly place?: PublicName;
  /** The organisation whose record this is: told of the code's issuer, and of others who share their steps openly. */
  readonly by?: PublicName;
  /** How well it is proven: said by its author alone, or confirmed by the other side of a hand-off. */
  readonly evidence!: Evidence;
}

/** A stretch for which nobody recorded where the goods were. */
export class JourneyGap {
  /** Tells a gap from a step. */
  readonly kind!: 'gap';
  /** The last moment recorded before it, as exact as the step before tells it: RFC 3339 with the place's offset, or a day. */
  readonly from!: string;
  /** When the goods turned up, as exact as the next step tells it. */
  readonly until!: string;
}

export type JourneyEntry = JourneyStep | JourneyGap;

const journeyEntry = {
  oneOf: [JourneyStep, JourneyGap].map((entry) => ({ $ref: getSchemaPath(entry) })),
};

/** What a known code tells, whatever the verdict about its goods. */
export class KnownGoods {
  /** The code that the answer is about. */
  readonly code!: PublicCode;
  /**
   * The organisation that issued the code and answers for what is said first. Of an SSCC: whose event names it first, told where
   * they share their steps with everybody.
   */
  readonly issuer?: PublicName;
  /** When this answer was last sure, if it is older than a moment (the database was out of reach). */
  readonly asKnownAt?: string;
  /** True while a late record is still being worked in: the journey may yet change. */
  readonly settling?: boolean;
  /** Absent for a logistic unit, which holds `contents` instead. */
  readonly product?: PublicProduct;
  /** Absent for a logistic unit, which holds `contents` instead. */
  readonly batch?: PublicBatch;
  /** Names of the products in a logistic unit; how much of each is its holder's business. Of an SSCC, told with the issuer. */
  @ApiProperty({ type: [PublicName] })
  readonly contents?: readonly PublicName[];
  /** Where the goods come from, in words, from large to small as their language writes it. */
  readonly origin?: PublicName;
  /** Of an item or case code that is in use; absent where nobody has looked it up yet. */
  readonly looks?: PublicLooks;
  /** Oldest first, gaps in their places. */
  @ApiProperty({ type: 'array', items: journeyEntry })
  readonly journey!: readonly JourneyEntry[];
  /** Of a long journey: how many steps between the first and the others are not told. */
  readonly stepsLeftOut?: number;
}

/** A code of ours whose goods are not recalled. */
export class RecordedPassport extends KnownGoods {
  /**
   * `recorded-no-hop`: issued, and nothing after the making is recorded yet. `expired`: past its date,
   * which is no recall. `withdrawn`: the label was cancelled by its owner. `used-up`: the owner says that what bore it is used up.
   * `suspected-copy`: the owner suspects that the label was copied.
   */
  readonly verdict!:
    'recorded' | 'recorded-no-hop' | 'expired' | 'withdrawn' | 'used-up' | 'suspected-copy';
  /** Of what is used up: the day on which that was said, by the clock of the place of making. `YYYY-MM-DD`. */
  readonly usedUpOn?: string;
}

/** Goods in the scope of an open recall. It outranks every other verdict. */
export class RecalledPassport extends KnownGoods {
  /** The goods are in the scope of an open recall. */
  readonly verdict!: 'recalled';
  /** What the recall tells the public. */
  readonly recall!: PublicRecall;
}

/**
 * Never issued, withheld or not yet activated: one answer, so that nobody learns which. It holds
 * nothing that did not stand in the question.
 */
export class UnknownPassport {
  /** Nothing is known of the code. */
  readonly verdict!: 'unknown';
  /** The code as asked for, cleaned of spaces and hyphens. */
  readonly code!: string;
  /** Other schemes whose codes look like it, where it is none of ours: that nobody told us of it says nothing about the goods. */
  @ApiProperty({ type: [String], enum: externalSchemes })
  readonly schemes?: readonly ExternalScheme[];
}

/** A text that cannot be a code of ours: found without the database. */
export class MalformedPassport {
  /** The text is no code. */
  readonly verdict!: 'malformed';
  /** What was typed or scanned, shortened to 64 characters. */
  readonly text!: string;
  /** `length`: not 12 or 16 characters. `character`: one that no code has. `check`: mistyped, or no sound GS1 link. */
  readonly fault!: 'length' | 'character' | 'check';
  /** 1-based place of the first wrong character; absent where no single one is known to be wrong. */
  readonly position?: number;
}

/** We could not look. Said instead of a false "not found". */
export class UnavailablePassport {
  /** It could not be looked up. */
  readonly verdict!: 'unavailable';
  /** The code as asked for, cleaned of spaces and hyphens. */
  readonly code!: string;
}
