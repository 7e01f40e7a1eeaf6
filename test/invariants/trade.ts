import { randomUUID } from 'node:crypto';
import { checkDigit } from '../../src/identifiers/check-digit.js';
import { documentOf } from '../epcis/repository.js';
import { bearCanaries } from '../support/canaries/bear.js';
import { canary } from '../support/canaries/canary.js';

type Body = Record<string, unknown>;

/** Sends a request and answers its status and body. */
export type Send = (
  method: string,
  path: string,
  options?: { readonly key?: string; readonly body?: unknown },
) => Promise<{ readonly status: number; readonly body: Body }>;

export const makers = ['farm', 'hall'] as const;
type Maker = (typeof makers)[number];

/** One event as a client sends it, again and again until it is acknowledged, and what it does to the books. */
export interface Telling {
  readonly id: string;
  readonly by: Maker;
  readonly path: string;
  readonly body: Body;
  readonly kind: 'make' | 'ship' | 'receive' | 'sell';
  readonly good: number;
  readonly amount: number;
}

/** Kilograms of one good. */
export interface Whereabouts {
  readonly farm: number;
  readonly onTheWay: number;
  readonly hall: number;
}

interface Side {
  readonly key: string;
  readonly organisationId: string;
  readonly partyId: string;
  readonly placeId: string;
}

interface Good {
  readonly batchId: string;
  readonly link: string;
}

const goodCount = 4;
const stock = 1_000_000;
const number = 'L1';

/**
 * A farm and a market hall that trade four batches without pause: made, shipped, received, sold, by acts, by facts and
 * by EPCIS documents, some with a delivery note and some without. Nothing they tell is more than there is.
 */
export class Trade {
  private moment = 0;
  private readonly start = Date.now() - 10 * 86_400_000;

  private constructor(
    private readonly sides: Readonly<Record<Maker, Side>>,
    readonly goods: readonly Good[],
  ) {}

  /** Opens both accounts with an operator's key; the farm makes so much of each batch. */
  static async open(send: Send, operator: string): Promise<Trade> {
    const post = async (key: string, path: string, body: Body): Promise<Body> => {
      const answer = await send('POST', `/api/v1/${path}`, { key, body });
      if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
      return answer.body;
    };
    const join = async (name: Maker, role: string): Promise<Side> => {
      const account = await post(operator, 'organisations', { name, roles: [role] });
      const { key } = account.key as { key: string };
      const partyId = String(account.partyId);
      const place = { name, partyId, kind: 'warehouse', timeZone: 'Asia/Shanghai' };
      const placeId = String((await post(key, 'locations', place)).id);
      return { key, organisationId: await bearCanaries(send, key), partyId, placeId };
    };
    const sides = { farm: await join('farm', 'producer'), hall: await join('hall', 'wholesaler') };
    const trade = new Trade(sides, []);
    const goods: Good[] = [];
    for (let i = 0; i < goodCount; i += 1) {
      const digits = `09529${String(i).padStart(8, '0')}`;
      const gtin = digits + checkDigit(digits);
      const product = { name: gtin, itemCode: gtin, gtin, unit: 'KGM', dateType: 'none' };
      const { id: productId } = await post(sides.farm.key, 'products', product);
      const made = await post(sides.farm.key, 'batches', {
        ...{ productId, number, at: trade.next(), quantity: kilograms(stock) },
      });
      goods.push({ batchId: String(made.id), link: `https://id.gs1.org/01/${gtin}/10/${number}` });
    }
    return Object.assign(trade, { goods });
  }

  keyOf(maker: Maker): string {
    return this.sides[maker].key;
  }

  /** The n-th round trip of a client: what is told, each thing after the one before was acknowledged. */
  trip(client: number, n: number): Telling[] {
    const good = client % goodCount;
    const amount = 2 * (1 + (n % 3));
    const { farm, hall } = this.sides;
    const secret = canary(farm.organisationId, 'document', hall.organisationId);
    const note = n % 3 === 0 ? undefined : `https://farm.example/notes/${client}-${n}-${secret}`;
    const told = { good, amount };
    const ship = this.handing(note, 'farm', told);
    const receive = this.handing(note, 'hall', told);
    return [
      ...(n % 4 === 0 ? [this.telling('farm', 'make', told, { activity: 'produce' })] : []),
      (client + n) % 2 === 0 ? ship.activity({ recorded: 'act' }) : ship.document(),
      (client + n) % 3 === 0 ? receive.document() : receive.activity({ recorded: 'fact' }),
      this.telling('hall', 'sell', { good, amount: amount / 2 }, { activity: 'sell' }),
    ];
  }

  /** What must be where of a good once all this is stored. */
  expected(good: number, tellings: Iterable<Telling>): Whereabouts {
    const sums = { make: 0, ship: 0, receive: 0, sell: 0 };
    for (const told of tellings) if (told.good === good) sums[told.kind] += told.amount;
    return {
      farm: stock + sums.make - sums.ship,
      onTheWay: sums.ship - sums.receive,
      hall: sums.receive - sums.sell,
    };
  }

  /** One side of a hand-off, to be told in either way. */
  private handing(
    note: string | undefined,
    by: Maker,
    told: { readonly good: number; readonly amount: number },
  ) {
    const { farm, hall } = this.sides;
    const kind = by === 'farm' ? 'ship' : 'receive';
    const other = by === 'farm' ? { toPartyId: hall.partyId } : { fromPartyId: farm.partyId };
    return {
      activity: (more: Body) =>
        this.telling(by, kind, told, {
          activity: kind,
          ...other,
          ...(note !== undefined && { documents: [{ type: 'desadv', id: note }] }),
          ...more,
        }),
      document: (): Telling => {
        const id = `urn:uuid:${randomUUID()}`;
        const event = {
          type: 'ObjectEvent',
          eventID: id,
          eventTime: this.next(),
          eventTimeZoneOffset: '+08:00',
          action: 'OBSERVE',
          bizStep: by === 'farm' ? 'shipping' : 'receiving',
          'acme:note': canary(this.sides[by].organisationId, 'extension'),
          readPoint: { id: `urn:uuid:${this.sides[by].placeId}` },
          quantityList: [{ epcClass: this.good(told).link, quantity: told.amount, uom: 'KGM' }],
          sourceList: [{ type: 'possessing_party', source: `urn:uuid:${farm.partyId}` }],
          destinationList: [{ type: 'possessing_party', destination: `urn:uuid:${hall.partyId}` }],
          ...(note !== undefined && {
            bizTransactionList: [{ type: 'desadv', bizTransaction: note }],
          }),
        };
        const body = documentOf([event], { acme: 'https://acme.example/' }) as Body;
        return { id, by, path: '/epcis/capture', body, kind, ...told };
      },
    };
  }

  private telling(
    by: Maker,
    kind: Telling['kind'],
    told: { readonly good: number; readonly amount: number },
    more: Body,
  ): Telling {
    const id = `urn:uuid:${randomUUID()}`;
    const goods = [{ batchId: this.good(told).batchId, quantity: kilograms(told.amount) }];
    const body = { eventId: id, at: this.next(), goods, ...more };
    return { id, by, path: '/api/v1/events', body, kind, ...told };
  }

  private good({ good }: { readonly good: number }): Good {
    const found = this.goods[good];
    if (found === undefined) throw new Error(`no good ${good}`);
    return found;
  }

  /** A second later each time, so that what a client tells later happened later. */
  private next(): string {
    this.moment += 1;
    return new Date(this.start + this.moment * 1000).toISOString();
  }
}

const kilograms = (amount: number) => ({ value: String(amount), unit: 'KGM' });
