import {
  convert,
  faultyRequest,
  formatAmount,
  grouped,
  parseMoment,
  type Amount,
} from '../kernel/index.js';
import { pastMoment } from './case-moments.js';
import type { ScopeHolding } from './recall.js';
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
  /** Of an event on a whole day the start of that day, else when it was. */
  readonly began: Date;
}

/** A destruction with the report that went before it. */
export interface JudgedDestruction extends Destruction {
  /** When all of it had been reported. Null: not all of it was before it happened. */
  readonly reportedAt: Date | null;
}

/**
 * Destroying is never refused, since rotten goods do not wait; one that was not reported before says so for ever. Destructions
 * use reports up in the order of time: one report of a little does not cover all that is destroyed after it.
 */
export function judged(
  destructions: readonly Destruction[],
  disposals: readonly Disposal[],
): JudgedDestruction[] {
  const reports = grouped(
    disposals.filter(({ what }) => what === 'destroy').map((report) => ({ ...report, used: 0n })),
    keyOf,
  );
  const reportedAt = new Map<Destruction, Date | null>();
  const inTime = [...destructions].sort((a, b) => a.began.getTime() - b.began.getTime());
  for (const each of inTime) reportedAt.set(each, useUp(reports.get(keyOf(each)) ?? [], each));
  return destructions.map((each) => ({ ...each, reportedAt: reportedAt.get(each) ?? null }));
}

const keyOf = ({ organisationId, batchId }: Pick<Disposal, 'organisationId' | 'batchId'>) =>
  `${organisationId} ${batchId}`;

/** When all of a destruction had been reported; null: not all of it was before it began. Reports are in the order of time. */
function useUp(
  reports: (Disposal & { used: Amount })[],
  { amount, uom, began }: Destruction,
): Date | null {
  let left = amount;
  let last: Date | null = null;
  for (const report of reports) {
    if (left <= 0n || report.reportedAt > began) break;
    const asked = convert(left, uom, report.uom);
    const free = report.amount - report.used;
    if (asked === undefined || free <= 0n) continue;
    const taken = asked < free ? asked : free;
    report.used += taken;
    left = asked <= free ? 0n : left - (convert(taken, report.uom, uom) ?? 0n);
    last = report.reportedAt;
  }
  return left > 0n ? null : last;
}

/** Refuses to relabel more than the reporter may have of the batch: no event moves what it relabels, so its other reports count. */
export function refuseBeyond(
  { batchId, amount, uom }: Measured & Pick<Disposal, 'batchId'>,
  holdings: readonly Pick<ScopeHolding, 'batchId' | 'most' | 'uom'>[],
  others: readonly Disposal[],
): void {
  const sum = (parts: readonly Measured[]) =>
    parts.reduce((total, part) => total + (convert(part.amount, part.uom, uom) ?? 0n), 0n);
  const held = holdings.filter((holding) => holding.batchId === batchId);
  const told = others.filter((each) => each.what === 'relabel' && each.batchId === batchId);
  const most =
    sum(held.map((holding) => ({ ...holding, amount: holding.most }))) -
    sum(told.map((each) => ({ ...each, amount: each.doneAmount ?? each.amount })));
  if (amount <= most) return;
  const detail = `is more than the ${formatAmount(most > 0n ? most : 0n)} ${uom} of it that you have and have not reported yet; record first what came to you`;
  throw faultyRequest([{ pointer: '/quantity', detail }]);
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
