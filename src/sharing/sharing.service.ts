import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { faultyRequest, notFound, present, Problem, type Fault } from '../kernel/index.js';
import { resolveParties } from '../parties/index.js';
import { Clock, Database, Random } from '../platform/index.js';
import { ProductsService } from '../products/index.js';
import type { Reach, Sharing } from './sharing.js';
import { deleteSharing, putSharing, selectSharings } from './sharing.store.js';

/** What an organisation says; what is left out is not narrowed. */
export interface NewSharing {
  readonly reach: Reach;
  readonly productId?: string;
  readonly partyId?: string;
}

/** Shares, lists and ends what the actor's organisation tells of its own steps. Each holds from the next question on. */
@Injectable()
export class SharingService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly products: ProductsService,
  ) {}

  async share(actor: Actor, said: NewSharing): Promise<Sharing> {
    const faults = await this.faultsOf(actor, said);
    if (faults.length > 0) throw faultyRequest(faults);
    const { organisationId } = actor;
    const { reach, productId = null, partyId = null } = said;
    const id = this.random.uuid();
    const createdAt = new Date(this.clock.now());
    const sharing = { id, organisationId, reach, productId, partyId, createdAt };
    return this.database.transaction(
      async (tx) => present(await putSharing(tx, sharing), 'the sharing'),
      { organisationId },
    );
  }

  async list(
    { organisationId }: Actor,
    page: { readonly before: string | undefined; readonly limit: number },
  ): Promise<Sharing[]> {
    return selectSharings(this.database.as({ organisationId }), organisationId, page);
  }

  async unshare({ organisationId }: Actor, id: string): Promise<void> {
    const wasShared = await this.database.transaction(
      (tx) => deleteSharing(tx, { organisationId, id }),
      { organisationId },
    );
    if (!wasShared) throw new Problem(notFound, 'Your organisation has no such sharing.');
  }

  /** Both are what the actor may look up anyway, so a refusal tells nothing new. */
  private async faultsOf(actor: Actor, { productId, partyId }: NewSharing): Promise<Fault[]> {
    const faults: Fault[] = [];
    if (productId !== undefined && !(await this.products.findSeen(actor, productId))) {
      faults.push({ pointer: '/productId', detail: 'is no product of yours, nor one with a GTIN' });
    }
    if (partyId === undefined) return faults;
    const directory = this.database.as({ role: 'trace' });
    const parties = await resolveParties(directory, [`urn:uuid:${partyId}`]);
    if (parties.size === 0) faults.push({ pointer: '/partyId', detail: 'is no party we know' });
    return faults;
  }
}
