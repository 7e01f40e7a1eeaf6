import { ApiProperty } from '@nestjs/swagger';
import { externalSchemes, type ExternalScheme } from '../identifiers/index.js';
import type { PublicName, PublicProduct } from './passport.dto.js';

/** Things that one answer tells of. */
export const statedThingsMax = 20;

/** A product, or one batch of it, of which its owner says that it bears the code. Nobody has checked that. */
export class StatedThing {
  /** As a code of which scheme. */
  @ApiProperty({ enum: externalSchemes })
  readonly scheme!: ExternalScheme;
  /** What bears it. */
  readonly product!: PublicProduct;
  /** The organisation that registered the product, and says so. */
  readonly owner!: PublicName;
  /** Number of the one batch that bears it; absent: all of the product does. */
  readonly batch?: string;
  /** That batch is in the scope of an open recall. */
  readonly recalled?: true;
  /** Batches of the product are recalled: whoever has a pack compares its number. */
  readonly someRecalled?: true;
  /** Our page about the batch, or about the product where it has a GTIN. */
  readonly page?: string;
}

/**
 * What firms say of a code of another scheme, such as an organic mark. It is their word and no proof: of one code several may
 * say so, and none of them is told to be right.
 */
export class StatedPassport {
  /** Somebody says of a thing that it bears the code. */
  readonly verdict!: 'stated';
  /** The code as asked for, cleaned of spaces and hyphens. */
  readonly code!: string;
  /** Recalled ones first, then in the order in which they were said. */
  @ApiProperty({ type: [StatedThing] })
  readonly things!: readonly StatedThing[];
  /** There are more of them than one answer tells. */
  readonly more?: true;
  /** So many bear the code that not all were looked through: others may be recalled, and whoever has a pack compares its number. */
  readonly othersMayBeRecalled?: true;
}
