import { Injectable } from '@nestjs/common';
import {
  KeysService,
  OrganisationsService,
  type IssuedKey,
  type Organisation,
  type OrganisationRole,
  type Scope,
} from '../access/index.js';
import { Database, type Tx } from '../platform/index.js';
import { PartiesService, type NewParty } from './parties.service.js';
import type { Party } from './party.js';

export interface NewAccount extends NewParty {
  readonly roles: readonly OrganisationRole[];
}

/** An organisation with the party it is and its first key. */
export interface Account {
  readonly organisation: Organisation;
  readonly party: Party;
  readonly key: IssuedKey;
}

/** What the first key may do: all, so that its holder can make narrower ones. */
const firstKeyScopes: readonly Scope[] = ['read', 'write', 'recall', 'admin'];
const firstKeyDays = 365;

/** Opening accounts: an organisation, the party it is and its first key come together or not at all. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly database: Database,
    private readonly organisations: OrganisationsService,
    private readonly parties: PartiesService,
    private readonly keys: KeysService,
  ) {}

  async open(request: NewAccount): Promise<Account> {
    return this.database.transaction((tx) => this.openIn(tx, request));
  }

  /** As `open`, in a transaction that does more. */
  async openIn(tx: Tx, request: NewAccount): Promise<Account> {
    const { name, roles } = request;
    const nameless = await this.organisations.create(tx, { name, roles });
    const party = await this.parties.registerOwnParty(tx, nameless.id, request);
    const organisation = await this.organisations.becomeParty(tx, nameless, party.id);
    const key = await this.keys.issueFor(tx, organisation.id, {
      label: 'first',
      scopes: firstKeyScopes,
      validDays: firstKeyDays,
    });
    return { organisation, party, key };
  }
}
