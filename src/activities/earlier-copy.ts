import type { Batch } from '../batches/index.js';
import { storedOtherwise, type EpcisEvent } from '../events/index.js';
import { formatInstant, parseMoment, parseOffset } from '../kernel/index.js';
import type { NewBatch } from './batch-registrar.service.js';

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

/** When a request says that it was; one that does not say means the time of what it repeats. */
export function timeSaid(request: SaidTime, earlier: EarlierCopy | undefined): SaidTime {
  const { at, on } = request;
  if (earlier === undefined || at !== undefined || on !== undefined) {
    return { ...(at !== undefined && { at }), ...(on !== undefined && { on }) };
  }
  const { eventTime, eventTimeZoneOffset, wholeDay } = earlier.event;
  const local = formatInstant(parseMoment(eventTime).instant, parseOffset(eventTimeZoneOffset));
  return wholeDay ? { on: local.slice(0, 10) } : { at: local };
}

/**
 * The batch that the earlier copy made at this place among its outputs. Refused where the request asks for another
 * than that one; what the event itself says of it, its amount above all, is compared by capture.
 */
export function batchAgain({ eventId, made }: EarlierCopy, i: number, wanted: NewBatch): Batch {
  const batch = made[i];
  if (batch === undefined) throw storedOtherwise(eventId, wanted.pointer || '/productId');
  for (const member of ['productId', 'number', 'bestBefore'] as const) {
    const said = wanted[member];
    if (said === undefined || asKept(member, said) === batch[member]) continue;
    throw storedOtherwise(eventId, `${wanted.pointer}/${member}`);
  }
  return batch;
}

/** Ids are kept in small letters, however they are sent. */
function asKept(member: keyof NewBatch, said: string): string {
  return member === 'productId' ? said.toLowerCase() : said;
}
