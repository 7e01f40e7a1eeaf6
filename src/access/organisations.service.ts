import { Injectable } from '@nestjs/common';
import { notFound, Problem } from '../kernel/index.js';
import { Clock, Database, Random, type Tx } from '../platform/index.js';
import {
  insertOrganisation,
  selectOrganisation,
  updateParty,
  type Organisation,
} from './access.store.js';
import type { Actor } from './actor.js';

/** Accounts. The party that an organisation is belongs to parties/, which makes both together. */
@Injectable()
export class OrganisationsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  async create(
    tx: Tx,
    request: Pick<Organisation, 'name' | 'roles' | 'division' | 'oversees'>,
  ): Promise<Organisation> {
    const { name, roles, division, oversees } = request;
    const organisation = {
      ...{ id: this.random.uuid(), name, roles, division, oversees },
      partyId: null,
      createdAt: new Date(this.clock.now()),
      endedAt: null,
    };
    await insertOrganisation(tx, organisation);
    return organisation;
  }

  /** Says once which party the organisation is. */
  async becomeParty(tx: Tx, organisation: Organisation, partyId: string): Promise<Organisation> {
    await updateParty(tx, organisation.id, partyId);
    return { ...organisation, partyId };
  }

  async own({ organisationId }: Actor): Promise<Organisation> {
    const reader = this.database.as({ organisationId });
    const organisation = await selectOrganisation(reader, organisationId);
    if (organisation === undefined) throw new Problem(notFound, 'There is no such organisation.');
    return organisation;
  }
}
