import { IsBoolean } from 'class-validator';
import { formatAmount, grouped, type Amount } from '../kernel/index.js';
import { IfGiven, IsText } from '../platform/index.js';
import { RecallExtensionView, toRecallExtensionView } from './course/extensions.dto.js';
import { RecallSignatureView, toRecallSignatureView } from './opening/signatures.dto.js';
import { RecallOrderRequest } from './recall-order.dto.js';
import {
  RecallAnswerView,
  RecallDestructionView,
  RecallDisposalView,
  toAnswerView,
  toDestructionView,
  toDisposalView,
} from './answers.dto.js';
import { certaintyOf, stateOf, type NoticeState } from './notice-state.js';
import { RecallCheckView, toCheckView } from './checks.dto.js';
import { RecallClockView, toRecallClockView } from './recall-clock.dto.js';
import type { Breach, Notice, Recall, RecallGrade, ScopeBatch, ScopeHolding } from './recall.js';
import type { SeenRecall } from './seen-recall.js';
import type { Reconciliation } from './reconciliation.js';

/** Opens a recall. What is said here stands on the consumer's page, but for `knownAt` and `emergency`. */
export class OpenRecallRequest extends RecallOrderRequest {
  /**
   * Opens it by you alone, though two people of your organisation should sign: the second signature is due afterwards. Where
   * one is enough it changes nothing.
   */
  @IfGiven()
  @IsBoolean()
  emergency = false;
}

/** Closes a recall. */
export class CloseRecallRequest {
  /** What became of the goods that were not found. */
  @IsText(2000)
  word!: string;
}

/** A recall by its words. */
export class RecallView {
  /** Our id of the recall. */
  id!: string;
  /** The organisation that opened it. */
  organisationId!: string;
  /** Who decides about its scope: the organisation that opened it, or the authority that took it over. */
  leaderId!: string;
  /** True when a regulator ordered it. */
  byRegulator!: boolean;
  /** 1 is the gravest, 3 the lightest. */
  grade!: RecallGrade;
  /** Why, in words for everyone. */
  reason!: string;
  /** What to do beyond not eating it and taking it back. */
  advice!: string | null;
  /** How the buyer is paid back. */
  refund!: string | null;
  /** Whom to ask: a name with a telephone number or address. */
  contact!: string | null;
  /** `open`: its goods are stopped but for what was released. `closed`: all were let go. */
  state!: 'open' | 'closed';
  /** When it was opened, RFC 3339 in UTC. */
  openedAt!: string;
  /** When the public was told of it, RFC 3339 in UTC. Null: its owner has not said so. */
  publicNoticeAt!: string | null;
  /** When it was closed, RFC 3339 in UTC. Null: it is open. */
  closedAt!: string | null;
  /** What became of the goods that were not found. Null: it is open. */
  closingWord!: string | null;
  /** SHA-256 of the report that it was closed with, in hexadecimal digits. Null: it is open, or was closed before there were reports. */
  reportSha256!: string | null;
}

/** A batch in scope. */
export class RecallBatchView {
  /** Our id of the batch. */
  batchId!: string;
  /** Our id of its product. */
  productId!: string;
  /** `named` by the recall, or `derived`: made of a named one. */
  why!: 'named' | 'derived';
  /** Whether acts on its goods are refused. */
  frozen!: boolean;
  /** When it was let go of, by release or closing, RFC 3339 in UTC. Null: it was not. */
  releasedAt!: string | null;
  /** The records no longer link it to a named batch; it stays in scope until whoever decides about it releases it. */
  correctionPendingRelease!: boolean;
}

/** So much, at least and at most. */
export class RecallRangeView {
  /** At least so much: decimal text. */
  least!: string;
  /** At most so much: decimal text. */
  most!: string;
  /** UN/CEFACT code. */
  unit!: string;
}

