import type { Batch } from '../batches/index.js';
import type { EpcisEvent } from '../events/index.js';
import { formatInstant, parseMoment, parseOffset } from '../kernel/index.js';

/** The stored event that a request tells again. */
export interface EarlierCopy {
  readonly eventId: string;
  readonly event: EpcisEvent;
  /** What it made, by place among the outputs: a registered batch, or none. */
  readonly made: readonly (Batch | undefined)[];
}

/** A time as a request says it. */
export interface SaidTime {
  readonly at?: string;
  readonly on?: string;
}

/** The members of a request that say when it was, which it may leave out. */
export function saidTime({ at, on }: SaidTime): SaidTime {
  return { ...(at !== undefined && { at }), ...(on !== undefined && { on }) };
}

/** When a request says that it was; one that does not say means the time of what it repeats. */
export function timeSaid(request: SaidTime, earlier: EarlierCopy | undefined): SaidTime {
  const said = saidTime(request);
  if (earlier === undefined || 'at' in said || 'on' in said) return said;
  const { eventTime, eventTimeZoneOffset, wholeDay } = earlier.event;
  const local = formatInstant(parseMoment(eventTime).instant, parseOffset(eventTimeZoneOffset));
  return wholeDay ? { on: local.slice(0, 10) } : { at: local };
}
