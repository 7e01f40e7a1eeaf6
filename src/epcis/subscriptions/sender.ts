import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Loop, type Progress } from '../../log/index.js';
import type { Clock, Database, Logger, ProcessRole, Random, Reader } from '../../platform/index.js';
import {
  goToNextMoment,
  leaseSeconds,
  leaseSubscriptions,
  releaseSubscription,
  type Leased,
} from './leases.store.js';
import { Messages } from './messages.js';
import { restAfter, retryWait } from './retrying.js';
import { nextMoment } from './schedule.js';
import {
  halveDelivery,
  settleDelivered,
  settleFailed,
  takeDelivery,
  withdrawDelivery,
  type TakenMessage,
} from './sending.store.js';
import type { WebhookOutgoing } from './webhook-outgoing.js';

/** Destinations that one process sends to at once: slow ones take a place each for as long as they are waited for. */
export const destinationsMax = 32;

/** Messages that a subscription is sent before others have their turn, and how long it keeps its place for them. */
const messagesOfTurn = 100;
const turnMs = 10_000;

/** While messages come, one is sent within about this time of being made. */
const pauseMs = 100;

export interface SenderSettings {
  readonly database: Database;
  readonly outgoing: WebhookOutgoing;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly roles: ReadonlySet<ProcessRole>;
}

/**
 * Sends the messages of subscriptions, in the processes that run jobs. A process takes a subscription, not a message: so a
 * destination gets one message at a time, in their order, however many processes there are, and one that fails rests without
 * holding others back.
 */
export class Sender implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: Loop;
  /** What is under way, and for which organisation. */
  private readonly sending = new Map<Promise<void>, string>();
  private readonly messages: Messages;
  private isStopping = false;

  constructor(private readonly settings: SenderSettings) {
    this.messages = new Messages(settings);
    const onFault = (err: unknown) => settings.logger.error({ err }, 'no messages were taken');
    this.loop = new Loop({ step: () => this.step(), pauseMs, onFault });
  }

  onApplicationBootstrap(): void {
    if (this.settings.roles.has('jobs')) this.loop.start();
  }

  /** Waits for the messages under way, each for as long as an answer is waited for. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await this.loop.stop();
    await this.rest();
  }

  /** Takes subscriptions with something to do, as many as there are places, and begins to send. */
  async step(): Promise<Progress> {
    const most = destinationsMax - this.sending.size;
    if (most <= 0) return 'caught-up';
    const served = [...this.sending.values()];
    const leased = await leaseSubscriptions(this.reader, { now: this.now, most, served });
    for (const each of leased) this.begin(each);
    return leased.length === 0 ? 'nothing' : 'caught-up';
  }

  /** When all that was begun has ended. */
  async rest(): Promise<void> {
    await Promise.all(this.sending.keys());
  }

  private begin(leased: Leased): void {
    const { logger } = this.settings;
    const work = this.serve(leased)
      .catch((err: unknown) => logger.error({ err }, 'a subscription was not served'))
      .finally(() => this.sending.delete(work));
    this.sending.set(work, leased.organisationId);
  }

  private async serve(leased: Leased): Promise<void> {
    await this.report(leased);
    let { now } = this;
    const until = now.getTime() + turnMs;
    for (let sent = 0; sent < messagesOfTurn && !this.isStopping; sent += 1) {
      if (this.now.getTime() > until) break;
      now = this.now;
      const taken = await takeDelivery(this.reader, leased, now);
      if (taken === undefined) break;
      const failures = sent === 0 ? leased.failures : 0;
      if (!(await this.send({ ...leased, failures }, taken))) return;
    }
    const heldUntil = new Date(now.getTime() + leaseSeconds * 1_000);
    await releaseSubscription(this.reader, leased, { heldUntil, now: this.now });
  }

  /** Goes on to the next moment of the schedule once this one has come. */
  private async report(leased: Leased): Promise<void> {
    const { schedule, nextAt } = leased;
    const { now } = this;
    if (schedule === null || nextAt === null || nextAt > now) return;
    const next = nextMoment(schedule, now.getTime());
    if (next === undefined) return;
    const deliveryId = this.settings.random.uuid();
    await goToNextMoment(this.reader, leased, { next: new Date(next), deliveryId, now });
  }

  /** Tries one message; says whether the next one may go to the same destination at once. */
  private async send(leased: Leased, taken: TakenMessage): Promise<boolean> {
    const { organisationId, id: subscriptionId } = leased;
    const outcome = await this.messages.post(leased, taken);
    const message = { organisationId, subscriptionId, id: taken.id, now: this.now };
    switch (outcome.kind) {
      case 'delivered':
        await settleDelivered(this.reader, message, outcome.status);
        return true;
      case 'nothing-left':
        await withdrawDelivery(this.reader, message);
        return true;
      case 'too-large':
        await halveDelivery(this.reader, message, this.halvesOf(taken));
        return true;
      case 'failed':
        await this.fail(leased, taken, outcome.status);
        return false;
    }
  }

  private async fail(
    leased: Leased,
    { id, attempts }: TakenMessage,
    status?: number,
  ): Promise<void> {
    const { organisationId, id: subscriptionId, failures } = leased;
    const { now } = this;
    const after = (wait: number) => new Date(now.getTime() + wait);
    const ends = status === 410;
    const wait = ends ? undefined : retryWait(attempts, this.settings.random.chance());
    await settleFailed(
      this.reader,
      { organisationId, subscriptionId, id, now },
      {
        ...{ status, ends },
        retryAt: wait === undefined ? undefined : after(wait),
        restUntil: after(restAfter(failures + 1, this.settings.random.chance())),
      },
    );
  }

  private halvesOf({ eventRefs }: TakenMessage) {
    const middle = Math.ceil(eventRefs.length / 2);
    return [eventRefs.slice(0, middle), eventRefs.slice(middle)].map((refs) => ({
      id: this.settings.random.uuid(),
      eventRefs: refs,
    }));
  }

  private get reader(): Reader {
    return this.settings.database.as({ role: 'fold' });
  }

  private get now(): Date {
    return new Date(this.settings.clock.now());
  }
}
