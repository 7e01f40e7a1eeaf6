import { Injectable } from '@nestjs/common';
import { MandatesService, type Actor, type NamedMandate } from '../access/index.js';
import { Database } from '../platform/index.js';
import { AccountsService } from './accounts.service.js';
import type { NewParty } from './parties.service.js';

/** What a member may be: one who makes goods. Nobody is made an overseer or an agent by an agent. */
export const memberRoles = ['producer', 'processor'] as const;

export interface NewMember extends NewParty {
  readonly roles: readonly (typeof memberRoles)[number][];
  readonly division?: string;
}

/** Organisations that a co-operative registers for farms that nobody signs in for, with its mandate from the start. */
@Injectable()
export class MembersService {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly mandates: MandatesService,
  ) {}

  async register(actor: Actor, request: NewMember): Promise<NamedMandate> {
    const { organisationId: agentId } = actor;
    return this.database.transaction(
      async (tx) => {
        const { organisation, party } = await this.accounts.openForAnother(tx, actor, request);
        const { id: memberId, name } = organisation;
        const between = { memberId, memberPartyId: party.id, agentId };
        const mandate = await this.mandates.giveIn(tx, between);
        return { mandate, other: { id: memberId, name, partyId: party.id } };
      },
      { organisationId: agentId, role: 'fold' },
    );
  }
}
