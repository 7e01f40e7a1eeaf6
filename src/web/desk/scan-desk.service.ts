import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import { ActivitiesService, GoodsRequest, keyOfScan } from '../../activities/index.js';
import { selectOwnEvent } from '../../events/index.js';
import { IdentifierFault, parseIdentifier, type Identifier } from '../../identifiers/index.js';
import { LocationsService } from '../../parties/index.js';
import { Database } from '../../platform/index.js';
import type { Speech } from '../catalogue/speech.js';
import type { Option } from '../forms/field.js';
import type { FormFault } from '../forms/form-fault.js';
import type { HandOffRequest } from '../forms/scan-form.js';
import { DeskChoicesService } from './desk-choices.service.js';
import {
  selectAmountAt,
  selectAmountSent,
  selectCounterparts,
  selectScannedCode,
  selectScannedUnit,
  type BatchAmount,
  type ScannedCode,
} from './desk.store.js';
import { faultsOfRefusal } from './refusal.js';

/** Which field of the scan form each member of the request comes from. */
const fieldOfMember: ReadonlyMap<string, string> = new Map([
  ['goods', 'code'],
  ['units', 'code'],
  ['placeId', 'place'],
  ['toPartyId', 'counterpart'],
  ['fromPartyId', 'counterpart'],
  ['documents', 'document'],
]);

/** What a scanned text turned out to be. */
export type Scanned = 'goods' | 'recalled' | 'unknown' | 'malformed';

/** Scanning goods and handing them on. */
@Injectable()
export class ScanDeskService {
  constructor(
    private readonly database: Database,
    private readonly locations: LocationsService,
    private readonly offers: DeskChoicesService,
    private readonly activities: ActivitiesService,
  ) {}

  async choices(
    actor: Actor,
    { name }: Speech,
  ): Promise<{ places: Option[]; usualPlace: string; counterparts: Option[] }> {
    const places = await this.offers.placesOf(actor);
    const counterparts = await selectCounterparts(this.database, actor);
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

  /** Recalled goods are told at the scan, before anyone carries them further. */
  async look(text: string): Promise<Scanned> {
    const identifier = readScan(text);
    if (identifier === undefined) return 'malformed';
    const code = await this.scanned(identifier);
    if (code === undefined || code.isVoid) return 'unknown';
    return code.isRecalled ? 'recalled' : 'goods';
  }

  /**
   * Records the hand-off as one act. Its id comes from the form and everything in it, so that pressing twice is
   * one hand-off and another list under the same form is another one. Answers what is wrong with it.
   */
  async handOff(
    actor: Actor,
    request: HandOffRequest,
    by: { readonly formId: string; readonly speech: Speech },
  ): Promise<readonly FormFault[]> {
    const { act, locationId, counterpartId, document } = request;
    const eventId = idOf(by.formId, request);
    // A press after the first would find nothing left here to name the amounts by.
    if (await selectOwnEvent(this.database, actor.organisationId, eventId)) return [];
    const { goods, units, faults } = await this.loadOf(actor, request, by.speech);
    if (faults.length > 0) return faults;
    try {
      await this.activities.record(actor, {
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
      return faultsOfRefusal(error, fieldOfMember, by.speech);
    }
  }

  private async loadOf(actor: Actor, request: HandOffRequest, { say }: Speech) {
    const goods: GoodsRequest[] = [];
    const units: string[] = [];
    const items: string[] = [];
    const faults: FormFault[] = [];
    for (const text of request.codes) {
      const identifier = readScan(text);
      const code = identifier && (await this.scanned(identifier));
      if (code?.kind === 'unit') units.push(text);
      else if (code?.kind !== 'batch') items.push(text);
      else {
        const amounts = await this.amountsOf(actor, request, code.batchId ?? '');
        goods.push(...amounts.map((quantity) => ({ what: text, quantity })));
        if (amounts.length === 0) {
          faults.push({ field: 'code', text: say('fault.amountUnknown', { code: text }) });
        }
      }
    }
    if (items.length > 0) goods.push({ items });
    return { goods, units, faults };
  }

  /** What of ours it is. A serial number that is no code of ours is nobody's goods here. */
  private async scanned({ kind, key, parts }: Identifier): Promise<ScannedCode | undefined> {
    const { code, gtin = '', batch: number = '', serial } = parts;
    if (kind === 'unit') return selectScannedUnit(this.database, key);
    if (kind === 'batch') return selectScannedCode(this.database, { gtin, number });
    const native = code ?? serial;
    return native === undefined ? undefined : selectScannedCode(this.database, { code: native });
  }

  /** A batch code names no amount: handed over is all that lies here, taken over all that was sent to us. */
  private async amountsOf(
    actor: Actor,
    { act, locationId, counterpartId }: HandOffRequest,
    batchId: string,
  ): Promise<BatchAmount[]> {
    if (act === 'hand-over') return selectAmountAt(this.database, batchId, locationId);
    return selectAmountSent(this.database, batchId, {
      fromPartyId: counterpartId,
      toOrganisationId: actor.organisationId,
    });
  }
}

function readScan(text: string): Identifier | undefined {
  try {
    return parseIdentifier(keyOfScan(text));
  } catch (error) {
    if (error instanceof IdentifierFault) return undefined;
    throw error;
  }
}

function idOf(formId: string, request: HandOffRequest): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([formId, request]))
    .digest('hex');
  return `ni:///sha-256;${digest}`;
}
