import { AccountsService } from '../../src/parties/index.js';
import type { OrganisationRole } from '../../src/access/index.js';
import { startApp, type Answer, type TestApp } from '../support/app.js';

/** An organisation of the cases: its key, party and one default place of the same name. */
export interface Trader {
  readonly key: string;
  readonly partyId: string;
  readonly placeId: string;
}

const roles: Readonly<Record<string, OrganisationRole>> = {
  F: 'producer',
  G: 'producer',
  P: 'processor',
  C: 'carrier',
  W: 'wholesaler',
  S: 'retailer',
  S1: 'retailer',
  S2: 'retailer',
  R: 'regulator',
};

type Body = Record<string, unknown>;

/**
 * The chain of CASES.md over HTTP: F farm, P processor, C carrier, W wholesaler, S, S1, S2 shops, each with one
 * place; product X of F; batches by the letters of the cases; hours t1 < t2 < ... before now.
 */
export class World {
  readonly batches = new Map<string, string>();
  readonly products = new Map<string, string>();
  private readonly traders = new Map<string, Trader>();

  private constructor(readonly service: TestApp) {}

  static async start(): Promise<World> {
    return new World(await startApp());
  }

  async trader(name: string): Promise<Trader> {
    const known = this.traders.get(name);
    if (known !== undefined) return known;
    const accounts = this.service.app.get(AccountsService);
    const account = await accounts.open({
      name,
      kind: 'organisation',
      roles: [roles[name] ?? 'processor'],
    });
    const key = account.key.text;
    const place = await this.post(key, '/api/v1/locations', {
      name: `place of ${name}`,
      partyId: account.party.id,
      kind: 'warehouse',
      timeZone: 'Asia/Shanghai',
      isDefault: true,
    });
    const trader = { key, partyId: account.party.id, placeId: String(place.id) };
    this.traders.set(name, trader);
    return trader;
  }

  /** Posts and expects success. */
  async post(key: string, path: string, body: Body): Promise<Body> {
    const answer = await this.service.send<Body>('POST', path, { key, body });
    if (answer.status >= 300) {
      throw new Error(
        `${path} ${JSON.stringify(body)}: ${answer.status} ${JSON.stringify(answer.body)}`,
      );
    }
    return answer.body;
  }

  /** Sends an activity of a trader; the answer may be a refusal. */
  async tell(name: string, body: Body): Promise<Answer<Body>> {
    const { key } = await this.trader(name);
    return this.service.send<Body>('POST', '/api/v1/events', { key, body });
  }

  async product(name: string, owner: string): Promise<string> {
    const known = this.products.get(name);
    if (known !== undefined) return known;
    const { key } = await this.trader(owner);
    const product = await this.post(key, '/api/v1/products', {
      name: `product ${name}`,
      itemCode: `item-${name}`,
      unit: 'KGM',
      dateType: 'none',
    });
    this.products.set(name, String(product.id));
    return String(product.id);
  }

  /** Registers and makes a batch of a product. */
  async make(
    owner: string,
    batch: string,
    amount: string,
    { hour, product = 'X', ...rest }: { hour?: number; product?: string } & Body,
  ): Promise<string> {
    const { key } = await this.trader(owner);
    const made = await this.post(key, '/api/v1/batches', {
      productId: await this.product(product, owner),
      number: batch,
      quantity: { value: amount, unit: 'KGM' },
      ...(hour !== undefined && { at: this.at(hour) }),
      ...rest,
    });
    this.batches.set(batch, String(made.id));
    return String(made.id);
  }

  /** `A 100, B 5`; `X 50` where X is a product means batch unknown. */
  goods(text: string): Body[] {
    return text.split(',').map((line) => {
      const [name = '', value = ''] = line.trim().split(' ');
      const batchId = this.batches.get(name);
      const named = batchId === undefined ? { productId: this.products.get(name) } : { batchId };
      return { ...named, quantity: { value, unit: 'KGM' } };
    });
  }

  /** The hour-th hour of the story, which ended before now. */
  at(hour: number): string {
    const start = this.service.clock.now() - 200 * 3_600_000;
    return new Date(start + hour * 3_600_000).toISOString();
  }

  async ship(from: string, to: string, goods: string, hour: number, more: Body = {}) {
    const { partyId } = await this.trader(to);
    return this.tell(from, {
      activity: 'ship',
      at: this.at(hour),
      toPartyId: partyId,
      goods: this.goods(goods),
      ...more,
    });
  }

  async receive(by: string, from: string, goods: string, hour: number, more: Body = {}) {
    const { partyId } = await this.trader(from);
    return this.tell(by, {
      activity: 'receive',
      at: this.at(hour),
      fromPartyId: partyId,
      goods: this.goods(goods),
      recorded: 'fact',
      ...more,
    });
  }

  async close(): Promise<void> {
    await this.service.close();
  }
}
