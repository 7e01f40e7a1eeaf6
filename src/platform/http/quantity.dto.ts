import { IsAmount, IsUnit } from './fields.js';

/** So much of something: decimal text with the unit it counts in. */
export class QuantityRequest {
  /**
   * Decimal text, not negative, at most 12 digits before and 6 after the point.
   * @example "12.5"
   */
  @IsAmount()
  value!: string;

  /**
   * UN/CEFACT Recommendation 20 code (KGM, LTR, H87 for pieces), or a customary unit (jin, liang, dan, mu).
   * @example "KGM"
   */
  @IsUnit()
  unit!: string;
}

/** A quantity as the API gives it. */
export class QuantityView {
  /** Decimal text. */
  value!: string;
  /** UN/CEFACT Recommendation 20 code, or a customary unit. */
  unit!: string;
}
