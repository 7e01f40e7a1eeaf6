import { ApiProperty } from '@nestjs/swagger';
import type { PublicName, PublicProduct } from './passport.dto.js';

/** A page elsewhere about a product, by its owner. */
export class FurtherPage {
  /** What people read of it. */
  readonly title!: string;
  /** Where it is. */
  readonly href!: string;
}

/** Pages that one answer tells of; a linkset has all links. */
export const furtherPagesMax = 20;

/**
 * What is told of a product by its GTIN: by the GTIN alone, or with the number of a batch or piece under which nothing is
 * registered. It says nothing about any pack, and whatever is not registered looks alike: never issued, withheld or not
 * yet activated.
 */
export class ProductPassport {
  /** `product`: the GTIN alone was asked for. `unregistered`: so was a number which this product has on record for nothing. */
  readonly verdict!: 'product' | 'unregistered';
  /** Whether what was asked for is registered itself. */
  readonly registered!: boolean;
  /** What was asked for, as a GS1 key: `/01/09520123456788/21/ABC`. */
  readonly code!: string;
  /** What of it is not registered: the number of a batch, or that of a piece. */
  readonly missing?: 'batch' | 'serial';
  /** The product that has the GTIN. */
  readonly product!: PublicProduct;
  /** The organisation that registered the product. */
  readonly owner!: PublicName;
  /** Batches of it are recalled: whoever has a pack compares its number. */
  readonly someRecalled?: true;
  /** Pages elsewhere about the product; of what is not registered none. */
  @ApiProperty({ type: [FurtherPage] })
  readonly pages?: readonly FurtherPage[];
  /** When this answer was last sure, if it is older than a moment (the database was out of reach). */
  readonly asKnownAt?: string;
}
