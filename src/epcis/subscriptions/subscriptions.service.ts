import { Injectable } from '@nestjs/common';
import { lockOrganisation, type Actor } from '../../access/index.js';
import { notFound, parseMoment, Problem } from '../../kernel/index.js';
import { Clock, Database, Random } from '../../platform/index.js';
import { subscriptionEnded, tooManySubscriptions } from '../epcis.problems.js';
import { definedQuery } from '../queries/definition.js';
import { askerOf } from '../query/asker.js';
import { selectNamedQuery } from '../queries/named-queries.store.js';
import { unknownQuery } from '../queries/named-query.js';
import { refuseTooManyEarlier } from './matching.js';
import { selectLastPosition } from './matching.store.js';
import { nextMoment } from './schedule.js';
import { secretOf } from './signature.js';
import { checkWanted, checkQuery, type Wanted } from './subscription-request.js';
import { replayedMax, subscriptionsMax, type Subscription } from './subscription.js';
import {
  countSubscriptions,
  deleteSubscription,
  insertSubscription,
  requeueDeliveries,
  selectDeadLetters,
  selectSubscription,
  selectSubscriptions,
  type DeadLetter,
  type Named,
  type Span,
} from './subscriptions.store.js';
import { WebhookOutgoing } from './webhook-outgoing.js';

/** A subscription that was just made, with the secret of it that we chose, which is told this once. */
export interface Made {
  readonly subscription: Subscription;
  readonly secret?: string;
}

/** Subscriptions to named queries by webhook. Each organisation has its own, and sees no others. */
@Injectable()
export class SubscriptionsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly outgoing: WebhookOutgoing,
  ) {}

  /** It is told of all that the feed tells from now on, and first matched by itself until it meets the others. */
  async subscribe(actor: Actor, queryName: string, asked: Wanted): Promise<Made> {
    const now = this.clock.now();
    const refusalOf = (address: string) => this.outgoing.refusalOf(address);
    const { organisationId } = actor;
    // Read before earlier events are counted: so no more than were counted stand before it.
    const beginsAfter = await selectLastPosition(this.database.as({ role: 'fold' }));
    await this.refuseTooManyEarlier(actor, queryName, asked);
    const secret = asked.signatureToken ?? secretOf(this.random.bytes(32));
    const subscription = await this.database.transaction(
      async (tx) => {
        await lockOrganisation(tx, organisationId);
        const query = await selectNamedQuery(tx, organisationId, queryName);
        if (query === undefined) throw unknownQuery();
        checkWanted(asked, { now, refusalOf });
        checkQuery(query.definition);
        const count = await countSubscriptions(tx, organisationId);
        if (count >= subscriptionsMax) throw tooMany();
        const made = this.subscriptionOf(actor, queryName, asked);
        await insertSubscription(tx, { ...made, secret, beginsAfter });
        return made;
      },
      { organisationId },
    );
    return { subscription, ...(asked.signatureToken === undefined && { secret }) };
  }

  async list(
    actor: Actor,
    queryName: string,
    page: { readonly after: string | undefined; readonly limit: number },
  ): Promise<Subscription[]> {
    const { organisationId } = actor;
    const reader = this.database.as({ organisationId });
    if ((await selectNamedQuery(reader, organisationId, queryName)) === undefined)
      throw unknownQuery();
    return selectSubscriptions(reader, organisationId, { queryName, ...page });
  }

  async one({ organisationId }: Actor, named: Named): Promise<Subscription> {
    const reader = this.database.as({ organisationId });
    const subscription = await selectSubscription(reader, organisationId, named);
    if (subscription === undefined) throw unknown();
    return subscription;
  }

  /** A message that is on its way may still arrive. */
  async remove({ organisationId }: Actor, named: Named): Promise<void> {
    const isRemoved = await this.database.transaction(
      (tx) => deleteSubscription(tx, organisationId, named),
      { organisationId },
    );
    if (!isRemoved) throw unknown();
  }

  async deadLetters(
    actor: Actor,
    named: Named,
    page: { readonly before: string | undefined; readonly limit: number },
  ): Promise<DeadLetter[]> {
    const { id } = await this.one(actor, named);
    const { organisationId } = actor;
    const reader = this.database.as({ organisationId });
    return selectDeadLetters(reader, organisationId, { of: id, ...page });
  }

  /** Sends again what was made in a time, delivered or given up, under the ids it had. Answers how many messages. */
  async replay(actor: Actor, named: Named, span: Span): Promise<number> {
    const { id, endedAt } = await this.one(actor, named);
    if (endedAt !== null) throw ended();
    const { organisationId } = actor;
    const now = new Date(this.clock.now());
    return this.database.transaction(
      (tx) => requeueDeliveries(tx, organisationId, { ...span, of: id, now, most: replayedMax }),
      { organisationId },
    );
  }

  /** Wanted before the transaction: counting may take long, and others wait for the organisation meanwhile. */
  private async refuseTooManyEarlier(
    actor: Actor,
    queryName: string,
    asked: Wanted,
  ): Promise<void> {
    if (asked.initialRecordTime === undefined) return;
    const { organisationId } = actor;
    const reader = this.database.as({ organisationId });
    const query = await selectNamedQuery(reader, organisationId, queryName);
    if (query === undefined) return;
    checkWanted(asked, { now: this.clock.now(), refusalOf: (to) => this.outgoing.refusalOf(to) });
    const since = new Date(parseMoment(asked.initialRecordTime ?? '').instant);
    await refuseTooManyEarlier(
      askerOf(this.database, actor),
      definedQuery(query.definition),
      since,
    );
  }

  private subscriptionOf(
    { organisationId }: Actor,
    queryName: string,
    asked: Wanted,
  ): Subscription {
    const now = this.clock.now();
    const { epcFormat, schedule = null, initialRecordTime, reportIfEmpty = false } = asked;
    const next = schedule && nextMoment(schedule, now);
    return {
      ...{ organisationId, id: this.random.uuid(), queryName, destination: asked.dest },
      ...{ epcFormat, schedule, reportIfEmpty },
      initialRecordTime:
        initialRecordTime === undefined ? null : new Date(parseMoment(initialRecordTime).instant),
      createdAt: new Date(now),
      nextAt: next == null ? null : new Date(next),
      lastNotifiedAt: null,
      endedAt: null,
      problem: null,
    };
  }
}

function unknown(): Problem {
  return new Problem(notFound, 'The query has no subscription with this id.');
}

function tooMany(): Problem {
  const detail = `An organisation has at most ${subscriptionsMax} subscriptions; end one first.`;
  return new Problem(tooManySubscriptions, detail);
}

function ended(): Problem {
  const detail =
    'Its destination answered 410. Subscribe again, and read what it missed from the query.';
  return new Problem(subscriptionEnded, detail);
}
