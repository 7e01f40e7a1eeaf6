import { IsInt, Matches, Max, Min } from 'class-validator';
import { IfGiven } from '../platform/index.js';
import { ssccsMax, ssccsOf, type SsccStretch } from './sscc.js';

/** How many SSCCs to make, and of what. */
export class AllocateSsccsRequest {
  /** 1 to 10,000. */
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(ssccsMax)
  count!: number;

  /**
   * The first digit, 0 to 9: each has serial numbers of its own. 0 where left out. Whose other systems make SSCCs too gives
   * Furrow a digit that they do not use.
   */
  @IfGiven()
  @IsInt({ message: 'must be a whole number' })
  @Min(0)
  @Max(9)
  extensionDigit?: number;

  /** Which of your company prefixes; may be left out by whoever has only one. */
  @IfGiven()
  @Matches(/^\d{6,12}$/, { message: 'must be 6 to 12 digits' })
  prefix?: string;
}

/** SSCCs that are yours to print and put on loads; nobody is given them again. */
export class AllocatedSsccsView {
  /** The company prefix that they begin with, after the extension digit. */
  prefix!: string;
  /** Their first digit. */
  extensionDigit!: number;
  /** How many there are. */
  count!: number;
  /** The serial number of the first; the others follow without a gap. */
  firstSerial!: number;
  /** 18 digits each, in their order. */
  ssccs!: string[];
}

export function toAllocatedSsccsView(stretch: SsccStretch): AllocatedSsccsView {
  const { prefix, extensionDigit, count, first } = stretch;
  return { prefix, extensionDigit, count, firstSerial: first, ssccs: ssccsOf(stretch) };
}
