import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { parseUscc } from '../identifiers/index.js';
import { invalidRequest, notFound, Problem, type Fault } from '../kernel/index.js';
import { appendFeed } from '../log/index.js';
import { Clock, Database, Random, type Reader, type Tx } from '../platform/index.js';
import { moveToOrganisation } from './locations.store.js';
import { partyExists } from './parties.problems.js';
import {
  insertParty,
  lockIdentified,
  lockParty,
  selectKnownParties,
  selectOwnParties,
  selectParty,
  updateParty,
} from './parties.store.js';
import {
  identifierChanges,
  residentIdFaults,
  type KnownParty,
  type Party,
  type PartyKind,
  type PartyProfile,
} from './party.js';

/** A party as it comes in; what is left out is not known. */
export type NewParty = Pick<PartyProfile, 'name'> &
  Partial<PartyProfile> & { readonly kind: PartyKind };

/** Registering, changing and finding the parties of the chain. */
@Injectable()
export class PartiesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** Refused, naming the party that is there, if its social credit code or GLN is registered by anyone. */
  async register(actor: Actor, request: NewParty): Promise<Party> {
    refuseResidentIds(request);
    const { organisationId } = actor;
    const party = this.newParty({ organisationId, represents: false }, request);
    const registered = await this.database.transaction(
      async (tx) => {
        const inserted = await insertParty(tx, party);
        if (inserted !== undefined) this.log(tx, 'party-registered', inserted);
        return inserted;
      },
      { organisationId },
    );
    if (registered === undefined) throw await taken(this.directory, party);
    return registered;
  }

  /**
   * The party that an organisation is, when it gets its account. If others have named the party before, by its
   * social credit code or GLN, it takes that party over with its places, so that their records name it; with `namedBy`
   * from nobody but that organisation.
   */
  async registerOwnParty(
    tx: Tx,
    organisationId: string,
    request: NewParty,
    { namedBy }: { readonly namedBy?: string } = {},
  ): Promise<Party> {
    refuseResidentIds(request);
    const party = this.newParty({ organisationId, represents: true }, request);
    const inserted = await insertParty(tx, party);
    const own = inserted ?? (await this.takeOver(tx, party, namedBy));
    this.log(tx, inserted ? 'party-registered' : 'party-changed', own);
    return own;
  }

  async change(actor: Actor, id: string, changes: Partial<PartyProfile>): Promise<Party> {
    refuseResidentIds(changes);
    return this.database.transaction(
      async (tx) => {
        const before = ownOf(actor, await lockParty(tx, id));
        const after = { ...before, ...canonical(changes), updatedAt: this.now() };
        refuse(identifierChanges(before, after));
        const changed = await updateParty(tx, after);
        if (changed === undefined) throw takenByAnother();
        this.log(tx, 'party-changed', changed);
        return changed;
      },
      { organisationId: actor.organisationId },
    );
  }

  /** A party of one's own whole, any other as everyone may see it. */
  async get(actor: Actor, id: string): Promise<Party | KnownParty> {
    const { organisationId } = actor;
    const party = await selectParty(this.database.as({ organisationId }), id);
    if (party?.organisationId === organisationId) return party;
    const [known] = await selectKnownParties(this.directory, { ids: [id], usccs: [], glns: [] });
    if (known === undefined) throw absent();
    return known;
  }

  /** Whoever knows an identifier of a party may learn its name. */
  async find(identifiers: {
    readonly uscc: string | undefined;
    readonly gln: string | undefined;
  }): Promise<KnownParty[]> {
    const { uscc, gln } = canonical(identifiers);
    return selectKnownParties(this.directory, {
      ids: [],
      usccs: uscc === undefined ? [] : [uscc],
      glns: gln === undefined ? [] : [gln],
    });
  }

  async list(
    { organisationId }: Actor,
    page: { readonly before: string | undefined; readonly limit: number },
  ): Promise<Party[]> {
    return selectOwnParties(this.database.as({ organisationId }), organisationId, page);
  }

  /** The directory that all share: what parties are called and which identifiers they have, and no more of them. */
  private get directory(): Reader {
    return this.database.as({ role: 'trace' });
  }

  private async takeOver(tx: Tx, party: Party, namedBy: string | undefined): Promise<Party> {
    const before = await lockIdentified(tx, party);
    if (before === undefined || before.represents) throw await taken(tx, party);
    if (namedBy !== undefined && before.organisationId !== namedBy) throw await taken(tx, party);
    const { id, uscc, gln, createdAt } = before;
    const after = { ...party, id, createdAt, uscc: party.uscc ?? uscc, gln: party.gln ?? gln };
    refuse(identifierChanges(before, after));
    const own = await updateParty(tx, after);
    if (own === undefined) throw takenByAnother();
    await moveToOrganisation(tx, id, own.organisationId);
    return own;
  }

  private newParty(whose: Pick<Party, 'organisationId' | 'represents'>, request: NewParty): Party {
    const { kind, name, names, uscc, gln, contactName, phone, email, address } = canonical(request);
    const now = this.now();
    return {
      id: this.random.uuid(),
      ...whose,
      kind,
      name,
      names: names ?? {},
      uscc: uscc ?? null,
      gln: gln ?? null,
      contactName: contactName ?? null,
      phone: phone ?? null,
      email: email ?? null,
      address: address ?? null,
      createdAt: now,
      updatedAt: now,
    };
  }

  private log(tx: Tx, kind: string, { id, organisationId, updatedAt }: Party): void {
    const row = { id: this.random.uuid(), organisationId, kind, subject: id, payload: {} };
    appendFeed(tx, [{ ...row, recordedAt: updatedAt }]);
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

/** Small letters of a social credit code are taken, capitals are stored. Its shape has been checked. */
function canonical<Request extends { readonly uscc?: string | null | undefined }>(
  request: Request,
): Request {
  return request.uscc == null ? request : { ...request, uscc: parseUscc(request.uscc) };
}

/** What belongs to others is answered as what does not exist. */
function ownOf(actor: Actor, party: Party | undefined): Party {
  if (party?.organisationId !== actor.organisationId) throw absent();
  return party;
}

function absent(): Problem {
  return new Problem(notFound, 'There is no such party.');
}

function refuseResidentIds(request: object): void {
  refuse(residentIdFaults(request));
}

function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new Problem(invalidRequest, 'The party cannot be so.', faults);
}

/** Whoever it is: that there is such a party is what the directory tells. */
async function taken(directory: Reader, { uscc, gln }: Party): Promise<Problem> {
  const found = await selectKnownParties(directory, {
    ids: [],
    usccs: uscc === null ? [] : [uscc],
    glns: gln === null ? [] : [gln],
  });
  const existing = found.find((party) => party.uscc === uscc && uscc !== null) ?? found[0];
  const member = existing?.uscc === uscc && uscc !== null ? 'uscc' : 'gln';
  const detail = `There is a party with this ${member === 'uscc' ? 'social credit code' : 'GLN'}; use its id.`;
  return new Problem(partyExists, detail, [{ pointer: `/${member}`, detail }], {
    partyId: existing?.id,
  });
}

function takenByAnother(): Problem {
  return new Problem(
    partyExists,
    'Another party has this social credit code or GLN; look it up with /api/v1/parties?uscc= or ?gln=.',
  );
}
