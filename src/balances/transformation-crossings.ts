import type { Amount } from '../kernel/index.js';
import type { Crossing, MovementKind } from './sheet.js';

/** What a transformation lost or gained by its own account, declared or left open by its figures. */
export interface OwnAccountRow {
  readonly product: string;
  readonly uom: string;
  readonly account: 'loss' | 'unaccounted' | 'gain' | 'unaccounted-in';
  readonly amount: Amount;
  /** The product went in, where some was lost, or came out, where some was gained. */
  readonly isNamed: boolean;
  readonly isBefore: boolean;
}

const kinds: Readonly<Record<OwnAccountRow['account'], MovementKind>> = {
  ...{ loss: 'declaredLoss', unaccounted: 'unaccounted' },
  ...{ gain: 'declaredGain', 'unaccounted-in': 'unaccountedIn' },
};

/**
 * Of what went in, what was lost was not used for anything; of what came out, what was gained was made of nothing. A product
 * that was lost but did not go in was made and lost; one that was gained but did not come out was gained and used.
 */
export function transformationCrossings(rows: readonly OwnAccountRow[]): Crossing[] {
  return rows.flatMap(({ account, amount, isNamed, ...row }) => {
    const isLoss = account === 'loss' || account === 'unaccounted';
    const [near, far]: MovementKind[] = isLoss ? ['used', 'made'] : ['made', 'used'];
    const other: Crossing = isNamed
      ? { ...row, kind: near ?? 'used', amount: -amount }
      : { ...row, kind: far ?? 'made', amount };
    return [{ ...row, kind: kinds[account], amount }, other];
  });
}
