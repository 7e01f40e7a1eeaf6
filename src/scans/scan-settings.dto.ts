import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { IfGiven } from '../platform/index.js';
import { copySignals, defaultThresholds, type CopySignal, type Thresholds } from './signals.js';

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
