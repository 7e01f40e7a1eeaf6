import { OmitType } from '@nestjs/swagger';
import { toAnswerView } from './answers.dto.js';
import { TellingView, toTellingView } from './contacts.dto.js';
import {
  RecallDestructionView,
  RecallDisposalView,
  toDestructionView,
  toDisposalView,
} from './answers.dto.js';
import { RecallExtensionView, toRecallExtensionView } from './course/extensions.dto.js';
import { RecallSignatureView, toRecallSignatureView } from './opening/signatures.dto.js';
import { RecallCheckView, toCheckView } from './checks.dto.js';
import { stateOf } from './notice-state.js';
import type { Notice, ScopeHolding } from './recall.js';
import { RecallClockView, toRecallClockView } from './recall-clock.dto.js';
import {
  ReconciliationView,
  RecallBatchView,
  RecallBreachView,
  RecallHoldingView,
  RecallNoticeView,
  RecallView,
  toBatchView,
  sentAtOf,
  toBreachView,
  toHoldingView,
  toRecallView,
  toReconciliationView,
} from './recalls.dto.js';
import type { RecallReport, ScopeChange } from './report.js';

/** What the report is made by: another one is another format, and its digest another one. */
const format = 'furrow-recall-report/1';

/** The recall by its words, without the digest of this report. */
export class ReportedRecallView extends OmitType(RecallView, ['reportSha256'] as const) {}

/** Where goods in scope were at the closing. */
export class ReportedHoldingView extends OmitType(RecallHoldingView, ['organisationId'] as const) {}

/** Who was told, and what it answered. */
export class ReportedNoticeView extends OmitType(RecallNoticeView, ['certainty'] as const) {}

/** A change of what a recall stops. */
export class ScopeChangeView {
  /** When, RFC 3339 in UTC. */
  at!: string;
  /** Our id of the batch. */
  batchId!: string;
  /** `named` at the opening. `spread`: stopped too, as it was made of a named one. `released` before the closing. */
  what!: 'named' | 'spread' | 'released';
}

/** How a holder was told by other means than a notice. */
export class ReportedTellingView extends TellingView {
  /** Our id of the party. */
  partyId!: string;
}

/** Which organisation did what in a recall. */
export class ReportedDeedView {
  /** The organisation. */
  organisationId!: string;
  /** What it did. */
  did!: 'opened' | 'closed';
  /** When, RFC 3339 in UTC. */
  at!: string;
}

/**
 * All that the closing of a recall rests on, as it was known when it closed. It is computed from the record each time, and is the
 * same to the byte: the SHA-256 of the answer is the `reportSha256` of the recall.
 */
export class RecallReportView {
  /** Name and version of this format. */
  format!: string;
  /** The recall by its words. */
  recall!: ReportedRecallView;
  /** How it stood against the law at its closing. */
  clock!: RecallClockView;
  /** What it stopped and let go of, the earliest first; the closing let go of the rest. */
  changes!: ScopeChangeView[];
  /** Batches in scope, by their ids. */
  batches!: RecallBatchView[];
  /** Where goods in scope were at the closing. Of goods in a logistic unit, the unit alone. */
  holdings!: ReportedHoldingView[];
  /** Recorded facts that did with frozen goods what acts may not. */
  breaches!: RecallBreachView[];
  /** Who was told, and what it answered. */
  notices!: ReportedNoticeView[];
  /** Who was told by other means. */
  tellings!: ReportedTellingView[];
  /** Destructions and relabellings that were reported before. */
  disposals!: RecallDisposalView[];
  /** Recorded destructions. */
  destructions!: RecallDestructionView[];
  /** Where the goods of each named batch have gone. */
  reconciliation!: ReconciliationView[];
  /** Checks of whether it reached whom it had to, and what they found. */
  checks!: RecallCheckView[];
  /** Who opened and closed it. */
  deeds!: ReportedDeedView[];
  /** Who answers for the opening, by the ids of their keys. */
  signatures!: RecallSignatureView[];
  /** What more time was asked for, and what was said to it. */
  extensions!: RecallExtensionView[];
}

export function toReportView(report: RecallReport): RecallReportView {
  const { recall } = report;
  const sentTo = sentAtOf(report.notices);
  const { reportSha256: _itself, ...told } = toRecallView(recall);
  return {
    format,
    recall: told,
    clock: toRecallClockView(report.clock),
    changes: report.changes.map(changeView),
    batches: report.batches.map(toBatchView),
    holdings: report.holdings.map(holdingView),
    breaches: report.breaches.map((breach) => toBreachView(breach, sentTo)),
    notices: report.notices.map(noticeView),
    tellings: report.tellings.map((telling) => ({
      partyId: telling.partyId,
      ...toTellingView(telling),
    })),
    disposals: report.disposals.map(toDisposalView),
    destructions: report.destructions.map(toDestructionView),
    reconciliation: report.reconciliations.map(toReconciliationView),
    checks: report.checks.map(toCheckView),
    deeds: [
      { organisationId: recall.organisationId, did: 'opened', at: told.openedAt },
      { organisationId: recall.leaderId, did: 'closed', at: told.closedAt ?? '' },
    ],
    signatures: report.signatures.map(toRecallSignatureView),
    extensions: report.extensions.map(toRecallExtensionView),
  };
}

function changeView({ at, ...rest }: ScopeChange): ScopeChangeView {
  return { at: at.toISOString(), ...rest };
}

/** Which account speaks for a place may change later; whose the place is does not. */
function holdingView(holding: ScopeHolding): ReportedHoldingView {
  const { organisationId: _account, ...rest } = toHoldingView(holding);
  return rest;
}

function noticeView(notice: Notice): ReportedNoticeView {
  const { organisationId, sentAt, acknowledgedAt, answers } = notice;
  return {
    organisationId,
    state: stateOf(notice),
    sentAt: sentAt?.toISOString() ?? null,
    acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
    answers: answers.map(toAnswerView),
  };
}
