import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { Transform } from 'class-transformer';
import { IfGiven, IsDay, PageQuery } from '../platform/index.js';
import type { Alert } from './alerts.store.js';
import type { ScanDay } from './statistics.store.js';
import {
  copySignals,
  defaultThresholds,
  signals,
  type CopySignal,
  type Signal,
  type Thresholds,
} from './signals.js';

/** Counts of devices and sessions that settings may name. */
const countMax = 1_000_000;
const whole = { message: 'must be a whole number' };

/** When what is seen of a product's codes is worth a word. What is left out is as usual. */
export class ScanSettingsRequest implements Thresholds {
  /** From so many devices at one item or case code its page warns the consumer. Usually 5. */
  @IfGiven()
  @IsInt(whole)
  @Min(2)
  @Max(countMax)
  cautionDevices: number = defaultThresholds.cautionDevices;

  /** From so many sessions, looks half an hour apart, its page warns the consumer. Usually 10. */
  @IfGiven()
  @IsInt(whole)
  @Min(2)
  @Max(countMax)
  cautionSessions: number = defaultThresholds.cautionSessions;

  /** From so many devices at one item or case code you are alerted. Usually 30. */
  @IfGiven()
  @IsInt(whole)
  @Min(2)
  @Max(countMax)
  alertDevices: number = defaultThresholds.alertDevices;

  /** Two looks further apart than this, in kilometres, and faster than the next one, are of two packs. Usually 500. */
  @IfGiven()
  @IsInt(whole)
  @Min(1)
  @Max(20_000)
  travelKilometres: number = defaultThresholds.travelKilometres;

  /** How fast goods may travel, in kilometres an hour. Usually 900. */
  @IfGiven()
  @IsInt(whole)
  @Min(1)
  @Max(countMax)
  travelKilometresPerHour: number = defaultThresholds.travelKilometresPerHour;

  /** Where the product is sold, by ISO 3166-1 or 3166-2: `CN`, `CN-SD`. Null: everywhere. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @Matches(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, {
    each: true,
    message: 'must be codes of ISO 3166, such as CN or CN-SD',
  })
  markets: string[] | null = null;

  /**
   * An item or case code at which one of these is shown is blocked at once: its page says that the label is suspected to be
   * copied. Each blocks a code once, so that one you unblock is not blocked again by it. Usually none.
   */
  @IfGiven()
  @IsArray()
  @ArrayUnique()
  @IsIn(copySignals, { each: true })
  blockOn: CopySignal[] = [];
}

/** When what is seen of a product's codes is worth a word. */
export class ScanSettingsView {
  /** Devices at one item or case code from which its page warns the consumer. */
  cautionDevices!: number;
  /** Sessions at one item or case code from which its page warns the consumer. */
  cautionSessions!: number;
  /** Devices at one item or case code from which you are alerted. */
  alertDevices!: number;
  /** Kilometres beyond which two looks may be of two packs. */
  travelKilometres!: number;
  /** Kilometres an hour beyond which they are. */
  travelKilometresPerHour!: number;
  /** Where the product is sold, by ISO 3166-1 or 3166-2. Null: everywhere. */
  markets!: string[] | null;
  /** Which signals of copies block the code at which they are shown. */
  blockOn!: CopySignal[];
}

export function toScanSettingsView({ markets, blockOn, ...counts }: Thresholds): ScanSettingsView {
  return { ...counts, markets: markets === null ? null : [...markets], blockOn: [...blockOn] };
}

/** Which days of looks. */
export class ScansQuery {
  /** First day, `YYYY-MM-DD`. Left out: 30 days before the last one. */
  @IfGiven()
  @IsDay()
  from?: string;

  /** Last day, itself included. Left out: today, in UTC. At most 92 days after the first. */
  @IfGiven()
  @IsDay()
  to?: string;
}

/** Looks of one day from one region. */
export class ScanDayView {
  /** By the clock of the place of making. */
  day!: string;
  /** Where the looks came from, by ISO 3166-1 or 3166-2; absent where nobody knows. */
  region?: string;
  /** Sessions: looks of one device at one code, no more than half an hour apart. */
  sessions!: number;
}

/** How often consumers looked at the codes of a batch. */
export class ScansView {
  /** Our id of the batch. */
  batchId!: string;
  /** First day that is counted. */
  from!: string;
  /** Last day that is counted. */
  to!: string;
  /** Sessions of all days and regions. */
  sessions!: number;
  /** By day and region, days without a look left out. */
  days!: ScanDayView[];
}

export function toScanDayView({ day, region, sessions }: ScanDay): ScanDayView {
  return { day, ...(region !== '' && { region }), sessions };
}

/** Which alerts. */
export class AlertsQuery extends PageQuery {
  /** Only those that nobody acknowledged yet (`true`), or only the others (`false`). */
  @IfGiven()
  @Transform(({ value }: { value: unknown }) =>
    value === 'true' ? true : value === 'false' ? false : value,
  )
  @IsBoolean({ message: 'must be "true" or "false"' })
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
