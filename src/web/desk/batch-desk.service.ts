import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { Actor } from '../../access/index.js';
import { MakingService } from '../../activities/index.js';
import { BatchesService, type Batch } from '../../batches/index.js';
import { CodesService, publicLink, qrSvg } from '../../codes/index.js';
import { isUuid } from '../../kernel/index.js';
import { LocationsService, type Location } from '../../parties/index.js';
import { Clock, Config, Database } from '../../platform/index.js';
import { ProductsService } from '../../products/index.js';
import type { Speech } from '../catalogue/speech.js';
import type { FormFault } from '../forms/form-fault.js';
import type { Label } from '../forms/labels-page.js';
import { readNewBatch, type NewBatchRequest } from '../forms/new-batch-form.js';
import { selectMaking } from './desk.store.js';
import { faultsOfRefusal } from './refusal.js';

/** A form offers so many products and places; whoever has more has a system of its own. */
const choicesMax = 200;

/** What a registration came to: the batch, or what is wrong with the form. */
export type Registration =
  | { readonly batchId: string; readonly faults: readonly [] }
  | { readonly batchId?: never; readonly faults: readonly FormFault[] };

/** Which field of the form each member of the request comes from. */
const fieldOfMember: ReadonlyMap<string, string> = new Map([
  ['productId', 'product'],
  ['number', 'number'],
  ['quantity', 'quantity'],
  ['placeId', 'place'],
  ['on', 'day'],
  ['at', 'time'],
]);

/** Registering batches on one screen, and their labels. */
@Injectable()
export class BatchDeskService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly products: ProductsService,
    private readonly locations: LocationsService,
    private readonly batches: BatchesService,
    private readonly codes: CodesService,
    private readonly making: MakingService,
  ) {}

  async choices(actor: Actor, { name }: Speech) {
    const page = { before: undefined, limit: choicesMax };
    const products = await this.products.list(actor, { ...page, itemCode: undefined });
    const places = await this.places(actor);
    return {
      products: products.map(({ id, ...product }) => ({
        id,
        name: name({ text: product.name, versions: product.names }),
      })),
      places: places.map((place) => ({ id: place.id, name: place.name, zone: place.timeZone })),
    };
  }

  /** The fields to start with: as the last batch was, made today where goods usually are. */
  async suggestion(actor: Actor): Promise<URLSearchParams> {
    const [last] = await this.batches.list(actor, { before: undefined, limit: 1 });
    const places = await this.places(actor);
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
    const { places } = await this.choices(actor, speech);
    const read = readNewBatch(fields, { places, now: this.clock.now(), speech });
    if (read.request === undefined) return { faults: read.faults };
    const formId = fields.get('formId') ?? '';
    const eventId = isUuid(formId) ? `urn:uuid:${formId}` : undefined;
    try {
      const { batch } = await this.making.register(actor, registrationOf(read.request, eventId));
      return { batchId: batch.id, faults: [] };
    } catch (error) {
      return { faults: faultsOfRefusal(error, fieldOfMember, speech) };
    }
  }

  /** A batch of one's own with all that its page and its label say. */
  async labelled(
    actor: Actor,
    batchId: string,
    { name }: Speech,
  ): Promise<{ readonly batch: Batch; readonly label: Label }> {
    const batch = await this.batches.get(actor, batchId);
    const product = await this.products.get(actor, batch.productId);
    const run = await this.codes.ownBatchRun(actor, batchId);
    const code = batch.code ?? '';
    const made = DateTime.fromJSDate(batch.madeFrom).setZone(`UTC${batch.madeOffset}`);
    const { bestBefore } = batch;
    return {
      batch,
      label: {
        productName: name({ text: product.name, versions: product.names }),
        code,
        number: batch.number,
        madeOn: made.toFormat('yyyy-MM-dd'),
        making: await selectMaking(this.database, actor.organisationId, batchId),
        ...(bestBefore !== null && {
          date: {
            kind: product.dateType === 'use-by' ? 'use-by' : 'best-before',
            on: bestBefore,
          },
        }),
        qrSvg: qrSvg(publicLink(run, code, this.config.publicUrl)),
      },
    };
  }

  private async places(actor: Actor): Promise<Location[]> {
    const page = { before: undefined, limit: choicesMax };
    return this.locations.list(actor, { ...page, partyId: actor.partyId });
  }

  private async formMaking(actor: Actor, batchId: string): Promise<string> {
    const making = await selectMaking(this.database, actor.organisationId, batchId);
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
