import type { OrganisationRole } from '../../src/access/index.js';
import { AccountsService } from '../../src/parties/index.js';
import { startApp, type TestApp } from './app.js';

export type Body = Record<string, unknown>;

/** An organisation with its first key, which may do all. */
export interface Firm {
  readonly id: string;
  readonly partyId: string;
  readonly key: string;
}

/** Co-operatives and those for whom they act, over HTTP. */
export class Cooperatives {
  private constructor(readonly service: TestApp) {}

  static async start(...how: Parameters<typeof startApp>): Promise<Cooperatives> {
    return new Cooperatives(await startApp(...how));
  }

  async firm(role: OrganisationRole, more: Body = {}): Promise<Firm> {
    const accounts = this.service.app.get(AccountsService, { strict: false });
    const { organisation, party, key } = await accounts.open({
      ...{ kind: 'organisation', name: `A ${role}`, roles: [role] },
      ...(role === 'regulator' && { jurisdiction: '000000' }),
      ...more,
    });
    return { id: organisation.id, partyId: party.id, key: key.text };
  }

  async ask(key: string, method: string, path: string, { body, memberId }: Asked = {}) {
    return this.service.send<Body>(method, path, {
      ...{ key, body },
      ...(memberId !== undefined && { headers: { 'Furrow-On-Behalf-Of': memberId } }),
    });
  }

  /** As `ask`, and expects success. */
  async done(...[key, method, path, asked]: Parameters<Cooperatives['ask']>): Promise<Body> {
    const { status, body } = await this.ask(key, method, path, asked);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  /** Id of the mandate that the member gives. */
  async mandate(member: Firm, agent: Firm): Promise<string> {
    const body = { agentPartyId: agent.partyId };
    return String((await this.done(member.key, 'POST', '/api/v1/mandates', { body })).id);
  }

  /** A key of the firm with fewer scopes. */
  async narrowKey({ key }: Firm, ...scopes: string[]): Promise<string> {
    const body = { label: this.service.random.uuid(), scopes, validDays: 1 };
    return String((await this.done(key, 'POST', '/api/v1/keys', { body })).key);
  }

  async items(key: string, path: string, memberId?: string): Promise<Body[]> {
    const { items } = await this.done(key, 'GET', path, memberId === undefined ? {} : { memberId });
    return items as Body[];
  }

  close(): Promise<void> {
    return this.service.close();
  }
}

interface Asked {
  readonly body?: unknown;
  /** For whom: the party of the member. */
  readonly memberId?: string;
}
