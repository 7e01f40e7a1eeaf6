import { Injectable } from '@nestjs/common';
import {
  KeysService,
  overseenFrom,
  OrganisationsService,
  selectOrganisation,
  type Actor,
  type IssuedKey,
  type Organisation,
  type OrganisationRole,
  type Scope,
} from '../access/index.js';
import { faultyRequest, present } from '../kernel/index.js';
import { Database, type Tx } from '../platform/index.js';
import { PartiesService, type NewParty } from './parties.service.js';
import type { Party } from './party.js';

export interface NewAccount extends NewParty {
  readonly roles: readonly OrganisationRole[];
  /** The administrative division that it is in, GB/T 2260; left out: what its social credit code says. */
  readonly division?: string;
  /** Of a regulator, and of nobody else: the division that it oversees; 000000 for the whole country. */
  readonly jurisdiction?: string;
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
    return this.database.transaction((tx) => this.openIn(tx, request), { role: 'fold' });
  }

  /** As `open`, in a transaction that does more. */
  async openIn(tx: Tx, request: NewAccount): Promise<Account> {
    refuseUnclear(request);
    const { organisation, party } = await this.openKeyless(tx, request);
    const key = await this.keys.issueFor(tx, organisation.id, {
      label: 'first',
      scopes: firstKeyScopes,
      validDays: firstKeyDays,
    });
    return { organisation, party, key };
  }

  /**
   * An account that another organisation opens, with nobody who could sign in for it. A code or GLN that anybody else has, or
   * has named, is refused: only the operator knows better. It is in the division of who opens it where nothing says another.
   */
  async openForAnother(
    tx: Tx,
    { organisationId: namedBy }: Actor,
    request: NewAccount,
  ): Promise<Omit<Account, 'key'>> {
    const opener = present(await selectOrganisation(tx, namedBy), 'who opens it');
    const division = request.division ?? registeredIn(request.uscc) ?? opener.division;
    const placed = { ...request, ...(division !== null && { division }) };
    return this.openKeyless(tx, placed, { namedBy });
  }

  private async openKeyless(
    tx: Tx,
    request: NewAccount,
    whose: { readonly namedBy?: string } = {},
  ): Promise<Omit<Account, 'key'>> {
    const { name, roles, uscc, jurisdiction } = request;
    const division = request.division ?? registeredIn(uscc);
    const oversees = jurisdiction === undefined ? null : overseenFrom(jurisdiction);
    const nameless = await this.organisations.create(tx, { name, roles, division, oversees });
    const party = await this.parties.registerOwnParty(tx, nameless.id, request, whose);
    const organisation = await this.organisations.becomeParty(tx, nameless, party.id);
    return { organisation, party };
  }
}

/** Places 3 to 8 of a social credit code (GB 32100): the division whose authority registered the firm. */
function registeredIn(uscc: string | null | undefined): string | null {
  return uscc?.slice(2, 8).match(/^\d{6}$/)?.[0] ?? null;
}

function refuseUnclear({ roles, jurisdiction }: NewAccount): void {
  const isRegulator = roles.includes('regulator');
  if (isRegulator === (jurisdiction !== undefined)) return;
  const detail = isRegulator
    ? 'is needed of a regulator: the division that it oversees, or 000000 for the whole country'
    : 'is for regulators only';
  throw faultyRequest([{ pointer: '/jurisdiction', detail }]);
}
