import { formatInstant, parseOffset } from '../kernel/index.js';
import { cautionOf, defaultThresholds, isOfOnePack } from '../scans/index.js';
import type { PublicLooks } from './passport.dto.js';
import type { Passport } from './passport.js';
import type { CodeRow } from './passport.store.js';

/** Whether the next look of a person is the first one, and to be stored before it is answered. */
export function awaitsLook({ kind, activatedAt, voidedAt, firstLookAt }: CodeRow): boolean {
  const isInUse = activatedAt !== null && voidedAt === null;
  return isOfOnePack(kind) && isInUse && firstLookAt === null;
}

/** The answer to the first look, which is told as what it is. */
export function atFirstLook(passport: Passport, at: Date): Passport {
  if (!('journey' in passport)) return passport;
  const offset = passport.batch === undefined ? 0 : parseOffset(passport.batch.offset);
  return { ...passport, looks: { firstAt: formatInstant(at.getTime(), offset), times: 1 } };
}

/** Looks before a code was in use were of whoever prints and packs. */
export function looksOf(row: CodeRow): { readonly looks?: PublicLooks } {
  const { kind, activatedAt, firstLookAt, sessions, thresholds } = row;
  if (!isOfOnePack(kind) || activatedAt === null || firstLookAt === null) return {};
  const caution = cautionOf(row, thresholds ?? defaultThresholds);
  return {
    looks: {
      firstAt: formatInstant(firstLookAt.getTime(), offsetOf(row)),
      // What was noted a moment ago is counted in the next.
      times: Math.max(1, sessions),
      ...(caution !== undefined && { caution }),
    },
  };
}

/** Minutes from UTC at the place of making, by whose clock all of a batch is told. */
export function offsetOf({ madeOffset }: CodeRow): number {
  return madeOffset === null ? 0 : parseOffset(madeOffset);
}
