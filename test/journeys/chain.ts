import { AccountsService } from '../../src/parties/index.js';
import type { Config } from '../../src/platform/index.js';
import { startApp, type Answer, type TestApp } from '../support/app.js';

export type Body = Record<string, unknown>;

/** An organisation of the chain, as its own key knows it. */
export interface Member {
  readonly name: string;
  readonly key: string;
  readonly partyId: string;
  readonly placeId: string;
}

const hour = 3_600_000;
const cast = {
  farm: ['Peach farm', 'producer', 'orchard'],
  works: ['Juice works', 'processor', 'plant'],
  carrier: ['Cold lorries', 'carrier', 'warehouse'],
  hall: ['Market hall', 'wholesaler', 'warehouse'],
  corner: ['Corner shop', 'retailer', 'shop'],
  lake: ['Lake shop', 'retailer', 'shop'],
} as const;

export type Role = keyof typeof cast;

/** Numbers as they stand on the goods: GS1 examples, of nobody. */
export const gtins = { peaches: '09520123456788', juice: '09521234543213' } as const;

/** The Digital Link of a batch of the story, P-1 of peaches or J-1 of juice. */
export const linkOf = {
  peaches: `https://id.gs1.org/01/${gtins.peaches}/10/P-1`,
  juice: `https://id.gs1.org/01/${gtins.juice}/10/J-1`,
} as const;

/**
 * Six organisations with their places and products, and a regulator: what stands before the story begins, whichever
 * way it is told. Everything but the operator's own account comes in over HTTP.
 */
export class Chain {
  readonly members = new Map<Role, Member>();
  readonly products = new Map<keyof typeof gtins, string>();
  regulator = '';

  private constructor(readonly service: TestApp) {}

  static async start(settings: Partial<Config> = {}): Promise<Chain> {
    const chain = new Chain(await startApp(settings));
    // An operator is opened by whoever installs the service, not over HTTP.
    const operator = await chain.service.app
      .get(AccountsService)
      .open({ kind: 'organisation', name: 'Operator', roles: ['operator'] });
    for (const [role, [name, does, kind]] of Object.entries(cast)) {
      const account = await chain.open(operator.key.text, name, does);
      const { id: placeId } = await chain.post(account.key, '/api/v1/locations', {
        name: `${name}, yard`,
        partyId: account.partyId,
        kind,
      });
      chain.members.set(role as Role, { name, ...account, placeId: String(placeId) });
    }
    chain.regulator = (await chain.open(operator.key.text, 'Food bureau', 'regulator')).key;
    await chain.register('farm', 'peaches');
    await chain.register('works', 'juice');
    return chain;
  }

  private async open(operator: string, name: string, role: string) {
    const opened = await this.post<{ partyId: string; key: { key: string } }>(
      operator,
      '/api/v1/organisations',
      { name, roles: [role], ...(role === 'regulator' && { jurisdiction: '000000' }) },
    );
    return { key: opened.key.key, partyId: opened.partyId };
  }

  private async register(owner: Role, name: keyof typeof gtins): Promise<void> {
    const product = { name, gtin: gtins[name], unit: 'KGM', dateType: 'none' };
    const { id } = await this.post(this.member(owner).key, '/api/v1/products', product);
    this.products.set(name, String(id));
  }

  member(role: Role): Member {
    const member = this.members.get(role);
    if (member === undefined) throw new Error(`nobody plays ${role}`);
    return member;
  }

  product(name: keyof typeof gtins): string {
    return this.products.get(name) ?? '';
  }

  /** Posts and answers what came back; a refusal fails the journey with the whole answer. */
  async post<Answered = Body>(key: string, path: string, body: Body): Promise<Answered> {
    const { status, body: answer } = await this.send<Answered>('POST', path, { key, body });
    if (status < 300) return answer;
    throw new Error(`${path} ${JSON.stringify(body)}: ${JSON.stringify(answer)}`);
  }

  async get<Answered>(key: string, path: string): Promise<Answered> {
    const { status, body } = await this.send<Answered>('GET', path, { key });
    if (status === 200) return body;
    throw new Error(`${path}: ${JSON.stringify(body)}`);
  }

  send<Answered>(
    method: string,
    path: string,
    options: { key?: string; body?: unknown; headers?: Readonly<Record<string, string>> },
  ): Promise<Answer<Answered>> {
    return this.service.send<Answered>(method, path, options);
  }

  /** The hour-th hour of the story, whose end lies before now. */
  at(hours: number): string {
    return new Date(this.service.clock.now() - (48 - hours) * hour).toISOString();
  }

  async close(): Promise<void> {
    await this.service.close();
  }
}
