/** How far a code has come. `void` and `consumed` are for ever. */
export type CodeState = 'issued' | 'active' | 'blocked' | 'consumed' | 'void';

/** When each of it happened to an item or case code. Null: it did not. */
export interface CodeLife {
  readonly state: CodeState;
  readonly activatedAt: Date | null;
  /** Since when it is suspected to be copied; null again once that is lifted. */
  readonly blockedAt: Date | null;
  readonly consumedAt: Date | null;
  readonly voidedAt: Date | null;
}

interface Rule {
  /** The states that it changes. */
  readonly from: readonly CodeState[];
  /** The states in which it has happened before: asked for again, it keeps its first time. */
  readonly again: readonly CodeState[];
  /** What its feed row says. */
  readonly told: string;
}

/**
 * What may become of item and case codes. In a state that is not named here a code stays as it is. Only what was active
 * can be suspected or used up: before, nobody has seen it.
 */
export const lifeRules = {
  activate: { from: ['issued'], again: ['active', 'blocked'], told: 'codes-activated' },
  block: { from: ['active'], again: ['blocked'], told: 'codes-blocked' },
  unblock: { from: ['blocked'], again: ['active'], told: 'codes-unblocked' },
  consume: { from: ['active', 'blocked'], again: ['consumed'], told: 'codes-consumed' },
  void: { from: ['issued', 'active', 'blocked'], again: ['void'], told: 'codes-voided' },
} as const satisfies Record<string, Rule>;

export type LifeChange = keyof typeof lifeRules;

/** The states in which a change does, or did, what was asked for. */
export function statesFor(change: LifeChange): readonly CodeState[] {
  const { from, again }: Rule = lifeRules[change];
  return [...from, ...again];
}
