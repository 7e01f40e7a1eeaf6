import { IsBoolean } from 'class-validator';
import { IfGiven, IsMoment } from '../../platform/index.js';
import type { RecallGrade } from '../recall.js';
import { toTraceView, TraceView } from '../../trace/index.js';
import type { DraftScope } from './draft-scope.service.js';
import type { RecallDraft } from './recall-draft.js';

/** Signs a draft. */
export class SignDraftRequest {
  /**
   * `writtenAt` of the draft that was read and is signed, RFC 3339. A draft that was changed since is refused.
   * @example "2026-03-01T00:30:00.000Z"
   */
  @IsMoment()
  writtenAt!: string;

  /** Opens it at once, though two people of your organisation should sign; the second signature is due afterwards. */
  @IfGiven()
  @IsBoolean()
  emergency = false;
}

/** What a recall would say. */
export class RecallDraftView {
  /** Our id of the draft, and of the recall once it is opened. */
  id!: string;
  /** Ids of the batches that it names. */
  batchIds!: string[];
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
  /** When you knew of the risk, RFC 3339 in UTC. Null: at the opening. */
  knownAt!: string | null;
  /** When it was written or last changed, RFC 3339 in UTC. */
  writtenAt!: string;
  /** When the first of two people signed it as it stands, RFC 3339 in UTC. Null: nobody did. */
  signedAt!: string | null;
  /** The id of the key that it was signed with, as the audit names it. Null: nobody did. */
  signedBy!: string | null;
}

/** What signing came to. */
export class SignedDraftView {
  /** Our id of the draft, and of the recall. */
  id!: string;
  /** True: the recall is open, and the draft gone. False: another person has to sign as well. */
  isOpen!: boolean;
}

/** A batch that was not traced. */
export class UntracedDraftBatchView {
  /** Our id of the batch. */
  batchId!: string;
  /** `unseen`: you may see no event of it. `time`: others took too long; trace it alone. */
  why!: 'unseen' | 'time';
}

/** Where the batches of a draft have gone, as far as you may see; an open recall covers more. */
export class DraftScopeView {
  /** One for each batch, as `GET /api/v1/traces` answers it. */
  traces!: TraceView[];
  /** Batches that were not traced. */
  untraced!: UntracedDraftBatchView[];
}

export function toRecallDraftView(draft: RecallDraft): RecallDraftView {
  const { id, batchIds, grade, reason, advice, refund, contact, knownAt, writtenAt, first } = draft;
  return {
    ...{ id, batchIds: [...batchIds], grade, reason, advice, refund, contact },
    knownAt: knownAt?.toISOString() ?? null,
    writtenAt: writtenAt.toISOString(),
    signedAt: first?.at.toISOString() ?? null,
    signedBy: first?.by ?? null,
  };
}

export function toDraftScopeView({ traced, untraced }: DraftScope): DraftScopeView {
  return {
    traces: traced.map(toTraceView),
    untraced: untraced.map(({ batchId, why }) => ({ batchId, why })),
  };
}
