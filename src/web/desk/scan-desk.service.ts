import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import { ActivitiesService, type ActivityRequest } from '../../activities/index.js';
import { selectOwnEvent } from '../../events/index.js';
import { notEnoughGoods } from '../../holdings/index.js';
import { Problem } from '../../kernel/index.js';
import { LocationsService } from '../../parties/index.js';
import { Database } from '../../platform/index.js';
import type { Speech } from '../catalogue/speech.js';
import type { Option } from '../forms/field.js';
import type { FormFault } from '../forms/form-fault.js';
import { countNames, type HandOffRequest } from '../forms/scan-form.js';
import { DeskChoicesService } from './desk-choices.service.js';
import { selectCounterparts, selectDealings } from './desk.store.js';
import { faultsOfRefusal } from './refusal.js';
import { ScannedGoodsService } from './scanned-goods.service.js';

/** Which field of the scan form each member of the request comes from. */
const fieldOfMember: ReadonlyMap<string, string> = new Map([
  ['goods', 'code'],
  ['units', 'code'],
  ['placeId', 'place'],
  ['toPartyId', 'counterpart'],
  ['fromPartyId', 'counterpart'],
  ['documents', 'document'],
]);

/** Scanning goods and handing them on. */
@Injectable()
export class ScanDeskService {
  constructor(
    private readonly database: Database,
    private readonly locations: LocationsService,
    private readonly offers: DeskChoicesService,
    private readonly scanned: ScannedGoodsService,
    private readonly activities: ActivitiesService,
  ) {}

  async choices(
    actor: Actor,
    { name }: Speech,
  ): Promise<{ places: Option[]; usualPlace: string; counterparts: Option[] }> {
    const places = await this.offers.placesOf(actor);
    const { organisationId } = actor;
    const dealings = await selectDealings(this.database.as({ organisationId }), organisationId);
    const counterparts = await selectCounterparts(
      this.database.as({ role: 'trace' }),
      actor,
      dealings,
    );
    return {
      places: places.map((place) => ({ value: place.id, text: place.name })),
      usualPlace: places.find(({ isDefault }) => isDefault)?.id ?? '',
      counterparts: counterparts.map((party) => ({
        value: party.id,
        text: name({ text: party.name, versions: party.names }),
      })),
    };
  }

  /** The zone of a place of one's own, for the hour on a receipt. */
  async zoneOf(actor: Actor, placeId: string): Promise<string> {
    return (await this.locations.get(actor, placeId)).timeZone;
  }

  /**
   * Records the hand-off. Its id comes from the form and everything in it, so that pressing twice is one hand-off
   * and another list under the same form is another one. Answers what is wrong with it.
   */
  async handOff(
    actor: Actor,
    request: HandOffRequest,
    by: { readonly formId: string; readonly speech: Speech },
  ): Promise<readonly FormFault[]> {
    const { act, locationId, counterpartId, document } = request;
    const eventId = idOf(by.formId, request);
    // A press after the first would find nothing left here to name the amounts by.
    const { organisationId } = actor;
    const reader = this.database.as({ organisationId });
    if (await selectOwnEvent(reader, organisationId, eventId)) return [];
    const { goods, units, counted, faults } = await this.scanned.loadOf(actor, request, by.speech);
    if (faults.length > 0) return faults;
    try {
      await this.record(actor, counted, {
        activity: act,
        eventId,
        placeId: locationId,
        ...(act === 'take-over' ? { fromPartyId: counterpartId } : { toPartyId: counterpartId }),
        ...(goods.length > 0 && { goods }),
        ...(units.length > 0 && { units }),
        ...(document !== undefined && { documents: [{ type: 'desadv', id: document }] }),
      });
      return [];
    } catch (error) {
      const unitFields = goods.map(({ what = '' }, i): [string, string] => [
        `goods/${i}/quantity/unit`,
        countNames(what).unit,
      ]);
      return faultsOfRefusal(error, new Map([...fieldOfMember, ...unitFields]), by.speech);
    }
  }

  /** An act, unless the books do not hold what somebody has counted: those goods are there, whatever the books say. */
  private async record(
    actor: Actor,
    counted: ReadonlySet<string>,
    request: ActivityRequest,
  ): Promise<void> {
    try {
      await this.activities.record(actor, request);
    } catch (error) {
      const short = shortBatches(error);
      if (short.length === 0 || !short.every((batchId) => counted.has(batchId))) throw error;
      await this.activities.record(actor, { ...request, recorded: 'fact' });
    }
  }
}

/** Ids of the batches of which the books hold too little, where that is what a hand-off was refused for. */
function shortBatches(error: unknown): string[] {
  if (!(error instanceof Problem) || error.kind !== notEnoughGoods) return [];
  const shortfalls = error.members['shortfalls'] as readonly { readonly batchId?: string }[];
  return shortfalls.map(({ batchId = '' }) => batchId);
}

function idOf(formId: string, request: HandOffRequest): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([formId, request]))
    .digest('hex');
  return `ni:///sha-256;${digest}`;
}
