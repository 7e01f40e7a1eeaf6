import type { Entrance } from '../people/index.js';
import type { NewAccount } from '../parties/index.js';
import type { Introduction } from './suppliers.store.js';

/**
 * What somebody may be whom another one brings in: who makes, keeps or carries goods. Whose word others rely on (regulators,
 * laboratories, certifiers), and who answers for others' trade, comes in by the operator alone.
 */
export const introducedRoles = [
  ...(['producer', 'cooperative', 'processor', 'importer'] as const),
  ...(['wholesaler', 'cold-store', 'carrier'] as const),
] as const;

export interface NewSupplier extends Omit<NewAccount, 'jurisdiction'> {
  readonly roles: readonly (typeof introducedRoles)[number][];
  /** Who joins first, as its owner. */
  readonly ownerName: string;
}

/** An organisation as whoever brought it in sees it. */
export interface Supplier extends Introduction {
  readonly entrance: Entrance;
}

export const supplierStatuses = ['invited', 'lapsed', 'joined', 'ended'] as const;
export type SupplierStatus = (typeof supplierStatuses)[number];

export function statusOf({ isSignedInFor, isEnded, codeExpiresAt }: Entrance): SupplierStatus {
  if (isSignedInFor) return 'joined';
  if (isEnded) return 'ended';
  return codeExpiresAt === null ? 'lapsed' : 'invited';
}

/** Whether a code for its first owner may be made. */
export function isAwaited({ isSignedInFor, isEnded }: Entrance): boolean {
  return !isSignedInFor && !isEnded;
}
