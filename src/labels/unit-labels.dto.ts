import { IsIn, Matches } from 'class-validator';
import { IfGiven } from '../platform/index.js';
import { resolutionOf, resolutions } from './labels.dto.js';
import { grossPattern } from './unit-content.js';
import { unitLabelSizes, type UnitLabelOrder } from './unit-labels.service.js';

/** How the label of a logistic unit is printed. */
export class UnitLabelQuery {
  /** `pdf` (the default) or `zpl`. */
  @IfGiven()
  @IsIn(['pdf', 'zpl'])
  format?: 'pdf' | 'zpl';

  /** `a6` (the default) or `a5`. */
  @IfGiven()
  @IsIn(Object.keys(unitLabelSizes))
  size?: keyof typeof unitLabelSizes;

  /** Dots an inch of the printer: `203` (the default), `300` or `600`; of a PDF, 600. */
  @IfGiven()
  @IsIn(resolutions)
  dpi?: (typeof resolutions)[number];

  /** A font in the printer's memory, as in `E:SIMSUN.TTF`. */
  @IfGiven()
  @Matches(/^[A-Z0-9:._]{1,24}$/)
  printerFont?: string;

  /**
   * With packing and pallet, in kilograms: decimal text of up to six digits, three of them behind the point. A unit without an
   * SSCC tells none.
   */
  @IfGiven()
  @Matches(grossPattern)
  grossWeight?: string;
}

export function toUnitLabelOrder(query: UnitLabelQuery): UnitLabelOrder {
  const { format = 'pdf', printerFont, grossWeight: grossKilograms } = query;
  return {
    ...{ format, size: query.size ?? 'a6', dotsPerInch: resolutionOf(query, format) },
    ...(printerFont !== undefined && { printerFont }),
    ...(grossKilograms !== undefined && { grossKilograms }),
  };
}
