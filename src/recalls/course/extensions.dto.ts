import { IsBoolean } from 'class-validator';
import { IfGiven, IsDay, IsText } from '../../platform/index.js';
import type { Extension } from './extension.js';

/** Asks for more time to complete a recall. */
export class AskExtensionRequest {
  /**
   * The last day that you need, in China: after the present one, by 365 days at most.
   * @example "2026-04-30"
   */
  @IsDay()
  until!: string;

  /** Why, for the authority. */
  @IsText(2000)
  reason!: string;
}

/** What an authority says to it. */
export class DecideExtensionRequest {
  /** Whether you consent. */
  @IsBoolean()
  granted!: boolean;

  /** Why, for the owner of the recall. */
  @IsText(2000)
  @IfGiven()
  word?: string;
}

/** That more time was asked for, and what was said to it. */
export class RecallExtensionView {
  /** Our id of the extension. */
  id!: string;
  /** The last day that was asked for, `YYYY-MM-DD`. */
  until!: string;
  /** Why. */
  reason!: string;
  /** When it was asked for, RFC 3339 in UTC. */
  askedAt!: string;
  /** `asked`: nothing was said yet, and the day stands. `granted`: the day is moved. `refused`: it is not. */
  state!: 'asked' | 'granted' | 'refused';
  /** When an authority decided, RFC 3339 in UTC. Null: none did yet. */
  decidedAt!: string | null;
  /** The authority. Null: none decided yet. */
  decidedById!: string | null;
  /** What it said. Null: nothing, or nothing yet. */
  word!: string | null;
}

export function toRecallExtensionView(extension: Extension): RecallExtensionView {
  const { id, until, reason, askedAt, decision } = extension;
  return {
    ...{ id, until, reason, askedAt: askedAt.toISOString() },
    state: decision === null ? 'asked' : decision.isGranted ? 'granted' : 'refused',
    decidedAt: decision?.at.toISOString() ?? null,
    decidedById: decision?.byId ?? null,
    word: decision?.word ?? null,
  };
}
