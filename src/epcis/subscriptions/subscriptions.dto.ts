import { Type } from 'class-transformer';
import { IsBoolean, IsObject, IsString, MaxLength, ValidateNested } from 'class-validator';
import { parseMoment } from '../../kernel/index.js';
import { IfGiven, IsMoment } from '../../platform/index.js';
import type { EpcFormat } from '../answer/epc-format.js';
import type { Made } from './subscriptions.service.js';
import type { Schedule } from './schedule.js';
import type { Subscription } from './subscription.js';
import type { DeadLetter, Span } from './subscriptions.store.js';

/**
 * When to report, in UTC: a moment has to have one of the values of every field. Each field lists numbers and ranges, such
 * as `0,30` or `[8-17],20`. Fields finer than all that are given count as their least value: an hour alone is once a day.
 */
export class ScheduleRequest {
  /** Seconds, 0 to 59. */
  @IfGiven()
  @IsString()
  @MaxLength(200)
  second?: string;

  /** Minutes, 0 to 59. */
  @IfGiven()
  @IsString()
  @MaxLength(200)
  minute?: string;

  /** Hours, 0 to 23. */
  @IfGiven()
  @IsString()
  @MaxLength(200)
  hour?: string;

  /** Days of the month, 1 to 31. */
  @IfGiven()
  @IsString()
  @MaxLength(200)
  dayOfMonth?: string;

  /** Months, 1 to 12. */
  @IfGiven()
  @IsString()
  @MaxLength(200)
  month?: string;

  /** Days of the week, 1 (Monday) to 7. */
  @IfGiven()
  @IsString()
  @MaxLength(200)
  dayOfWeek?: string;
}

/** Where and when to send what a named query finds: either `stream` or a `schedule`. */
export class SubscribeRequest {
  /** Address that messages are posted to, by https, open to the internet. */
  @IsString()
  @MaxLength(2000)
  dest!: string;

  /**
   * Secret that messages are signed with: 24 to 128 visible ASCII characters, or `whsec_` and base64 as Standard Webhooks
   * has it. Left out, one is made, and told in the answer to this request alone.
   */
  @IfGiven()
  @IsString()
  @MaxLength(128)
  signatureToken?: string;

  /** `true`: each event is sent as it comes. */
  @IfGiven()
  @IsBoolean()
  stream?: boolean;

  /** Moments at which what came since the last one is sent. */
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => ScheduleRequest)
  schedule?: ScheduleRequest;

  /** With a schedule: whether a message is sent though there is nothing to tell. `false` when left out. */
  @IfGiven()
  @IsBoolean()
  reportIfEmpty?: boolean;

  /** Begin with events recorded from then on, RFC 3339 with offset; at most 1,000 that match. Left out: with what comes. */
  @IfGiven()
  @IsMoment()
  initialRecordTime?: string;
}

/** Why a subscription is told late, or not at all, as was posted to its destination. */
export class SubscriptionProblemView {
  /** Address that explains it. */
  type!: string;
  /** What kind of problem it is. */
  title!: string;
  /** HTTP status that asking the query would be answered with. */
  status!: number;
  /** What it is, and what to do. */
  detail!: string;
  /** Names this occurrence. */
  instance!: string;
  /** Stable name of the kind. */
  code!: string;
  /** The named query. */
  queryName!: string;
  /** Id of the subscription. */
  subscriptionID!: string;
  /** Since when recorded events are told late, RFC 3339 in UTC. */
  since?: string;
  /** Present where they are not told any more: until when, RFC 3339 in UTC. Read them from the query. */
  until?: string;
}

