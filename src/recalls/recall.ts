import type { Eyes } from '../access/index.js';
import type { Amount } from '../kernel/index.js';
import type { Answer } from './answer.js';

/** Grade 1 is the gravest. */
export type RecallGrade = 1 | 2 | 3;

/** A case opened on batches. */
export interface Recall {
  readonly id: string;
  /** Whose case it is. */
  readonly organisationId: string;
  /** Who decides about its scope: its owner, or the authority that took it over. */
  readonly leaderId: string;
  /** Ordered by a regulator. */
  readonly ordered: boolean;
  readonly grade: RecallGrade;
  readonly reason: string;
  readonly advice: string | null;
  readonly refund: string | null;
  readonly contact: string | null;
  readonly openedAt: Date;
  /** When the public was told of it. */
  readonly publicNoticeAt: Date | null;
  readonly closedAt: Date | null;
  readonly closingWord: string | null;
  /** Of the report that it was closed with, in hexadecimal digits; null: it is open, or closed before there were reports. */
  readonly reportSha256: string | null;
}

/** A recall with what only its owner and regulators are told of it. */
export interface OwnRecall extends Recall {
  /** When its owner knew of the risk; null: it did not say, and the opening counts. */
  readonly knownAt: Date | null;
}

/** How a batch stands in a recall. */
export interface ScopeBatch {
  readonly batchId: string;
  readonly productId: string;
  /** Named by the recall, or made of what it named. */
  readonly why: 'named' | 'derived';
  readonly frozen: boolean;
  readonly releasedAt: Date | null;
  /** The records no longer link it; it stays in scope until whoever decides about it releases it. */
  readonly correctionPending: boolean;
}

/** Goods in scope at one holder, and whose hands they are in. */
export interface ScopeHolding {
  readonly batchId: string;
  readonly productId: string;
  readonly where: 'place' | 'unit' | 'transit';
  /** The place, the outermost unit's place, or null in transit. */
  readonly placeId: string | null;
  /** The logistic unit that holds them, by its key. */
  readonly unit: string | null;
  readonly partyId: string | null;
  readonly organisationId: string | null;
  /** In transit: our id of the event that sent them. */
  readonly sentBy: string | null;
  /** Of the batch by the books, or goods without a batch that may be of it. */
  readonly certainty: 'certain' | 'possible';
  readonly least: Amount;
  readonly most: Amount;
  readonly uom: string;
}

/** A fact that did with frozen goods what an act may not. */
export interface Breach {
  readonly eventRef: string;
  readonly batchId: string;
  /** Who captured the fact. */
  readonly organisationId: string;
  readonly least: Amount;
  readonly most: Amount;
  readonly uom: string;
  readonly at: Date;
  readonly frozenAt: Date;
}

export interface Notice {
  readonly organisationId: string;
  /** Null: goods have come to be in scope, and the notice is on its way. */
  readonly sentAt: Date | null;
  /** First; it may have declined since. */
  readonly acknowledgedAt: Date | null;
  /** The earliest first. */
  readonly answers: readonly Answer[];
}

/** A recall with all that follows from the records at the time of asking. */
export interface RecallScope {
  readonly recall: Recall;
  readonly batches: readonly ScopeBatch[];
  readonly holdings: readonly ScopeHolding[];
  readonly breaches: readonly Breach[];
  readonly notices: readonly Notice[];
}

/** Organisations that hold something in scope; a recall's owner needs no notice. */
export function holdersToTell({ recall, holdings }: Pick<RecallScope, 'recall' | 'holdings'>) {
  const holders = holdings.flatMap(({ organisationId }) => organisationId ?? []);
  return [...new Set(holders)].filter((id) => id !== recall.organisationId);
}

/** Whether somebody who sees a recall sees all of it: its owner, and regulators. Others were only told of it. */
export function maySeeAll({ organisationId, oversees }: Eyes, recall: Recall): boolean {
  return recall.organisationId === organisationId || oversees !== undefined;
}

/** What one organisation that was told may see: the words of the recall, and its own goods. */
export function ownPartOf(scope: RecallScope, organisationId: string): RecallScope {
  const holdings = scope.holdings.filter((each) => each.organisationId === organisationId);
  const held = new Set(holdings.map(({ batchId }) => batchId));
  return {
    recall: scope.recall,
    batches: scope.batches.filter(({ batchId, why }) => why === 'named' || held.has(batchId)),
    holdings,
    breaches: scope.breaches.filter((breach) => breach.organisationId === organisationId),
    notices: scope.notices.filter((notice) => notice.organisationId === organisationId),
  };
}
