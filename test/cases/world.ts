import pg from 'pg';
import { AccountsService } from '../../src/parties/index.js';
import { organisationRoles, type OrganisationRole } from '../../src/access/index.js';
import { checkDigit } from '../../src/identifiers/check-digit.js';
import { documentOf } from '../epcis/repository.js';
import { startApp, type Answer, type TestApp } from '../support/app.js';
import { bearCanaries } from '../support/canaries/bear.js';
import { canary } from '../support/canaries/canary.js';
import type { Kind } from '../support/canaries/told.js';

/** An organisation of the cases: its key, party and one default place of the same name. */
export interface Trader {
  readonly key: string;
  readonly organisationId: string;
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
  R11: 'regulator',
  R37: 'regulator',
  R44: 'regulator',
};

/** What regulators oversee: R the whole country, the others a province each. */
const jurisdictions: Readonly<Record<string, string>> = {
  R: '000000',
  R11: '110000',
  R37: '370000',
  R44: '440000',
};

/** Where traders are, by GB/T 2260; of the others nobody said. */
const divisions: Readonly<Record<string, string>> = { F: '370202', P: '110101', S: '371312' };

export type Body = Record<string, unknown>;

let productCount = 0;

/**
 * The chain of the cases over HTTP: F farm, P processor, C carrier, W wholesaler, S, S1, S2 shops, each with one
 * place; product X of F; batches by the letters of the cases; hours t1 < t2 < ... before now. What it writes are
 * facts, unless a case says act.
 */
export class World {
  readonly batches = new Map<string, string>();
  readonly products = new Map<string, string>();
  readonly places = new Map<string, string>();
  readonly traders = new Map<string, Trader>();
  private readonly productOf = new Map<string, string>();
  private readonly gtins = new Map<string, string>();
  private readonly units = new Map<string, string>();
  private readonly sessions: pg.Client[] = [];

  private readonly start: number;

  private constructor(readonly service: TestApp) {
    this.start = service.clock.now() - 200 * 3_600_000;
  }

  static async start(...how: Parameters<typeof startApp>): Promise<World> {
    return new World(await startApp(...how));
  }

  /** Another world in the same service, where nothing has happened yet. */
  another(): World {
    return new World(this.service);
  }

  /** Another world of the same traders, who start on new products, batches and units. */
  afresh(): World {
    const world = this.another();
    for (const [name, trader] of this.traders) world.traders.set(name, trader);
    for (const [name, place] of this.places) world.places.set(name, place);
    return world;
  }

  /** Notes a batch that an activity made. */
  adopt(batch: string, id: string, product: string): void {
    this.batches.set(batch, id);
    this.productOf.set(batch, product);
  }

  async trader(name: string): Promise<Trader> {
    const known = this.traders.get(name);
    if (known !== undefined) return known;
    const accounts = this.service.app.get(AccountsService);
    const account = await accounts.open({
      name,
      kind: 'organisation',
      roles: [roles[name] ?? organisationRoles.find((role) => role === name) ?? 'processor'],
      ...(jurisdictions[name] !== undefined && { jurisdiction: jurisdictions[name] }),
      ...(divisions[name] !== undefined && { division: divisions[name] }),
    });
    const key = account.key.text;
    const { organisation, party } = account;
    const trader = { key, organisationId: organisation.id, partyId: party.id, placeId: '' };
    this.traders.set(name, trader);
    const placeId = await this.place(name, name, { isDefault: true });
    this.traders.set(name, { ...trader, placeId });
    return { ...trader, placeId };
  }

  /** Gives a trader private facts of every kind that needs no goods, with canaries in them. */
  async bearCanaries(...names: readonly string[]): Promise<void> {
    const send: Parameters<typeof bearCanaries>[0] = (...asked) => this.service.send(...asked);
    for (const name of names) await bearCanaries(send, (await this.trader(name)).key);
  }

  /** A canary for something that a trader says, maybe of what is between it and another one. */
  async secret(name: string, kind: Kind, other?: string): Promise<string> {
    const otherId = other === undefined ? undefined : (await this.trader(other)).organisationId;
    return canary((await this.trader(name)).organisationId, kind, otherId);
  }

