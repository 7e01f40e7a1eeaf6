import { afterAll, beforeAll } from '@jest/globals';
import pg from 'pg';
import { CatchingUp } from '../../src/epcis/subscriptions/catching-up.js';
import { MatchingService } from '../../src/epcis/subscriptions/matching.service.js';
import { Sender, type SenderSettings } from '../../src/epcis/subscriptions/sender.js';
import { Follower } from '../../src/log/follower.js';
import { Sequencer } from '../../src/log/sequencer.js';
import { WebhookOutgoing } from '../../src/epcis/subscriptions/webhook-outgoing.js';
import { Config, processLog, type Database } from '../../src/platform/index.js';
import type { Answer } from '../support/app.js';
import { Receiver } from './receiver.js';
import { documentOf, Repository, type Organisation } from './repository.js';

export interface SubscriptionAnswer {
  readonly subscriptionID: string;
  readonly signatureToken?: string;
  readonly lastNotifiedAt?: string;
  readonly endedAt?: string;
  readonly nextAt?: string;
  readonly minRecordTime: string;
  readonly epcFormat: string;
  readonly problem?: {
    readonly code: string;
    readonly since?: string;
    readonly until?: string;
  };
  readonly code: string;
  readonly errors: readonly { readonly pointer: string }[];
}

/** An origin within, which the operator allows for the issuer of accounts. */
export const allowedForSigningIn = 'https://10.0.0.8:8443';

/**
 * A repository whose feed moves, and whose messages are sent, when a test says so and not before: the same parts that a
 * process runs in its loops.
 */
export class Subscribers {
  repository!: Repository;
  receiver!: Receiver;

  /** Those of the tests of one file. */
  static ofTests(): Subscribers {
    const subscribers = new Subscribers();
    beforeAll(() => subscribers.start());
    afterAll(() => subscribers.close());
    return subscribers;
  }

  private async start(): Promise<void> {
    this.receiver = await Receiver.start();
    const roles = new Set(['api', 'public'] as const);
    this.repository = await Repository.start({
      ...{ webhooksAllowed: new Set([this.receiver.origin]), roles },
      outgoingAllowed: new Set([allowedForSigningIn]),
    });
  }

  private async close(): Promise<void> {
    await this.receiver?.close();
    await this.repository?.close();
  }

  /** Nobody subscribes any more, the receiver has heard of nothing, and an organisation is new. */
  async begin(): Promise<Organisation> {
    await this.repository.service.everything.query('DELETE FROM epcis_query');
    this.receiver.clear();
    return this.repository.organisation('subscribes');
  }

  /** The feed is numbered and followed to its end, by whoever is behind, too. */
  async follow(): Promise<void> {
    await this.followTogether();
    await this.catchUp();
  }

  async catchUp(): Promise<void> {
    const catchingUp = this.catchingUp();
    while ((await catchingUp.step()) !== 'nothing') await catchingUp.rest();
  }

  /** Another process that matches those who are behind. */
  catchingUp(): CatchingUp {
    const { app, database, clock, random } = this.repository.service;
    const { roles, publicUrl } = app.get(Config);
    const logger = app.get<SenderSettings['logger']>(processLog);
    return new CatchingUp({ database, clock, random, logger, roles, publicUrl });
  }

  /** The feed is numbered and followed to its end, and whoever is left behind by that stays there. */
  async followTogether(): Promise<void> {
    await this.number();
    const follower = this.follower();
    while ((await follower.runOnce()) > 0);
  }

  /** What was captured so far has its position in the feed. */
  async number(): Promise<void> {
    const { database, random } = this.repository.service;
    const sequencer = new Sequencer(database, { holder: random.uuid() });
    while ((await sequencer.runOnce()) > 0);
    await sequencer.release();
  }

  follower(): Follower {
    const { app, database } = this.repository.service;
    const matching = app.get(MatchingService, { strict: false });
    return new Follower(database, {
      ...{ name: 'epcis-subscriptions', batchRows: 200 },
      handle: (tx, rows) => matching.follow(tx, rows),
    });
  }