/** Goods in scope at one holder. */
export class RecallHoldingView {
  /** The batch in scope that they are of, or may be of. */
  batchId!: string;
  /** Our id of the product. */
  productId!: string;
  /** `place`: loose at a place. `unit`: in a logistic unit. `transit`: on the way, in a unit or loose. */
  where!: 'place' | 'unit' | 'transit';
  /** Where they, or the outermost unit around them, are; if nobody registered it, our name for it. Null: none is known. */
  placeId!: string | null;
  /** Key of the logistic unit that holds them. */
  unit!: string | null;
  /** The party whose place that is; in transit, the sender. Null: none is known. */
  partyId!: string | null;
  /** That party's own account, or else the one that speaks for it. Null: none is known. */
  organisationId!: string | null;
  /**
   * `certain`: of the batch by the books. `possible`: goods without a batch that may be of it, listed under each batch
   * that they may be of.
   */
  certainty!: 'certain' | 'possible';
  /** How much of the batch is there. */
  quantity!: RecallRangeView;
}

/** A recorded fact that did with frozen goods what an act may not. */
export class RecallBreachView {
  /** Our id of the event. */
  eventId!: string;
  /** The frozen batch. */
  batchId!: string;
  /** The organisation that recorded it. */
  organisationId!: string;
  /** How much of the frozen batch it was about. */
  quantity!: RecallRangeView;
  /** When it happened, by the event, RFC 3339 in UTC. */
  at!: string;
  /** Seconds between the freeze and the event. */
  secondsSinceFreeze!: number;
  /** Seconds between the notice to its author and the event. Null: the author had none by then, or opened the recall. */
  secondsSinceNotice!: number | null;
}

/** Who was told. */
export class RecallNoticeView {
  /** The organisation that has, had or is being sent goods in scope. */
  organisationId!: string;
  /**
   * `queued`: it is yet to be told. `sent`: it was told. Else what it answered last: `received`, `acknowledged` (it heard, and
   * stopped), `declined` or `done`.
   */
  state!: NoticeState;
  /** `certain`: it holds goods in scope. `possible`: goods that may be. Null: none now, or some are on the way to it. */
  certainty!: 'certain' | 'possible' | null;
  /** When it was told, RFC 3339 in UTC. Null: it is yet to be. */
  sentAt!: string | null;
  /** When it first acknowledged, RFC 3339 in UTC. Null: it has not. */
  acknowledgedAt!: string | null;
  /** All that it answered, the earliest first. */
  answers!: RecallAnswerView[];
}

/** Where the goods of a named batch have gone. All amounts are decimal text in `unit`. */
export class ReconciliationView {
  /** Our id of the batch. */
  batchId!: string;
  /** UN/CEFACT code of the unit it was made in; what does not convert into it is left out. */
  unit!: string;
  /** How much was made in all, decimal text in `unit`. */
  made!: string;
  /** Sold before the recall was opened, decimal text in `unit`. */
  soldBeforeFreeze!: string;
  /** Sold since the recall was opened, decimal text in `unit`. */
  soldAfterFreeze!: string;
  /** Came back to the recall's owner since it was opened, decimal text in `unit`. */
  returned!: string;
  /** Destroyed since the recall was opened, wherever, decimal text in `unit`. */
  destroyed!: string;
  /** Relabelled as it was reported before, wherever, decimal text in `unit`. */
  relabelled!: string;
  /** Made and not sold before the recall was opened, decimal text in `unit`: what there is to recover. */
  notSoldBeforeFreeze!: string;
  /** Returned, destroyed or relabelled, decimal text in `unit`; what was returned and then destroyed counts once. */
  recovered!: string;
  /** Gone without a record, decimal text in `unit`. */
  unaccounted!: string;
}

/**
 * A recall with its scope at the time of asking. Organisations that were told see their own part; the owner and
 * regulators see all.
 */
