import { IsIn } from 'class-validator';
import { IfGiven, PageQuery, TrueOrFalse } from '../platform/index.js';
import type { Alert } from './alerts.store.js';
import { signals, type Signal } from './signals.js';

/** Which alerts. */
export class AlertsQuery extends PageQuery {
  /** Only those that nobody acknowledged yet (`true`), or only the others (`false`). */
  @IfGiven()
  @TrueOrFalse()
  open?: boolean;

  /** Only those of this kind. */
  @IfGiven()
  @IsIn(signals)
  signal?: Signal;
}

/** What looks at one code showed. */
export class ScanAlertView {
  /** Our id of the alert. */
  id!: string;
  /** The code that was looked at. */
  code!: string;
  /** Our id of its batch; absent for codes of logistic units. */
  batchId?: string;
  /**
   * `many-devices`: more than one pack may bear it. `far-apart`: looks so far and so shortly apart that two packs must.
   * `inactive`: looked at before it was activated. `withdrawn`: after it was voided or used up. `blocked`: while it is blocked.
   * `expired`, `recalled`: goods that somebody still has. `wrong-market`: outside of where the product is sold.
   */
  signal!: Signal;
  /** When it was shown first, RFC 3339 in UTC. */
  firstAt!: string;
  /** When it was shown last, RFC 3339 in UTC. */
  lastAt!: string;
  /** How often it was shown. */
  times!: number;
  /** When its owner took note of it, RFC 3339 in UTC; absent: not yet. */
  acknowledgedAt?: string;
  /** When its code was blocked by it, as the product's settings have it, or was found blocked; RFC 3339 in UTC. */
  blockedAt?: string;
}

export function toScanAlertView(alert: Alert): ScanAlertView {
  const { id, code, batchId, signal, firstAt, lastAt, times, acknowledgedAt, blockedAt } = alert;
  return {
    ...{ id, code, signal, times },
    ...(batchId !== null && { batchId }),
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
    ...(acknowledgedAt !== null && { acknowledgedAt: acknowledgedAt.toISOString() }),
    ...(blockedAt !== null && { blockedAt: blockedAt.toISOString() }),
  };
}
