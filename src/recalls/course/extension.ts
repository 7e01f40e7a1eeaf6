import { faultyRequest, Problem } from '../../kernel/index.js';
import { extensionAsked, noLastDay } from '../recalls.problems.js';

/** An authority that grants more than a year has not read what it signs, nor has who asks for it. */
export const extensionDaysMax = 365;

/** That the owner of a recall asked for more time, and what an authority said. */
export interface Extension {
  readonly id: string;
  readonly recallId: string;
  /** The last day that is asked for, `YYYY-MM-DD`. */
  readonly until: string;
  readonly reason: string;
  readonly askedAt: Date;
  readonly decision: Decision | null;
}

export interface Decision {
  readonly at: Date;
  /** The regulator. */
  readonly byId: string;
  readonly isGranted: boolean;
  readonly word: string | null;
}

/** Refuses what nobody could consent to: there is no last day, one is asked for already, or the new one is not a later one. */
export function refuseAsking(
  until: string,
  dueOn: string | null,
  extensions: readonly Extension[],
): void {
  if (dueOn === null) {
    throw new Problem(
      noLastDay,
      'There is no last day for its completion yet. Say when the public was told; the day follows from that.',
    );
  }
  if (extensions.some(({ decision }) => decision === null)) {
    throw new Problem(
      extensionAsked,
      'You asked for more time before. Wait for what is said to it.',
    );
  }
  const pointer = '/until';
  if (until <= dueOn) {
    throw faultyRequest([
      { pointer, detail: `is not after ${dueOn}, by when it is to be completed anyway` },
    ]);
  }
  if ((Date.parse(until) - Date.parse(dueOn)) / 86_400_000 > extensionDaysMax) {
    const detail = `is more than ${extensionDaysMax} days after ${dueOn}; ask for less, and again if need be`;
    throw faultyRequest([{ pointer, detail }]);
  }
}

/** The last day that was consented to; null where none was. */
export function grantedUntil(extensions: readonly Extension[]): string | null {
  const granted = extensions.filter(({ decision }) => decision?.isGranted === true);
  return (
    granted
      .map(({ until }) => until)
      .sort()
      .at(-1) ?? null
  );
}
