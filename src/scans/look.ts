import type { CodeKind } from '../codes/index.js';
import type { CoarsePlace } from './coarse-place.js';

/** What a code answered when it was looked at, as far as the owner of the goods ought to know of it. */
export type LookVerdict =
  'recorded' | 'expired' | 'recalled' | 'withdrawn' | 'blocked' | 'inactive';

/** One look at a code by one device. */
export interface Look {
  readonly code: string;
  /** `deviceMark` of who looked. */
  readonly device: Buffer;
  readonly at: Date;
  readonly place: CoarsePlace | undefined;
  readonly verdict: LookVerdict;
}

/** Whether a code of this kind is on one pack alone, so that looks from everywhere say something. */
export function isOfOnePack(kind: CodeKind): boolean {
  return kind === 'item' || kind === 'case';
}

/** Looks of one device at one code that lie no further apart are one session. */
export const sessionMinutes = 30;
