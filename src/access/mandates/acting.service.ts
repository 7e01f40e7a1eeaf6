import { Injectable } from '@nestjs/common';
import { Problem } from '../../kernel/index.js';
import { Database, forbidden } from '../../platform/index.js';
import { noMandate } from '../access.problems.js';
import { selectOrganisation, type Organisation } from '../access.store.js';
import type { Actor } from '../actor.js';
import { selectMemberId } from './mandates.store.js';

/** Acting for a member. The mandate is looked at anew with each request, so that it bites at once when it ends. */
@Injectable()
export class ActingService {
  constructor(private readonly database: Database) {}

  /**
   * The member as the one who asks, by the agent's credential and with what that may: whatever is done is the member's.
   * A party that gave no mandate and one that does not exist are refused in the same words, after the same statements.
   */
  async actorFor(agent: Actor, memberPartyId: string): Promise<Actor> {
    if (!agent.roles.includes('cooperative') || agent.oversees !== undefined) {
      throw new Problem(
        forbidden,
        'This needs an organisation that is cooperative, and no regulator.',
      );
    }
    const member = await this.memberOf(agent.organisationId, memberPartyId);
    if (member?.partyId == null || member.endedAt !== null || member.oversees !== null) {
      throw new Problem(
        noMandate,
        'No member of yours is this party. List yours with /api/v1/members, or ask it for a mandate.',
      );
    }
    return {
      organisationId: member.id,
      partyId: member.partyId,
      roles: member.roles,
      scopes: agent.scopes,
      credential: agent.credential,
      agentId: agent.organisationId,
    };
  }

  private async memberOf(agentId: string, partyId: string): Promise<Organisation | undefined> {
    return this.database.transaction(
      async (tx) => {
        const memberId = await selectMemberId(tx, agentId, partyId);
        if (memberId === undefined) return undefined;
        tx.become('gate');
        return selectOrganisation(tx, memberId);
      },
      { organisationId: agentId },
    );
  }
}