/** A subscription, without its secret. */
export class SubscriptionView {
  /** Id of the subscription. */
  subscriptionID!: string;
  /** The named query that it is of. */
  queryName!: string;
  /** Where messages go. */
  dest!: string;
  /** When it was made, RFC 3339 in UTC. */
  createdAt!: string;
  /** Present where each event is sent as it comes. */
  stream?: true;
  /** When it reports, where it does so by a schedule. */
  schedule?: ScheduleRequest;
  /** With a schedule: whether nothing is reported, too. */
  reportIfEmpty?: boolean;
  /** With a schedule: the next moment, RFC 3339 in UTC. */
  nextAt?: string;
  /** Since when events are told that were recorded before it was made, RFC 3339 in UTC. */
  initialRecordTime?: string;
  /**
   * The least record time of what it is told, but for the moments that a capture takes, RFC 3339 in UTC: `initialRecordTime`,
   * or its making. It stays, as messages may be sent again.
   */
  minRecordTime!: string;
  /** How identifiers are written in its messages: `GS1-EPC-Format` of the request that made it. */
  epcFormat!: EpcFormat;
  /** When a message was taken last, RFC 3339 in UTC. */
  lastNotifiedAt?: string;
  /** Present when it has ended because its destination answered 410: when, RFC 3339 in UTC. */
  endedAt?: string;
  /** Present while its query cannot be answered, and once events were passed over by that. */
  problem?: SubscriptionProblemView;
}

/** A subscription that was just made. */
export class MadeSubscriptionView extends SubscriptionView {
  /** Present where the request had none: what messages are signed with, told this once. */
  signatureToken?: string;
}

/** A message that was given up. */
export class DeadLetterView {
  /** The `webhook-id` of the message. */
  id!: string;
  /** How many events it holds. */
  events!: number;
  /** How often it was tried. */
  attempts!: number;
  /** HTTP status of the last answer, if there was one. */
  lastStatus?: number;
  /** When it was made, RFC 3339 in UTC: what a replay goes by. */
  madeAt!: string;
  /** When it was given up, RFC 3339 in UTC. */
  deadAt!: string;
}

/** Which messages to send again. */
export class ReplayRequest {
  /** Messages made at this time or later, RFC 3339 with offset. */
  @IsMoment()
  from!: string;

  /** Messages made before this time, RFC 3339 with offset; all later ones, when left out. */
  @IfGiven()
  @IsMoment()
  to?: string;
}

/** What is sent again. */
export class ReplayView {
  /** How many messages: the oldest of the time, 10,000 at most. */
  messages!: number;
}

export function toSubscriptionView(subscription: Subscription): SubscriptionView {
  const { id, queryName, destination, createdAt, schedule, reportIfEmpty } = subscription;
  const { initialRecordTime, epcFormat } = subscription;
  return {
    ...{ subscriptionID: id, queryName, dest: destination, createdAt: createdAt.toISOString() },
    ...(schedule === null
      ? { stream: true }
      : { schedule: toScheduleView(schedule), reportIfEmpty }),
    minRecordTime: (initialRecordTime ?? createdAt).toISOString(),
    epcFormat,
    ...times(subscription),
    ...(subscription.problem !== null && { problem: subscription.problem }),
  };
}

export function toMadeSubscriptionView({ subscription, secret }: Made): MadeSubscriptionView {
  const view = toSubscriptionView(subscription);
  return secret === undefined ? view : { ...view, signatureToken: secret };
}

export function toDeadLetterView({ lastStatus, madeAt, deadAt, ...letter }: DeadLetter) {
  const view: DeadLetterView = {
    ...letter,
    ...(lastStatus !== null && { lastStatus }),
    madeAt: madeAt.toISOString(),
    deadAt: deadAt.toISOString(),
  };
  return view;
}

export function toSpan({ from, to }: ReplayRequest): Span {
  return {
    from: new Date(parseMoment(from).instant),
    to: to === undefined ? null : new Date(parseMoment(to).instant),
  };
}

function toScheduleView(schedule: Schedule): ScheduleRequest {
  return { ...schedule };
}

function times(subscription: Subscription): Partial<SubscriptionView> {
  const { nextAt, initialRecordTime, lastNotifiedAt, endedAt } = subscription;
  const told = Object.entries({ nextAt, initialRecordTime, lastNotifiedAt, endedAt }).flatMap(
    ([name, time]) => (time === null ? [] : [[name, time.toISOString()]]),
  );
  return Object.fromEntries(told) as Partial<SubscriptionView>;
}
