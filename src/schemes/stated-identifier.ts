import type { ExternalIdentifier } from '../identifiers/index.js';

/** That an organisation says one of its things bears a code of another scheme. */
export interface StatedIdentifier extends ExternalIdentifier {
  readonly id: string;
  readonly organisationId: string;
  readonly productId: string;
  /** The one batch of the product that bears it; null: the product does. */
  readonly batchId: string | null;
  readonly createdAt: Date;
}

/** Codes of one product and its batches: some schemes give each pack a code of its own, which are not what this is for. */
export const statedMax = 10_000;
