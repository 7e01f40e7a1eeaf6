import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsIn,
  IsString,
  IsUUID,
  Length,
} from 'class-validator';
import { formatAmount, type Amount } from '../kernel/index.js';
import { IfGiven } from '../platform/index.js';
import type { Breach, Notice, Recall, RecallGrade, ScopeBatch, ScopeHolding } from './recall.js';
import type { SeenRecall } from './recalls.service.js';
import type { Reconciliation } from './reconciliation.js';

/** Batches named in one request. */
export const batchesMax = 500;

/** Batches of a recall. */
export class RecallBatchesRequest {
  /** Ids of the batches, each once. */
  @ArrayMinSize(1)
  @ArrayMaxSize(batchesMax)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  batchIds!: string[];
}

/** Opens a recall. What is said here stands on the consumer's page. */
export class OpenRecallRequest extends RecallBatchesRequest {
  /** 1 is the gravest, 3 the lightest. */
  @IsIn([1, 2, 3])
  grade!: RecallGrade;

  /** Why, in words for everyone. */
  @IsString()
  @Length(1, 2000)
  reason!: string;

  /** What to do beyond not eating it and taking it back. */
  @IfGiven()
  @IsString()
  @Length(1, 2000)
  advice?: string;

  /** How the buyer is paid back. */
  @IfGiven()
  @IsString()
  @Length(1, 500)
  refund?: string;

  /** Whom to ask: a name with a telephone number or address. */
  @IfGiven()
  @IsString()
  @Length(1, 200)
  contact?: string;
}

/** Closes a recall. */
export class CloseRecallRequest {
  /** What became of the goods that were not found. */
  @IsString()
  @Length(1, 2000)
  word!: string;
}

/** A recall by its words. */
export class RecallView {
  id!: string;
  organisationId!: string;
  /** True when a regulator ordered it. */
  byRegulator!: boolean;
  grade!: RecallGrade;
  reason!: string;
  advice!: string | null;
  refund!: string | null;
  contact!: string | null;
  state!: 'open' | 'closed';
  openedAt!: string;
  closedAt!: string | null;
  closingWord!: string | null;
}

/** A batch in scope. */
export class RecallBatchView {
  batchId!: string;
  productId!: string;
  /** `named` by the recall, or `derived`: made of a named one. */
  why!: 'named' | 'derived';
  /** Whether acts on its goods are refused. */
  frozen!: boolean;
  releasedAt!: string | null;
  /** The records no longer link it to a named batch; it stays in scope until the recall's owner releases it. */
  correctionPendingRelease!: boolean;
}

/** So much, at least and at most. */
export class RecallRangeView {
  /** Decimal text. */
  least!: string;
  /** Decimal text. */
  most!: string;
  /** UN/CEFACT code. */
  unit!: string;
}

/** Goods in scope at one holder. */
export class RecallHoldingView {
  batchId!: string;
  productId!: string;
  where!: 'place' | 'unit' | 'transit';
  placeId!: string | null;
  /** Key of the logistic unit that holds them. */
  unit!: string | null;
  partyId!: string | null;
  organisationId!: string | null;
  /**
   * `certain`: of the batch by the books. `possible`: goods without a batch that may be of it, listed under each batch
   * that they may be of.
   */
  certainty!: 'certain' | 'possible';
  quantity!: RecallRangeView;
}

/** A recorded fact that did with frozen goods what an act may not. */
export class RecallBreachView {
  eventId!: string;
  batchId!: string;
  organisationId!: string;
  quantity!: RecallRangeView;
  at!: string;
  /** Seconds between the freeze and the event. */
  secondsSinceFreeze!: number;
  /** Seconds between the notice to its author and the event. Null: the author had none by then, or opened the recall. */
  secondsSinceNotice!: number | null;
}

/** Who was told. */
export class RecallNoticeView {
  organisationId!: string;
  state!: 'queued' | 'sent' | 'acknowledged';
  sentAt!: string | null;
  acknowledgedAt!: string | null;
}