  sender(more: Partial<SenderSettings> & { database?: Database } = {}): Sender {
    const { app, database, clock, random } = this.repository.service;
    const { roles } = app.get(Config);
    const logger = app.get<SenderSettings['logger']>(processLog);
    const outgoing = app.get(WebhookOutgoing, { strict: false });
    return new Sender({ database, outgoing, clock, random, logger, roles, ...more });
  }

  /** All that is due is sent. */
  async send(sender = this.sender()): Promise<void> {
    while ((await sender.step()) !== 'nothing') await sender.rest();
  }

  async deliver(): Promise<void> {
    await this.follow();
    await this.send();
  }

  /** A named query of an organisation, subscribed to. */
  async subscribe(
    by: Organisation,
    asked: object = { stream: true },
    query: object = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<SubscriptionAnswer> & { readonly path: string }> {
    const { service } = this.repository;
    const name = service.random.uuid();
    service.clock.advance(1);
    const made = await service.send('POST', '/epcis/queries', {
      ...{ key: by.key, body: { name, query } },
    });
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    const answer = await service.send<SubscriptionAnswer>(
      'POST',
      `/epcis/queries/${name}/subscriptions`,
      { key: by.key, headers, body: { dest: `${this.receiver.origin}/hook`, ...asked } },
    );
    return { ...answer, path: answer.headers.get('location') ?? '' };
  }

  get<Body = SubscriptionAnswer>(by: Organisation, path: string): Promise<Answer<Body>> {
    return this.repository.service.send('GET', path, { key: by.key });
  }

  post<Body = SubscriptionAnswer>(
    by: Organisation,
    path: string,
    body: object,
  ): Promise<Answer<Body>> {
    return this.repository.service.send('POST', path, { key: by.key, body });
  }

  /** Tells so many places, each with this name or none: a query of attributes may mean so many and no more. */
  async tellPlaces(by: Organisation, count: number, name?: string): Promise<void> {
    const attributes = name === undefined ? [] : [{ id: 'cbvmda:name', attribute: name }];
    const vocabularyElementList = Array.from({ length: count }, (_, i) => ({
      ...{ id: placeOf(i), attributes },
    }));
    const type = 'urn:epcglobal:epcis:vtype:ReadPoint';
    const epcisHeader = { epcisMasterData: { vocabularyList: [{ type, vocabularyElementList }] } };
    const { status, body } = await this.post(by, '/epcis/capture', {
      ...{ ...documentOf([]), epcisHeader },
    });
    if (status !== 202) throw new Error(JSON.stringify(body));
  }

  /** Holds up whoever matches by a word, as a query that takes long would. */
  async holdUp() {
    const client = new pg.Client({ connectionString: this.repository.service.server.ownerUrl });
    await client.connect();
    await client.query('BEGIN; LOCK TABLE event_term');
    const waiting = `SELECT FROM pg_locks WHERE NOT granted AND relation = 'event_term'::regclass`;
    return {
      until: async (count: number) => {
        while ((await client.query(waiting)).rowCount !== count);
      },
      end: () => client.end(),
    };
  }

  /** Captures events under these ids, later than what came before: rows of one millisecond are numbered in any order. */
  async capture(by: Organisation, ...ids: readonly string[]): Promise<void> {
    this.repository.service.clock.advance(1);
    const { status, body } = await this.repository.capture(by, ...ids.map((id) => eventOf(id)));
    if (status !== 202) throw new Error(JSON.stringify(body));
  }
}

export const placeOf = (i: number) => `urn:x:place:${i}`;

export function eventOf(eventID: string, more: object = {}): object {
  return {
    ...{ type: 'ObjectEvent', eventID, action: 'OBSERVE', bizStep: 'inspecting' },
    ...{ eventTime: '2026-11-20T08:00:00+08:00', eventTimeZoneOffset: '+08:00' },
    quantityList: [{ epcClass: 'urn:epc:class:lgtin:0614141.107346.L1', quantity: 1, uom: 'KGM' }],
    ...more,
  };
}
