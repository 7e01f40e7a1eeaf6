import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { selectOverseen, type Actor } from '../access/index.js';
import { faultyRequest, notFound, Problem } from '../kernel/index.js';
import { appendFeed, type FeedRow } from '../log/index.js';
import { Clock, Database, Random, type Tx } from '../platform/index.js';
import { ProductsService } from '../products/index.js';
import { acknowledge, selectAlerts, type Alert, type AlertFilter } from './alerts.store.js';
import { putThresholds, selectThresholds } from './settings.store.js';
import { defaultThresholds, type Thresholds } from './signals.js';
import { selectIssuer, selectScanDays, type ScanDay } from './statistics.store.js';

/** Days that one question may count. */
export const scanDaysMax = 92;
const daysUsual = 30;

/** Days, both themselves included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** What owners, and whoever oversees them, learn of looks at their codes. */
@Injectable()
export class ScansService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly products: ProductsService,
  ) {}

  /** Sessions at the codes of a batch; one of nobody whom the actor is or oversees answers as one that does not exist. */
  async days(
    actor: Actor,
    batchId: string,
    asked: Partial<Days>,
  ): Promise<Days & { readonly days: readonly ScanDay[] }> {
    const period = this.periodOf(asked);
    const reader = this.database.as({ organisationId: actor.organisationId });
    const whose = await selectOverseen(reader, actor);
    const organisationId = await selectIssuer(reader, whose, batchId);
    if (organisationId === undefined) {
      throw new Problem(notFound, 'There is no such batch of yours.');
    }
    const days = await selectScanDays(reader, { organisationId, batchId }, period);
    return { ...period, days };
  }

  /** Of one's own codes, and of those of whom one oversees. */
  async alerts(
    actor: Actor,
    filter: AlertFilter,
    page: { readonly before: string | undefined; readonly limit: number },
  ): Promise<Alert[]> {
    const reader = this.database.as({ organisationId: actor.organisationId });
    return selectAlerts(reader, await selectOverseen(reader, actor), filter, page);
  }

  /** Notes that somebody took note of it. */
  async acknowledge({ organisationId }: Actor, id: string): Promise<Alert> {
    const at = new Date(this.clock.now());
    return this.database.transaction(
      async (tx) => {
        const alert = await acknowledge(tx, organisationId, { id, at });
        if (alert === undefined) throw new Problem(notFound, 'There is no such alert of yours.');
        this.log(tx, { organisationId, kind: 'scan-alert-acknowledged', subject: id });
        return alert;
      },
      { organisationId },
    );
  }

  async thresholds(actor: Actor, productId: string): Promise<Thresholds> {
    const reader = this.database.as({ organisationId: actor.organisationId });
    await this.ownProduct(actor, productId);
    return (await selectThresholds(reader, productId)) ?? defaultThresholds;
  }

  async setThresholds(actor: Actor, productId: string, set: Thresholds): Promise<Thresholds> {
    const { organisationId } = actor;
    await this.ownProduct(actor, productId);
    await this.database.transaction(
      async (tx) => {
        await putThresholds(tx, { organisationId, productId }, set);
        this.log(tx, { organisationId, kind: 'scan-settings-changed', subject: productId });
      },
      { organisationId },
    );
    return set;
  }

  private log(tx: Tx, row: Pick<FeedRow, 'organisationId' | 'kind' | 'subject'>): void {
    const recordedAt = new Date(this.clock.now());
    appendFeed(tx, [{ ...row, id: this.random.uuid(), payload: {}, recordedAt }]);
  }

  private async ownProduct(actor: Actor, productId: string): Promise<void> {
    const reader = this.database.as({ organisationId: actor.organisationId });
    const product = await this.products.findOwn(reader, actor, productId);
    if (product === undefined) throw new Problem(notFound, 'There is no such product of yours.');
  }

  private periodOf({ from, to }: Partial<Days>): Days {
    const last = to ?? new Date(this.clock.now()).toISOString().slice(0, 10);
    const end = DateTime.fromISO(last, { zone: 'utc' });
    const first = from ?? end.minus({ days: daysUsual }).toISODate() ?? last;
    const count = end.diff(DateTime.fromISO(first, { zone: 'utc' }), 'days').days;
    if (count >= 0 && count <= scanDaysMax) return { from: first, to: last };
    const detail = `must be at most ${scanDaysMax} days before "to", and not after it`;
    throw faultyRequest([{ pointer: '/from', detail }]);
  }
}
