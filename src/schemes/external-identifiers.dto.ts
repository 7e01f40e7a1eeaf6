import { IsIn, IsUUID } from 'class-validator';
import {
  externalSchemes,
  externalTextMax,
  externalValueMax,
  type ExternalScheme,
} from '../identifiers/index.js';
import { IfGiven, IsLine, PageQuery } from '../platform/index.js';
import type { StatedIdentifier } from './stated-identifier.js';

/** That one of your products, or one of your batches, bears a code of another scheme. Everybody may read it. */
export class AddExternalIdentifierRequest {
  /** Whose code it is. The layout of the national trace platform's codes is not public: those are taken as you tell them. */
  @IsIn(externalSchemes)
  scheme!: ExternalScheme;

  /**
   * The code as it stands on the pack: spaces and hyphens between groups of digits do not matter. At most 100 characters.
   * @example "12326000000123456"
   */
  @IsLine(2 * externalValueMax)
  value!: string;

  /** Our id of your product, where all of it bears the code. */
  @IfGiven()
  @IsUUID()
  productId?: string;

  /** Our id of your batch, where that alone bears the code; instead of `productId`. */
  @IfGiven()
  @IsUUID()
  batchId?: string;
}

/** Which of your external identifiers to list. */
export class ExternalIdentifiersQuery extends PageQuery {
  /** Those that a scanned or typed text may be: a code, or a web address that holds one; also `organic:12326000000123456`. */
  @IfGiven()
  @IsLine(externalTextMax)
  text?: string;

  /** Those of this product and its batches. */
  @IfGiven()
  @IsUUID()
  productId?: string;
}

/** A code of another scheme that you say one of your things bears. */
export class ExternalIdentifierView {
  /** Our id of it, by which it is taken back. */
  id!: string;
  /** Whose code it is. */
  scheme!: ExternalScheme;
  /** The code in its one spelling. */
  value!: string;
  /** Our id of the product. */
  productId!: string;
  /** Our id of the one batch that bears it; absent: all of the product does. */
  batchId?: string;
  /** Since when you say so, RFC 3339 in UTC. */
  createdAt!: string;
}

export function toExternalIdentifierView(stated: StatedIdentifier): ExternalIdentifierView {
  const { id, scheme, value, productId, batchId, createdAt } = stated;
  return {
    ...{ id, scheme, value, productId },
    ...(batchId !== null && { batchId }),
    createdAt: createdAt.toISOString(),
  };
}
