import { Injectable } from '@nestjs/common';
import { lockOrganisation, type Actor } from '../access/index.js';
import { notFound, present, Problem } from '../kernel/index.js';
import { AccountsService } from '../parties/index.js';
import { InvitationsService, selectEntrances, type NewInvitation } from '../people/index.js';
import { Clock, Database, Random, type Tx } from '../platform/index.js';
import type { NewSupplier, Supplier } from './supplier.js';
import {
  insertIntroduction,
  selectIntroduction,
  selectIntroductions,
  type Introduction,
} from './suppliers.store.js';

/** Brings suppliers in: each has its own account from the start, and whoever opened it no right over it. */
@Injectable()
export class SuppliersService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly accounts: AccountsService,
    private readonly invitations: InvitationsService,
  ) {}

  /** Opens an account, with a code for its first owner. */
  async introduce(
    actor: Actor,
    { ownerName, ...account }: NewSupplier,
  ): Promise<{ readonly supplier: Supplier; readonly code: string }> {
    const { organisationId: introducerId } = actor;
    return this.database.transaction(
      async (tx) => {
        const { organisation, party } = await this.accounts.openForAnother(tx, actor, account);
        const { id: supplierId, name, createdAt } = organisation;
        const introduction = {
          ...{ id: this.random.uuid(), introducerId, supplierId, supplierPartyId: party.id },
          introducedAt: createdAt,
        };
        await insertIntroduction(tx, introduction);
        const { code, invitation } = await this.inviteIn(tx, introduction, ownerName);
        const entrance = {
          ...{ organisationId: supplierId, name, isSignedInFor: false, isEnded: false },
          codeExpiresAt: invitation.expiresAt,
        };
        return { supplier: { ...introduction, entrance }, code };
      },
      { organisationId: introducerId, role: 'fold' },
    );
  }

  /** A new code for the first owner of one who was brought in and whom nobody has joined; the code before ends. */
  async invite(actor: Actor, supplierPartyId: string, ownerName: string): Promise<NewInvitation> {
    const { organisationId } = actor;
    return this.database.transaction(
      async (tx) => {
        const introduction = await introductionOf(tx, organisationId, supplierPartyId);
        await lockOrganisation(tx, introduction.supplierId);
        return this.inviteIn(tx, introduction, ownerName);
      },
      { organisationId, role: 'fold' },
    );
  }

  /** Those whom the organisation brought in, newest first. */
  async list(
    { organisationId }: Actor,
    page: { readonly before: string | undefined; readonly limit: number },
  ): Promise<Supplier[]> {
    return this.database.transaction(
      async (tx) => this.entered(tx, await selectIntroductions(tx, organisationId, page)),
      { organisationId },
    );
  }

  async get({ organisationId }: Actor, supplierPartyId: string): Promise<Supplier> {
    return this.database.transaction(
      async (tx) => {
        const introduction = await introductionOf(tx, organisationId, supplierPartyId);
        const [supplier] = await this.entered(tx, [introduction]);
        return present(supplier, 'the account');
      },
      { organisationId },
    );
  }

  /** Whom it brought in was read through its own eyes; how far they have come is read at the gate. */
  private async entered(tx: Tx, introductions: readonly Introduction[]): Promise<Supplier[]> {
    tx.become('gate');
    const ids = introductions.map(({ supplierId }) => supplierId);
    const entrances = await selectEntrances(tx, ids, new Date(this.clock.now()));
    const byId = new Map(entrances.map((entrance) => [entrance.organisationId, entrance]));
    return introductions.map((introduction) => ({
      ...introduction,
      entrance: present(byId.get(introduction.supplierId), 'the account'),
    }));
  }

  /** The account is another organisation's, whose invitations are made at the gate alone. */
  private async inviteIn(tx: Tx, { supplierId }: Introduction, name: string) {
    tx.become('gate');
    return this.invitations.inviteFirstOwner(tx, {
      ...{ organisationId: supplierId, name, madeBy: 'introducer' },
    });
  }
}

async function introductionOf(tx: Tx, introducerId: string, supplierPartyId: string) {
  const introduction = await selectIntroduction(tx, introducerId, supplierPartyId);
  if (introduction !== undefined) return introduction;
  throw new Problem(notFound, 'Your organisation brought in no such supplier.');
}
