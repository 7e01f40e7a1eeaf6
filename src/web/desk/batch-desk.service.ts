import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { Actor } from '../../access/index.js';
import { MakingService } from '../../activities/index.js';
import { BatchesService } from '../../batches/index.js';
import { isUuid } from '../../kernel/index.js';
import { Clock, Database } from '../../platform/index.js';
import type { Speech } from '../catalogue/speech.js';
import type { FormFault } from '../forms/form-fault.js';
import { readNewBatch, type NewBatchRequest, type PlaceChoice } from '../forms/new-batch-form.js';
import { DeskChoicesService } from './desk-choices.service.js';
import { selectMaking } from './desk.store.js';
import { faultsOfRefusal } from './refusal.js';

/** What a registration came to: the batch, or what is wrong with the form. */
export type Registration =
  | { readonly batchId: string; readonly faults: readonly [] }
  | { readonly batchId?: never; readonly faults: readonly FormFault[] };

/** Which field of the form each member of the request comes from. */
const fieldOfMember: ReadonlyMap<string, string> = new Map([
  ['productId', 'product'],
  ['number', 'number'],
  ['quantity', 'quantity'],
  ['quantity/unit', 'unit'],
  ['placeId', 'place'],
  ['on', 'day'],
  ['at', 'time'],
]);

/** Registering batches on one screen. */
@Injectable()
export class BatchDeskService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly offers: DeskChoicesService,
    private readonly batches: BatchesService,
    private readonly making: MakingService,
  ) {}

  async choices(actor: Actor, speech: Speech) {
    return {
      products: await this.offers.productsOf(actor, speech),
      places: await this.placesOf(actor),
    };
  }

  /** The fields to start with: as the last batch was, made today where goods usually are. */
  async suggestion(actor: Actor): Promise<URLSearchParams> {
    const [last] = await this.batches.list(actor, { before: undefined, limit: 1 });
    const places = await this.offers.placesOf(actor);
    const place =
      places.find(({ id }) => id === last?.originLocationId) ??
      places.find(({ isDefault }) => isDefault);
    const zone = place?.timeZone ?? 'UTC';
    return new URLSearchParams({
      product: last?.productId ?? '',
      unit: last?.unit ?? 'KGM',
      place: place?.id ?? '',
      day: DateTime.fromMillis(this.clock.now(), { zone }).toFormat('yyyy-MM-dd'),
      ...(last && { making: await this.formMaking(actor, last.id) }),
    });
  }

  /** The same form sent twice, on a slow line or by going back, registers one batch. */
  async register(actor: Actor, fields: URLSearchParams, speech: Speech): Promise<Registration> {
    const places = await this.placesOf(actor);
    const read = readNewBatch(fields, { places, now: this.clock.now(), speech });
    if (read.request === undefined) return { faults: read.faults };
    const formId = fields.get('formId') ?? '';
    const eventId = isUuid(formId) ? formId : undefined;
    try {
      const { batch } = await this.making.register(actor, registrationOf(read.request, eventId));
      return { batchId: batch.id, faults: [] };
    } catch (error) {
      return { faults: faultsOfRefusal(error, fieldOfMember, speech) };
    }
  }

  private async placesOf(actor: Actor): Promise<PlaceChoice[]> {
    const places = await this.offers.placesOf(actor);
    return places.map(({ id, name, timeZone: zone }) => ({ id, name, zone }));
  }

  private async formMaking({ organisationId }: Actor, batchId: string): Promise<string> {
    const making = await selectMaking(
      this.database.as({ organisationId }),
      organisationId,
      batchId,
    );
    return making === 'harvest' ? 'harvest' : 'produce';
  }
}

function registrationOf(request: NewBatchRequest, eventId: string | undefined) {
  const { productId, locationId, making, number, quantity, made } = request;
  return {
    productId,
    making,
    quantity,
    placeId: locationId,
    ...(number !== undefined && { number }),
    ...(eventId !== undefined && { eventId }),
    ...('day' in made ? { on: made.day } : { at: made.time }),
  };
}