export class RecallScopeView extends RecallView {
  /** How it stands against the law. Null for those who were only told of the recall. */
  clock!: RecallClockView | null;
  /** Who answers for its opening. Empty for those who were only told of it, and of recalls from before signatures. */
  signatures!: RecallSignatureView[];
  /** What more time was asked for, the earliest first. Empty for those who were only told of it. */
  extensions!: RecallExtensionView[];
  /** Batches in scope, the named ones first. */
  batches!: RecallBatchView[];
  /** Where goods in scope are now; what was released is left out. */
  holdings!: RecallHoldingView[];
  /** Recorded facts that did with frozen goods what acts may not, in the order of what happened. */
  breaches!: RecallBreachView[];
  /** Who was told, the earliest first, and who is yet to be. */
  notices!: RecallNoticeView[];
  /** Where the goods of each named batch have gone. Empty for those who were only told of the recall. */
  reconciliation!: ReconciliationView[];
  /** Destructions and relabellings that were reported before they happen, the earliest report first. */
  disposals!: RecallDisposalView[];
  /** Recorded destructions of goods in scope since the opening, each with the report that went before it, if one did. */
  destructions!: RecallDestructionView[];
  /** Checks of whether it reached whom it had to. Empty for those who were only told of the recall. */
  checks!: RecallCheckView[];
}

export function toRecallView(recall: Recall): RecallView {
  return {
    id: recall.id,
    organisationId: recall.organisationId,
    leaderId: recall.leaderId,
    byRegulator: recall.ordered,
    grade: recall.grade,
    reason: recall.reason,
    advice: recall.advice,
    refund: recall.refund,
    contact: recall.contact,
    state: recall.closedAt === null ? 'open' : 'closed',
    openedAt: recall.openedAt.toISOString(),
    publicNoticeAt: recall.publicNoticeAt?.toISOString() ?? null,
    closedAt: recall.closedAt?.toISOString() ?? null,
    closingWord: recall.closingWord,
    reportSha256: recall.reportSha256,
  };
}

export function toRecallScopeView(seen: SeenRecall): RecallScopeView {
  const holdingsOf = grouped(seen.holdings, ({ organisationId }) => organisationId);
  const sentTo = sentAtOf(seen.notices);
  return {
    ...toRecallView(seen.recall),
    clock: seen.clock && toRecallClockView(seen.clock),
    signatures: seen.signatures.map(toRecallSignatureView),
    extensions: seen.extensions.map(toRecallExtensionView),
    batches: seen.batches.map(toBatchView),
    holdings: seen.holdings.map(toHoldingView),
    breaches: seen.breaches.map((breach) => toBreachView(breach, sentTo)),
    notices: seen.notices.map((notice) =>
      noticeView(notice, holdingsOf.get(notice.organisationId) ?? []),
    ),
    reconciliation: seen.reconciliations.map(toReconciliationView),
    disposals: seen.disposals.map(toDisposalView),
    destructions: seen.destructions.map(toDestructionView),
    checks: seen.checks.map(toCheckView),
  };
}

export function toBatchView({
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

export function toHoldingView(holding: ScopeHolding): RecallHoldingView {
  const { batchId, productId, where, placeId, unit, partyId, organisationId, certainty } = holding;
  const quantity = rangeView(holding);
  return { batchId, productId, where, placeId, unit, partyId, organisationId, certainty, quantity };
}

/** When each organisation was told, if it was yet. */
export function sentAtOf(notices: readonly Notice[]): ReadonlyMap<string, Date | null> {
  return new Map(notices.map(({ organisationId, sentAt }) => [organisationId, sentAt]));
}

export function toBreachView(
  breach: Breach,
  sentTo: ReadonlyMap<string, Date | null>,
): RecallBreachView {
  const { at, frozenAt, organisationId } = breach;
  const told = sentTo.get(organisationId);
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

function noticeView(notice: Notice, own: readonly ScopeHolding[]): RecallNoticeView {
  const { organisationId, sentAt, acknowledgedAt } = notice;
  return {
    organisationId,
    state: stateOf(notice),
    certainty: certaintyOf(own),
    sentAt: sentAt?.toISOString() ?? null,
    acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
    answers: notice.answers.map(toAnswerView),
  };
}

export function toReconciliationView(figures: Reconciliation): ReconciliationView {
  return {
    batchId: figures.batchId,
    unit: figures.uom,
    made: formatAmount(figures.made),
    soldBeforeFreeze: formatAmount(figures.soldBefore),
    soldAfterFreeze: formatAmount(figures.soldAfter),
    returned: formatAmount(figures.returned),
    destroyed: formatAmount(figures.destroyed),
    relabelled: formatAmount(figures.relabelled),
    notSoldBeforeFreeze: formatAmount(figures.notSoldBefore),
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
