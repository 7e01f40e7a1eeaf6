import { faultyRequest, parseMoment } from '../kernel/index.js';
import type { OwnRecall } from './recall.js';

/** A risk known for longer is no longer of goods that anybody has: the moment is a slip of the pen. */
export const knownDaysMax = 730;

/** When the owner of a recall says that it knew of the risk; null where it does not say. */
export function knownMoment(text: string | undefined, openedAt: Date): Date | null {
  if (text === undefined) return null;
  const knownAt = new Date(parseMoment(text).instant);
  const pointer = '/knownAt';
  if (knownAt > openedAt) {
    const detail = 'lies in the future; leave it out if you know of the risk only now';
    throw faultyRequest([{ pointer, detail }]);
  }
  if (openedAt.getTime() - knownAt.getTime() > knownDaysMax * 86_400_000) {
    const detail = `is more than ${knownDaysMax} days ago; send when you knew of this risk`;
    throw faultyRequest([{ pointer, detail }]);
  }
  return knownAt;
}

/** When the public was told of a recall: at `text`, or now. */
export function publicNoticeMoment(text: string | undefined, recall: OwnRecall, now: Date): Date {
  const at = text === undefined ? now : new Date(parseMoment(text).instant);
  const knownAt = recall.knownAt ?? recall.openedAt;
  const pointer = '/at';
  if (at > now) {
    throw faultyRequest([{ pointer, detail: 'lies in the future; tell of it once it is made' }]);
  }
  if (at < knownAt) {
    const detail = `is before ${knownAt.toISOString()}, from when the risk was known; send when the public was told`;
    throw faultyRequest([{ pointer, detail }]);
  }
  return at;
}

/** When something of a recall was done: at `text`, or now; not before `since`, of which `what` says what it was. */
export function pastMoment(
  text: string | undefined,
  { since, what, now }: { readonly since: Date; readonly what: string; readonly now: Date },
): Date {
  const at = text === undefined ? now : new Date(parseMoment(text).instant);
  const pointer = '/at';
  if (at > now)
    throw faultyRequest([{ pointer, detail: 'lies in the future; tell of it once done' }]);
  if (at < since) {
    const detail = `is before ${since.toISOString()}, when ${what}`;
    throw faultyRequest([{ pointer, detail }]);
  }
  return at;
}
