import { Injectable } from '@nestjs/common';
import { faultyRequest, notFound, Problem } from '../../kernel/index.js';
import { Clock, Database, forbidden, Random, type Tx } from '../../platform/index.js';
import { mandateExists } from '../access.problems.js';
import type { Actor } from '../actor.js';
import {
  endMandate,
  insertMandate,
  selectCooperative,
  selectMandates,
  selectNamed,
  type Mandate,
  type NamedOrganisation,
} from './mandates.store.js';

/** A mandate as one side sees it. */
export interface NamedMandate {
  readonly mandate: Mandate;
  /** The other side. */
  readonly other: NamedOrganisation;
}

interface PageOfMandates {
  readonly before: string | undefined;
  readonly limit: number;
}

/** Who may act for whom: given by the member, ended by either side. */
@Injectable()
export class MandatesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** Lets a co-operative act for the organisation from its next request on. */
  async give(actor: Actor, agentPartyId: string): Promise<NamedMandate> {
    const { organisationId, partyId, oversees } = actor;
    // The database would show an agent what a regulator sees.
    if (oversees !== undefined) throw new Problem(forbidden, 'Nobody acts for a regulator.');
    const other = await selectCooperative(this.database.as({ role: 'trace' }), agentPartyId);
    if (other === undefined) throw unfitAgent('is no co-operative that has an account here');
    if (other.id === organisationId) throw unfitAgent('is your own organisation');
    const mandate = await this.database.transaction(
      (tx) =>
        this.giveIn(tx, { memberId: organisationId, memberPartyId: partyId, agentId: other.id }),
      { organisationId },
    );
    return { mandate, other };
  }

  /** As `give`, also for a member that its agent is just registering. */
  async giveIn(
    tx: Tx,
    between: Pick<Mandate, 'memberId' | 'memberPartyId' | 'agentId'>,
  ): Promise<Mandate> {
    const givenAt = new Date(this.clock.now());
    const mandate = { id: this.random.uuid(), ...between, givenAt, endedAt: null };
    if (await insertMandate(tx, mandate)) return mandate;
    throw new Problem(mandateExists, 'It may act for you already; there is nothing to do.');
  }

  /** For whom the organisation may act, or might once. */
  async members(actor: Actor, page: PageOfMandates): Promise<NamedMandate[]> {
    return this.list(actor, 'agent', page);
  }

  /** Who may act for the organisation, or might once. */
  async agents(actor: Actor, page: PageOfMandates): Promise<NamedMandate[]> {
    return this.list(actor, 'member', page);
  }

  /** Ends a mandate of either side: the agent's next request for the member is refused. */
  async end({ organisationId }: Actor, id: string): Promise<void> {
    const now = new Date(this.clock.now());
    const isEnded = await this.database.transaction(
      (tx) => endMandate(tx, { id, organisationId }, now),
      { organisationId },
    );
    if (!isEnded) throw new Problem(notFound, 'There is no such mandate of yours that holds.');
  }

  private async list(
    { organisationId }: Actor,
    as: 'agent' | 'member',
    page: PageOfMandates,
  ): Promise<NamedMandate[]> {
    const otherIn = ({ memberId, agentId }: Mandate) => (as === 'agent' ? memberId : agentId);
    return this.database.transaction(
      async (tx) => {
        const mandates = await selectMandates(tx, { as, organisationId }, page);
        // Whose they are was read through one's own eyes; how the others are called is told to everybody.
        tx.become('trace');
        const named = await selectNamed(tx, mandates.map(otherIn));
        const names = new Map(named.map((organisation) => [organisation.id, organisation]));
        return mandates.flatMap((mandate) => {
          const other = names.get(otherIn(mandate));
          return other === undefined ? [] : [{ mandate, other }];
        });
      },
      { organisationId },
    );
  }
}

/** The same of a party that is none, of a firm of another kind, and of one without an account. */
function unfitAgent(detail: string): Problem {
  return faultyRequest([{ pointer: '/agentPartyId', detail }]);
}