/** Where the goods of a named batch have gone. All amounts are decimal text in `unit`. */
export class ReconciliationView {
  batchId!: string;
  unit!: string;
  made!: string;
  soldBeforeFreeze!: string;
  soldAfterFreeze!: string;
  returned!: string;
  destroyed!: string;
  /** Returned or destroyed; what was returned and then destroyed counts once. */
  recovered!: string;
  unaccounted!: string;
}

/**
 * A recall with its scope at the time of asking. Organisations that were told see their own part; the owner and
 * regulators see all.
 */
export class RecallScopeView extends RecallView {
  batches!: RecallBatchView[];
  holdings!: RecallHoldingView[];
  breaches!: RecallBreachView[];
  notices!: RecallNoticeView[];
  reconciliation!: ReconciliationView[];
}

export function toRecallView(recall: Recall): RecallView {
  return {
    id: recall.id,
    organisationId: recall.organisationId,
    byRegulator: recall.ordered,
    grade: recall.grade,
    reason: recall.reason,
    advice: recall.advice,
    refund: recall.refund,
    contact: recall.contact,
    state: recall.closedAt === null ? 'open' : 'closed',
    openedAt: recall.openedAt.toISOString(),
    closedAt: recall.closedAt?.toISOString() ?? null,
    closingWord: recall.closingWord,
  };
}

export function toRecallScopeView(seen: SeenRecall): RecallScopeView {
  return {
    ...toRecallView(seen.recall),
    batches: seen.batches.map(batchView),
    holdings: seen.holdings.map(holdingView),
    breaches: seen.breaches.map((breach) => breachView(breach, seen.notices)),
    notices: seen.notices.map(noticeView),
    reconciliation: seen.reconciliations.map(reconciliationView),
  };
}

function batchView({
  batchId,
  productId,
  why,
  frozen,
  releasedAt,
  correctionPending,
}: ScopeBatch): RecallBatchView {
  return {
    batchId,
    productId,
    why,
    frozen,
    releasedAt: releasedAt?.toISOString() ?? null,
    correctionPendingRelease: correctionPending,
  };
}

function holdingView(holding: ScopeHolding): RecallHoldingView {
  const { batchId, productId, where, placeId, unit, partyId, organisationId, certainty } = holding;
  const quantity = rangeView(holding);
  return { batchId, productId, where, placeId, unit, partyId, organisationId, certainty, quantity };
}

function breachView(breach: Breach, notices: readonly Notice[]): RecallBreachView {
  const { at, frozenAt, organisationId } = breach;
  const told = notices.find((notice) => notice.organisationId === organisationId)?.sentAt;
  return {
    eventId: breach.eventRef,
    batchId: breach.batchId,
    organisationId,
    quantity: rangeView(breach),
    at: at.toISOString(),
    secondsSinceFreeze: secondsBetween(frozenAt, at),
    secondsSinceNotice: told && told <= at ? secondsBetween(told, at) : null,
  };
}

function secondsBetween(from: Date, until: Date): number {
  return Math.floor((until.getTime() - from.getTime()) / 1000);
}

function noticeView({ organisationId, sentAt, acknowledgedAt }: Notice): RecallNoticeView {
  return {
    organisationId,
    state: acknowledgedAt !== null ? 'acknowledged' : sentAt !== null ? 'sent' : 'queued',
    sentAt: sentAt?.toISOString() ?? null,
    acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
  };
}

function reconciliationView(figures: Reconciliation): ReconciliationView {
  return {
    batchId: figures.batchId,
    unit: figures.uom,
    made: formatAmount(figures.made),
    soldBeforeFreeze: formatAmount(figures.soldBefore),
    soldAfterFreeze: formatAmount(figures.soldAfter),
    returned: formatAmount(figures.returned),
    destroyed: formatAmount(figures.destroyed),
    recovered: formatAmount(figures.recovered),
    unaccounted: formatAmount(figures.unaccounted),
  };
}

function rangeView({
  least,
  most,
  uom,
}: {
  least: Amount;
  most: Amount;
  uom: string;
}): RecallRangeView {
  return { least: formatAmount(least), most: formatAmount(most), unit: uom };
}
