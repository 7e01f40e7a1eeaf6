import { KeysService, scopes, type Actor } from '../../src/access/index.js';
import type { OwnGoodsView } from '../../src/handoffs/own-goods.dto.js';
import type { TestApp } from '../support/app.js';

/** An event as the API lists it. */
export interface ToldEvent {
  readonly id: string;
  readonly eventId: string;
  readonly declaration: boolean;
  readonly authorPartyId: string;
  readonly recordedAt: string;
  readonly event: Readonly<Record<string, unknown>> & {
    readonly type: string;
    readonly eventTime: string;
    readonly action?: string;
    readonly bizStep?: string;
    readonly disposition?: string;
    readonly destinationList?: readonly { readonly type: string }[];
    readonly parentID?: string;
    readonly epcList?: readonly string[];
    readonly quantityList?: readonly { readonly epcClass: string }[];
    readonly inputQuantityList?: readonly { readonly epcClass: string }[];
    readonly outputQuantityList?: readonly { readonly epcClass: string }[];
    readonly sensorElementList?: readonly {
      readonly sensorReport: readonly { readonly type: string; readonly value: string }[];
    }[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  };
}

export interface ToldBatch {
  readonly id: string;
  readonly code: string;
  readonly productId: string;
  readonly number: string;
}

/** The demo chain as all its organisations together read it over the API. */
export class DemoChain {
  private constructor(
    private readonly service: TestApp,
    /** A key of each organisation, by the organisation's name. */
    readonly keys: ReadonlyMap<string, string>,
  ) {}

  /** The demo gives keys to some of its organisations only; a test asks as each of them. */
  static async of(service: TestApp): Promise<DemoChain> {
    const rows = await service.database
      .as({ role: 'fold' })
      .query<{ id: string; name: string }>('SELECT id, name FROM organisation ORDER BY id');
    const keys = new Map<string, string>();
    for (const { id, name } of rows) {
      const actor = { organisationId: id } as Actor;
      const request = { label: 'test', scopes, validDays: 1 };
      keys.set(name, (await service.app.get(KeysService).issue(actor, request)).text);
    }
    return new DemoChain(service, keys);
  }

  key(name: string): string {
    const key = this.keys.get(name);
    if (key === undefined) throw new Error(`no organisation ${name}`);
    return key;
  }

  async get<Body>(path: string, key: string): Promise<Body> {
    const { status, body } = await this.service.send<Body>('GET', path, { key });
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  /** What any of them reads in a list, each thing once. */
  async all<Item extends { readonly id: string }>(path: string): Promise<Item[]> {
    const found = new Map<string, Item>();
    for (const key of this.keys.values()) {
      const { items } = await this.get<{ items: Item[] }>(path, key);
      for (const item of items) found.set(item.id, item);
    }
    return [...found.values()];
  }

  /** Events that name a batch, or a unit that it was in, in the order of their time. */
  async eventsOf({ id }: ToldBatch): Promise<ToldEvent[]> {
    const found = new Map<string, ToldEvent>();
    const asked = new Set<string>();
    let questions = [`batchId=${id}`];
    while (questions.length > 0) {
      const lists = questions.map((question) => {
        asked.add(question);
        return this.all<ToldEvent>(`/api/v1/events?limit=200&${question}`);
      });
      const events = (await Promise.all(lists)).flat();
      for (const event of events) found.set(event.id, event);
      // Contents that were packed into what was asked about are other batches' business: only parents are followed.
      const parents = events
        .filter(({ event }) => event.type === 'AggregationEvent' && event.action === 'ADD')
        .flatMap(({ event }) => event.parentID ?? []);
      questions = parents
        .map((parent) => `what=${encodeURIComponent(parent)}`)
        .filter((question) => !asked.has(question));
    }
    return [...found.values()].sort(
      (a, b) =>
        Date.parse(a.event.eventTime) - Date.parse(b.event.eventTime) ||
        a.recordedAt.localeCompare(b.recordedAt) ||
        a.id.localeCompare(b.id),
    );
  }

  /** Each organisation's view of its goods of a batch or product. */
  async goodsOf(of: string): Promise<OwnGoodsView[]> {
    const path = `/api/v1/${of}/holdings`;
    const views: OwnGoodsView[] = [];
    for (const key of this.keys.values()) {
      const { status, body } = await this.service.send<OwnGoodsView>('GET', path, { key });
      if (status === 200) views.push(body);
    }
    return views;
  }

  /** What happened to a batch, without amounts, times, names and products: one word an event. */
  shapeOf(batch: ToldBatch, events: readonly ToldEvent[]): string {
    return events.map((told) => wordOf(told, batch)).join(' > ');
  }
}

function wordOf({ event, declaration }: ToldEvent, { code }: ToldBatch): string {
  const isIn = (list: readonly { readonly epcClass: string }[] = []) =>
    list.some(({ epcClass }) => epcClass.endsWith(`/t/${code}`));
  const side = isIn(event.outputQuantityList) ? 'out' : isIn(event.inputQuantityList) ? 'in' : '';
  const activity = event.extensions?.['furrow:activity'];
  const isOwned = event.destinationList?.some(({ type }) => type === 'owning_party') === true;
  const readings = event.sensorElementList === undefined ? '' : 'readings';
  const words = [
    declaration ? 'declared-wrong' : '',
    typeof activity === 'string' ? activity : (event.bizStep ?? event.type),
    event.action === 'OBSERVE' ? '' : (event.action ?? ''),
    event.disposition ?? '',
    event.epcList === undefined ? '' : 'unit',
    side,
    isOwned ? 'owning' : '',
    readings,
  ];
  return words.filter((word) => word !== '').join('/');
}
