import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { invalidRequest, notFound, Problem, type Fault } from '../kernel/index.js';
import { appendFeed } from '../log/index.js';
import { Clock, Database, Random, type Tx } from '../platform/index.js';
import {
  changeFaults,
  glnFaults,
  locationKinds,
  usualTimeZone,
  type Location,
  type LocationKind,
  type LocationProfile,
  type Mixing,
} from './location.js';
import {
  clearDefault,
  insertLocation,
  selectDefaultLocation,
  selectLocation,
  selectOwnLocations,
  updateLocation,
} from './locations.store.js';
import { locationExists } from './parties.problems.js';
import { lockParty } from './parties.store.js';
import { residentIdFaults } from './party.js';

/** A place as it comes in. */
export type NewLocation = Pick<LocationProfile, 'name'> &
  Partial<LocationProfile> & {
    readonly partyId: string;
    readonly kind: LocationKind;
    /** Left out: what is usual for the kind. */
    readonly mixing?: Mixing;
    readonly parentId?: string | null;
  };

/** Registering, changing and finding the places of one's own parties. */
@Injectable()
export class LocationsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** The first place of a party becomes its default one. */
  async register(actor: Actor, request: NewLocation): Promise<Location> {
    refuse(residentIdFaults(request));
    return this.database.transaction(
      async (tx) => {
        await this.lockOwnParty(tx, actor, request.partyId);
        await refuseForeignParent(tx, actor, request.parentId ?? null);
        const usual = await selectDefaultLocation(tx, request.partyId);
        const place = this.newLocation(actor, request, usual);
        refuse(glnFaults(place));
        if (place.isDefault) await clearDefault(tx, place.partyId);
        const inserted = await insertLocation(tx, place);
        if (inserted === undefined) throw taken();
        this.log(tx, 'location-registered', inserted);
        return inserted;
      },
      { organisationId: actor.organisationId },
    );
  }

  async change(actor: Actor, id: string, changes: Partial<LocationProfile>): Promise<Location> {
    refuse(residentIdFaults(changes));
    return this.database.transaction(
      async (tx) => {
        const { partyId } = ownOf(actor, await selectLocation(tx, id));
        await this.lockOwnParty(tx, actor, partyId);
        const before = ownOf(actor, await selectLocation(tx, id));
        const after = { ...before, ...changes, updatedAt: new Date(this.clock.now()) };
        refuse(changeFaults(before, after));
        if (after.isDefault && !before.isDefault) await clearDefault(tx, partyId);
        const changed = await updateLocation(tx, after);
        if (changed === undefined) throw taken();
        this.log(tx, 'location-changed', changed);
        return changed;
      },
      { organisationId: actor.organisationId },
    );
  }

  async get(actor: Actor, id: string): Promise<Location> {
    const { organisationId } = actor;
    return ownOf(actor, await selectLocation(this.database.as({ organisationId }), id));
  }

  async list(
    { organisationId }: Actor,
    page: {
      readonly partyId: string | undefined;
      readonly before: string | undefined;
      readonly limit: number;
    },
  ): Promise<Location[]> {
    return selectOwnLocations(this.database.as({ organisationId }), organisationId, page);
  }

  /** All changes to the places of one party happen one after another, under the lock of the party. */
  private async lockOwnParty(tx: Tx, actor: Actor, partyId: string): Promise<void> {
    const party = await lockParty(tx, partyId);
    if (party?.organisationId === actor.organisationId) return;
    const detail = 'is no party that you registered; list yours with /api/v1/parties';
    refuse([{ pointer: '/partyId', detail }]);
  }

  private newLocation(actor: Actor, request: NewLocation, usual: Location | undefined): Location {
    const now = new Date(this.clock.now());
    const { partyId, kind, name, gln, glnExtension, region, point, parentId } = request;
    return {
      id: this.random.uuid(),
      partyId,
      organisationId: actor.organisationId,
      name,
      kind,
      mixing: request.mixing ?? locationKinds[kind],
      gln: gln ?? null,
      glnExtension: glnExtension ?? null,
      region: region ?? null,
      point: point ?? null,
      timeZone: request.timeZone ?? usual?.timeZone ?? usualTimeZone,
      parentId: parentId ?? null,
      isDefault: request.isDefault === true || usual === undefined,
      createdAt: now,
      updatedAt: now,
    };
  }

  private log(tx: Tx, kind: string, place: Location): void {
    const { organisationId, id: subject, partyId, updatedAt: recordedAt } = place;
    const row = { id: this.random.uuid(), organisationId, kind, subject, payload: { partyId } };
    appendFeed(tx, [{ ...row, recordedAt }]);
  }
}

async function refuseForeignParent(tx: Tx, actor: Actor, parentId: string | null): Promise<void> {
  if (parentId === null) return;
  const parent = await selectLocation(tx, parentId);
  if (parent?.organisationId === actor.organisationId) return;
  refuse([
    { pointer: '/parentId', detail: 'is no location of yours; list yours with /api/v1/locations' },
  ]);
}

/** What belongs to others is answered as what does not exist. */
function ownOf(actor: Actor, place: Location | undefined): Location {
  if (place?.organisationId !== actor.organisationId) {
    throw new Problem(notFound, 'There is no such location.');
  }
  return place;
}

function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new Problem(invalidRequest, 'The location cannot be so.', faults);
}

function taken(): Problem {
  return new Problem(locationExists, 'Another location has this GLN and extension.', [
    { pointer: '/gln', detail: 'is the GLN of another location; give each place its own' },
  ]);
}
