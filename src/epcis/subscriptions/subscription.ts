import type { EpcFormat } from '../answer/epc-format.js';
import type { Schedule } from './schedule.js';
import type { ToldProblem } from './told-problem.js';

/** That events of a named query are to be posted to an address, as they come or by a schedule. */
export interface Subscription {
  readonly organisationId: string;
  readonly id: string;
  readonly queryName: string;
  readonly destination: string;
  /** How identifiers are written in its messages. */
  readonly epcFormat: EpcFormat;
  /** Null: each event as it comes. */
  readonly schedule: Schedule | null;
  /** Whether a moment of the schedule with nothing to tell is told. */
  readonly reportIfEmpty: boolean;
  /** Events recorded from here on are told, too; null: those from its making on. */
  readonly initialRecordTime: Date | null;
  readonly createdAt: Date;
  /** Next moment of the schedule; null without one. */
  readonly nextAt: Date | null;
  readonly lastNotifiedAt: Date | null;
  /** When its destination said that it is gone, 410; null while it goes on. */
  readonly endedAt: Date | null;
  /** What last kept it from being matched; null once it is told what it missed by that. */
  readonly problem: ToldProblem | null;
}

/** Subscriptions of one organisation: each costs a look at every event of it. */
export const subscriptionsMax = 50;

/** Events of one message. */
export const eventsOfMessageMax = 50;

/** Events that were there before a subscription which it may begin with. */
export const earlierEventsMax = 1_000;

/** Days that a message is kept once it is made: so long it can be sent again. */
export const deliveryDays = 30;

/** Messages that one replay makes due again; what was made after the last of them is sent for anew. */
export const replayedMax = 10_000;

/** Events of one message as JSON, together: beyond it a message has one event, however long. */
export const bytesOfMessageMax = 1024 * 1024;

/** An event that is to be told, and how long it is as JSON. */
export interface MeasuredEvent {
  readonly ref: string;
  readonly bytes: number;
}

/** Events in messages, in their order: as many in each as it may have. */
export function inMessages(
  events: readonly MeasuredEvent[],
): readonly (readonly MeasuredEvent[])[] {
  const messages: MeasuredEvent[][] = [];
  let bytes = 0;
  for (const event of events) {
    const last = messages.at(-1);
    bytes += event.bytes;
    if (last && last.length < eventsOfMessageMax && bytes <= bytesOfMessageMax) last.push(event);
    else {
      messages.push([event]);
      bytes = event.bytes;
    }
  }
  return messages;
}

export function bytesOf(events: readonly MeasuredEvent[]): number {
  return events.reduce((sum, { bytes }) => sum + bytes, 0);
}
