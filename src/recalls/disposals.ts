import { convert, faultyRequest, formatAmount, parseMoment, type Amount } from '../kernel/index.js';
import { pastMoment } from './case-moments.js';
import type { BatchMovement } from './reconciliation.js';

export const disposalKinds = ['destroy', 'relabel'] as const;
export type DisposalKind = (typeof disposalKinds)[number];

/** So much, in a unit. */
export interface Measured {
  readonly amount: Amount;
  readonly uom: string;
}

/** A destruction or relabelling of recalled goods, reported before it happens so that the authority may be there. */
export interface Disposal extends Measured {
  readonly id: string;
  /** Who does it. */
  readonly organisationId: string;
  readonly batchId: string;
  readonly what: DisposalKind;
  /** Where, in words by which it is found. */
  readonly place: string;
  readonly plannedAt: Date;
  readonly reportedAt: Date;
  /** Of a relabelling: when it was done, with how much. A destruction is an event. */
  readonly doneAt: Date | null;
  readonly doneAmount: Amount | null;
}

/** A recorded destruction of goods under recall. */
export interface Destruction extends Measured {
  readonly eventRef: string;
  readonly organisationId: string;
  readonly batchId: string;
  readonly at: Date;
}

/** A destruction with the report that went before it. */
export interface JudgedDestruction extends Destruction {
  /** Null: nobody reported it before it happened. */
  readonly reportedAt: Date | null;
}

/** Destroying is never refused, since rotten goods do not wait; one that nobody reported before says so for ever. */
export function judged(
  destructions: readonly Destruction[],
  disposals: readonly Disposal[],
): JudgedDestruction[] {
  return destructions.map((destruction) => {
    const { organisationId, batchId, at } = destruction;
    const report = disposals.find(
      (disposal) =>
        disposal.what === 'destroy' &&
        disposal.organisationId === organisationId &&
        disposal.batchId === batchId &&
        disposal.reportedAt <= at,
    );
    return { ...destruction, reportedAt: report?.reportedAt ?? null };
  });
}

/** Relabellings that are done, for the reconciliation: no event moves their goods. */
export function relabelled(disposals: readonly Disposal[], ownerId: string): BatchMovement[] {
  return disposals.flatMap(({ batchId, uom, organisationId, doneAmount }) =>
    doneAmount === null
      ? []
      : [
          {
            ...({ kind: 'relabelled', batchId, uom, amount: doneAmount, frozen: true } as const),
            atOwner: organisationId === ownerId,
          },
        ],
  );
}

/** When it is to happen: not before it is reported. */
export function plannedMoment(text: string, now: Date): Date {
  const at = new Date(parseMoment(text).instant);
  if (at >= now) return at;
  const detail = 'lies in the past: time and place are reported before it happens';
  throw faultyRequest([{ pointer: '/at', detail }]);
}

/** When a relabelling was done: after its report, and not in the future. */
export function doneMoment(text: string | undefined, { reportedAt }: Disposal, now: Date): Date {
  return pastMoment(text, { since: reportedAt, what: 'it was reported', now });
}

/** How much was relabelled, in the unit of the report: no more than was reported. */
export function doneAmount({ amount, uom }: Measured, report: Disposal): Amount {
  const done = convert(amount, uom, report.uom);
  if (done !== undefined && done <= report.amount) return done;
  const detail = `is more than the ${formatAmount(report.amount)} ${report.uom} that were reported, or does not convert`;
  throw faultyRequest([{ pointer: '/quantity', detail }]);
}
