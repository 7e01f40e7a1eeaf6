import { IfGiven, IsMoment } from '../platform/index.js';
import { RuleCitationView, toRuleCitationView } from '../rules/index.js';
import type { RecallClock } from './recall-clock.js';

/** Says that the public was told. */
export class PublicNoticeRequest {
  /**
   * When it was told, RFC 3339 with offset: not before the risk was known. Left out: now.
   * @example "2026-03-01T08:30:00+08:00"
   */
  @IfGiven()
  @IsMoment()
  at?: string;
}

/** How a recall stands against the law, by the rules in force on its days, in the time of China. */
export class RecallClockView {
  /** When its owner knew of the risk, RFC 3339 in UTC: what it said, else the opening. */
  knownAt!: string;
  /** Until when it had to be started, RFC 3339 in UTC. Null: no rule is known for the day of `knownAt`. */
  startDue!: string | null;
  /** When it was opened here, which stopped its goods and told their holders, RFC 3339 in UTC. */
  startedAt!: string;
  /** Whether it was started after `startDue`. Null: no rule is known. */
  isStartLate!: boolean | null;
  /** Last day for its completion, `YYYY-MM-DD`. Null: there was no public notice, or no rule is known for its day. */
  completionDue!: string | null;
  /** Whether it was closed, or is still open, after that day. Null: there is no such day. */
  isCompletionLate!: boolean | null;
  /** Last day by the law alone, `YYYY-MM-DD`, where an authority consented to a later one. Null: none did. */
  extendedFrom!: string | null;
  /** That day may yet move: the holidays of a year on the way to it are not known, and only its weekends were left out. */
  isProvisional!: boolean;
  /** The rules that it was computed by, and the calendars of working days. */
  cites!: RuleCitationView[];
}

export function toRecallClockView(clock: RecallClock): RecallClockView {
  return {
    knownAt: clock.knownAt.toISOString(),
    startDue: clock.startDue?.toISOString() ?? null,
    startedAt: clock.startedAt.toISOString(),
    isStartLate: clock.isStartLate,
    completionDue: clock.completionDue,
    isCompletionLate: clock.isCompletionLate,
    extendedFrom: clock.extendedFrom,
    isProvisional: clock.isProvisional,
    cites: clock.cites.map(toRuleCitationView),
  };
}
