import { IfGiven, IsDay } from '../platform/index.js';
import type { ScanDay } from './statistics.store.js';

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