  /** Registers a further place of a trader. */
  async place(owner: string, name: string, more: Body = {}): Promise<string> {
    const { key, partyId } = await this.trader(owner);
    const place = await this.post(key, '/api/v1/locations', {
      name: `place ${name}`,
      partyId,
      kind: 'warehouse',
      timeZone: 'Asia/Shanghai',
      ...more,
    });
    this.places.set(name, String(place.id));
    return String(place.id);
  }

  /** Posts and expects success. */
  async post(key: string, path: string, body: Body): Promise<Body> {
    const answer = await this.service.send<Body>('POST', path, { key, body });
    return succeeded(`${path} ${JSON.stringify(body)}`, answer);
  }

  /** Sends an activity of a trader as it is; the answer may be a refusal. */
  async tell(name: string, body: Body): Promise<Answer<Body>> {
    const { key } = await this.trader(name);
    return this.service.send<Body>('POST', '/api/v1/events', { key, body });
  }

  /** Records an activity of a trader as a fact. */
  async does(name: string, activity: string, hour: number, body: Body = {}): Promise<Body> {
    const fact = { activity, at: this.at(hour), recorded: 'fact', ...body };
    return succeeded(JSON.stringify(fact), await this.tell(name, fact));
  }

  async product(name: string, owner: string, more: Body = {}): Promise<string> {
    const known = this.products.get(name);
    if (known !== undefined) return known;
    const { key } = await this.trader(owner);
    const product = await this.post(key, '/api/v1/products', {
      name: `product ${name}`,
      itemCode: `item-${name}`,
      gtin: this.gtinOf(name),
      unit: 'KGM',
      dateType: 'none',
      ...more,
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
    this.productOf.set(batch, product);
    return String(made.id);
  }

  /** `A 100, B 5`; `X 50` where X is a product means batch unknown. They are named as their labels do. */
  goods(text: string): Body[] {
    return text.split(',').map((line) => {
      const [name = '', value = '', unit = 'KGM'] = line.trim().split(' ');
      return { what: this.linkOf(name), quantity: { value, unit } };
    });
  }

  /** The GS1 Digital Link of a product, or of a batch, registered or not; batches are of X unless made otherwise. */
  linkOf(name: string): string {
    const isProduct = this.products.has(name) && !this.batches.has(name);
    const gtin = this.gtinOf(isProduct ? name : (this.productOf.get(name) ?? 'X'));
    return `https://id.gs1.org/01/${gtin.padStart(14, '0')}${isProduct ? '' : `/10/${name}`}`;
  }

  /** `A 100, [U]`: goods, and logistic units in brackets. */
  async load(text: string): Promise<Body> {
    const parts = text.split(',').map((part) => part.trim());
    const goods = parts.filter((part) => !part.startsWith('['));
    const names = parts.filter((part) => part.startsWith('[')).map((part) => part.slice(1, -1));
    const units: string[] = [];
    for (const name of names) units.push(await this.unit(name));
    return {
      ...(goods.length > 0 && { goods: this.goods(goods.join(',')) }),
      ...(units.length > 0 && { units }),
    };
  }

  /** The code of a logistic unit; it is issued when it is first named. */
  async unit(name: string): Promise<string> {
    const known = this.units.get(name);
    if (known !== undefined) return known;
    const { key } = [...this.traders.values()][0] ?? (await this.trader('F'));
    const { codes } = await this.post(key, '/api/v1/logistic-units/codes', { count: 1 });
    const [code = ''] = codes as string[];
    this.units.set(name, code);
    return code;
  }

  unitNamed(key: string): string {
    return [...this.units].find(([, code]) => key === `/t/${code}`)?.[0] ?? key;
  }

  gtinOf(product: string): string {
    const known = this.gtins.get(product);
    if (known !== undefined) return known;
    productCount += 1;
    const digits = `0952${String(productCount).padStart(9, '0')}`;
    const gtin = digits + checkDigit(digits);
    this.gtins.set(product, gtin);
    return gtin;
  }

  /** The hour-th hour of the story, which ended before now. */
  at(hour: number): string {
    return new Date(this.start + hour * 3_600_000).toISOString();
  }

  /** Sends a shipping, an act unless said otherwise; the answer may be a refusal. */
  async ship(from: string, to: string, load: string, hour: number, more: Body = {}) {
    const { partyId } = await this.trader(to);
    return this.tell(from, {
      activity: 'ship',
      at: this.at(hour),
      toPartyId: partyId,
      ...(await this.load(load)),
      ...more,
    });
  }

  /** Sends a receipt as a fact. */
  async receive(by: string, from: string, load: string, hour: number, more: Body = {}) {
    const { partyId } = await this.trader(from);
    return this.tell(by, {
      activity: 'receive',
      at: this.at(hour),
      fromPartyId: partyId,
      ...(await this.load(load)),
      recorded: 'fact',
      ...more,
    });
  }

  /** Sends an event as another system would. */
  async capture(by: string, event: object): Promise<void> {
    const { key } = await this.trader(by);
    await this.post(key, '/epcis/capture', documentOf([event]) as Body);
  }

  /** The EPCIS event of a shipping of one batch. */
  async shipping(from: string, to: string, load: string, hour: number): Promise<Body> {
    const [sender, taker] = [await this.trader(from), await this.trader(to)];
    const [batch = '', amount = ''] = load.split(' ');
    const possessing = 'possessing_party';
    return {
      type: 'ObjectEvent',
      eventID: `urn:uuid:${this.service.random.uuid()}`,
      eventTime: this.at(hour),
      eventTimeZoneOffset: '+08:00',
      action: 'OBSERVE',
      bizStep: 'shipping',
      readPoint: { id: `urn:uuid:${sender.placeId}` },
      quantityList: [{ epcClass: this.linkOf(batch), quantity: Number(amount), uom: 'KGM' }],
      sourceList: [{ type: possessing, source: `urn:uuid:${sender.partyId}` }],
      destinationList: [{ type: possessing, destination: `urn:uuid:${taker.partyId}` }],
    };
  }

  /** Ships as a fact, and the other side takes it all an hour later. */
  async handOver(from: string, to: string, load: string, hour: number): Promise<void> {
    succeeded('ship', await this.ship(from, to, load, hour, { recorded: 'fact' }));
    succeeded('receive', await this.receive(to, from, load, hour + 1));
  }

  async pack(by: string, load: string, unit: string, hour: number): Promise<void> {
    await this.does(by, 'pack', hour, { unit: await this.unit(unit), ...(await this.load(load)) });
  }

  async unpack(by: string, load: string, unit: string, hour: number): Promise<void> {
    const children = load === '' ? {} : await this.load(load);
    await this.does(by, 'unpack', hour, { unit: await this.unit(unit), ...children });
  }

  /** `D 95` makes a new batch D of product D. */
  async transform(by: string, from: string, to: string, hour: number, more: Body = {}) {
    const [name = '', value = '', unit = 'KGM'] = to.split(' ');
    const known = this.batches.get(name);
    const named =
      known === undefined
        ? { productId: await this.product(name, by, { unit }), number: name }
        : { batchId: known };
    const answer = await this.tell(by, {
      activity: 'transform',
      at: this.at(hour),
      recorded: 'fact',
      goods: this.goods(from),
      outputs: [{ ...named, quantity: { value, unit } }],
      ...more,
    });
    const [made] = (answer.body.batches ?? []) as { id: string }[];
    if (made !== undefined) this.adopt(name, made.id, name);
    return answer;
  }

  /** A trader as what it reads is asked for. */
  async viewer(name: string): Promise<{ organisationId: string; partyId: string }> {
    const { partyId } = await this.trader(name);
    const [organisation] = await this.service.database
      .as({ role: 'fold' })
      .query<{ id: string }>('SELECT id FROM organisation WHERE party_id = $1', [partyId]);
    return { organisationId: organisation!.id, partyId };
  }

  /** A session that may do what the service may not. It ends with the world. */
  async owner(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.service.server.ownerUrl });
    await client.connect();
    this.sessions.push(client);
    return client;
  }

  async close(): Promise<void> {
    for (const session of this.sessions) await session.end();
    await this.service.close();
  }
}

export function succeeded(what: string, { status, body }: Answer<Body>): Body {
  if (status < 300) return body;
  throw new Error(`${what}: ${status} ${JSON.stringify(body)}`);
}
