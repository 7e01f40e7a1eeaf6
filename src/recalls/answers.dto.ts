import { Type } from 'class-transformer';
import { ArrayMaxSize, IsIn, IsObject, IsUUID, ValidateNested } from 'class-validator';
import { convert, findUnit, formatAmount, parseDecimal } from '../kernel/index.js';
import {
  IfGiven,
  IsLine,
  IsMoment,
  IsText,
  QuantityRequest,
  QuantityView,
} from '../platform/index.js';
import {
  answerKinds,
  outcomeKinds,
  type Answer,
  type AnswerKind,
  type Outcome,
  type OutcomeKind,
} from './answer.js';
import {
  disposalKinds,
  type Disposal,
  type DisposalKind,
  type JudgedDestruction,
  type Measured,
} from './disposals.js';

/** Lines of one answer. */
export const outcomesMax = 500;

/** What was done with goods of a batch. */
export class OutcomeRequest {
  /** Our id of the batch, one in your part of the recall. */
  @IsUUID()
  batchId!: string;

  /** What was done with them. */
  @IsIn(outcomeKinds)
  what!: OutcomeKind;

  /** How much. */
  @IsObject()
  @ValidateNested()
  @Type(() => QuantityRequest)
  quantity!: QuantityRequest;
}

/** Your answer to the notice of a recall. The last one counts; all are kept. */
export class AnswerRecallRequest {
  /**
   * `received`: it has come. `acknowledged`: you heard, and stopped the goods. `declined`: it does not concern you, and why.
   * `done`: you did what it asks.
   */
  @IsIn(answerKinds)
  kind!: AnswerKind;

  /** Why you decline, which is needed; or what was done. Its owner and regulators read it. */
  @IfGiven()
  @IsText(2000)
  words?: string;

  /** Of what is done: what was done with how much. It is your word; what is reconciled is what is on record. */
  @IfGiven()
  @ArrayMaxSize(outcomesMax)
  @ValidateNested({ each: true })
  @Type(() => OutcomeRequest)
  outcomes?: OutcomeRequest[];
}

/** Reports, before it happens, that recalled goods are to be destroyed or relabelled. */
export class ReportDisposalRequest {
  /** Our id of the batch: one in scope, or in your part of it. */
  @IsUUID()
  batchId!: string;

  /** Whether they are to be destroyed, or given another label. */
  @IsIn(disposalKinds)
  what!: DisposalKind;

  /** How much. */
  @IsObject()
  @ValidateNested()
  @Type(() => QuantityRequest)
  quantity!: QuantityRequest;

  /** Where, in words by which the authority finds it: one line, at most 300 characters. */
  @IsLine(300)
  place!: string;

  /**
   * When, RFC 3339 with offset: not before now.
   * @example "2026-12-01T09:00:00+08:00"
   */
  @IsMoment()
  at!: string;
}

/** Says that a relabelling that was reported is done. */
export class CompleteDisposalRequest {
  /** How much was relabelled, at most what was reported. */
  @IsObject()
  @ValidateNested()
  @Type(() => QuantityRequest)
  quantity!: QuantityRequest;

  /**
   * When, RFC 3339 with offset: after it was reported. Left out: now.
   * @example "2026-12-01T10:00:00+08:00"
   */
  @IfGiven()
  @IsMoment()
  at?: string;
}

/** What a holder says that it did with goods of a batch. */
export class OutcomeView {
  /** Our id of the batch. */
  batchId!: string;
  /** What was done with them. */
  what!: OutcomeKind;
  /** How much. */
  quantity!: QuantityView;
}

/** What an organisation answered at a time. */
export class RecallAnswerView {
  /** What it says. */
  kind!: AnswerKind;
  /** Why it declines, or what it did. */
  words!: string | null;
  /** Of what is done: what was done with how much. */
  outcomes!: OutcomeView[];
  /** When it answered, RFC 3339 in UTC. */
  at!: string;
}

/** A destruction or relabelling that was reported before it happened. */
export class RecallDisposalView {
  /** Our id of the report. */
  id!: string;
  /** Who reported it. */
  organisationId!: string;
  /** Our id of the batch. */
  batchId!: string;
  /** Whether the goods are destroyed, or given another label. */
  what!: DisposalKind;
  /** How much was reported. */
  quantity!: QuantityView;
  /** Where it is to happen. */
  place!: string;
  /** When it is to happen, RFC 3339 in UTC. */
  at!: string;
  /** When it was reported, RFC 3339 in UTC. */
  reportedAt!: string;
  /** When a relabelling was done, RFC 3339 in UTC. Null: it was not; a destruction is an event. */
  doneAt!: string | null;
  /** How much was relabelled. */
  doneQuantity!: QuantityView | null;
}

/** A recorded destruction of goods in scope since the recall was opened. */
export class RecallDestructionView {
  /** Our id of the event. */
  eventId!: string;
  /** Who recorded it. */
  organisationId!: string;
  /** Our id of the batch. */
  batchId!: string;
  /** How much was destroyed. */
  quantity!: QuantityView;
  /** When, by the event, RFC 3339 in UTC. */
  at!: string;
  /** When time and place of all of it had been reported, RFC 3339 in UTC. Null: not of all before it happened. */
  reportedAt!: string | null;
}

/** As it is recorded: a customary unit becomes the unit with a code that it is exact in. */
export function measured({ value, unit }: QuantityRequest): Measured {
  const uom = findUnit(unit)?.recordedIn ?? unit;
  const amount = parseDecimal(value);
  return { amount: convert(amount, unit, uom) ?? amount, uom };
}

export function toAnswer({ kind, words, outcomes = [] }: AnswerRecallRequest): Omit<Answer, 'at'> {
  const done = outcomes.map(({ quantity, ...rest }) => ({ ...rest, ...measured(quantity) }));
  return { kind, words: words ?? null, outcomes: done };
}

export function toQuantityView({ amount, uom }: Measured): QuantityView {
  return { value: formatAmount(amount), unit: uom };
}

export function toAnswerView({ kind, words, outcomes, at }: Answer): RecallAnswerView {
  return { kind, words, outcomes: outcomes.map(outcomeView), at: at.toISOString() };
}

function outcomeView({ batchId, what, ...much }: Outcome): OutcomeView {
  return { batchId, what, quantity: toQuantityView(much) };
}

export function toDisposalView(disposal: Disposal): RecallDisposalView {
  const { id, organisationId, batchId, what, place, uom, doneAt, doneAmount } = disposal;
  return {
    ...{ id, organisationId, batchId, what, quantity: toQuantityView(disposal), place },
    at: disposal.plannedAt.toISOString(),
    reportedAt: disposal.reportedAt.toISOString(),
    doneAt: doneAt?.toISOString() ?? null,
    doneQuantity: doneAmount === null ? null : toQuantityView({ amount: doneAmount, uom }),
  };
}

export function toDestructionView(destruction: JudgedDestruction): RecallDestructionView {
  const { eventRef, organisationId, batchId, at, reportedAt } = destruction;
  return {
    ...{ eventId: eventRef, organisationId, batchId, quantity: toQuantityView(destruction) },
    at: at.toISOString(),
    reportedAt: reportedAt?.toISOString() ?? null,
  };
}
