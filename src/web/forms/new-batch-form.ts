import { DateTime } from 'luxon';
import { isUuid } from '../../kernel/index.js';
import type { Speech } from '../catalogue/speech.js';
import { readAmount, typedAmount, type AmountTyped } from './amount-form.js';
import { typed, type FormFault, type FormReading } from './form-fault.js';

/** Body of the request that registers a batch, made from the form. */
export interface NewBatchRequest {
  readonly productId: string;
  readonly locationId: string;
  readonly making: Making;
  /** Absent: the service makes one from the date. */
  readonly number?: string;
  readonly quantity: AmountTyped;
  /** A whole day at the place, or a moment with the place's offset. */
  readonly made: { readonly day: string } | { readonly time: string };
}

export const makings = ['harvest', 'produce'] as const;
export type Making = (typeof makings)[number];

/** A place that a form offers; its zone says what its days and hours mean. */
export interface PlaceChoice {
  readonly id: string;
  readonly name: string;
  /** IANA zone, such as `Asia/Shanghai`. */
  readonly zone: string;
}

const names = { value: 'quantity', unit: 'unit' };

interface Circumstances {
  readonly places: readonly PlaceChoice[];
  readonly now: number;
  readonly speech: Speech;
}

/**
 * Reads the new-batch form. It judges only what the form can explain better than the interface would;
 * every rule of the service is still the service's, and its faults come back to the same fields.
 */
export function readNewBatch(
  fields: URLSearchParams,
  circumstances: Circumstances,
): FormReading<NewBatchRequest> {
  const { say } = circumstances.speech;
  const productId = typed(fields, 'product');
  const place = circumstances.places.find(({ id }) => id === typed(fields, 'place'));
  const making = makings.find((value) => value === typed(fields, 'making'));
  const number = typed(fields, 'number');
  const quantity = readAmount(typedAmount(fields, names), names, circumstances.speech);
  const made = readMaking(fields, place, circumstances);
  const faults: FormFault[] = [];
  if (!isUuid(productId)) faults.push({ field: 'product', text: say('fault.productMissing') });
  if (making === undefined) faults.push({ field: 'making', text: say('fault.makingMissing') });
  faults.push(...quantity.faults);
  if (place === undefined) faults.push({ field: 'place', text: say('fault.placeMissing') });
  faults.push(...made.faults);
  if (!/^[\p{L}\d-]{0,20}$/u.test(number)) {
    faults.push({ field: 'number', text: say('fault.numberShape') });
  }
  if (faults.length > 0 || !place || !making || !quantity.request || !made.request) {
    return { faults };
  }
  return {
    faults: [],
    request: {
      productId,
      locationId: place.id,
      making,
      ...(number !== '' && { number }),
      quantity: quantity.request,
      made: made.request,
    },
  };
}

function readMaking(
  fields: URLSearchParams,
  place: PlaceChoice | undefined,
  { now, speech: { say } }: Circumstances,
): FormReading<NewBatchRequest['made']> {
  const day = typed(fields, 'day');
  const time = typed(fields, 'time');
  const wrong = (field: string, text: string) => ({ faults: [{ field, text }] });
  if (day === '') return wrong('day', say('fault.dayMissing'));
  const zone = place?.zone ?? 'UTC';
  const start = DateTime.fromFormat(day, 'yyyy-MM-dd', { zone });
  if (!start.isValid) return wrong('day', say('fault.dayShape'));
  if (start.toMillis() > now) return wrong('day', say('fault.dayFuture'));
  if (time === '') return { request: { day }, faults: [] };
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return wrong('time', say('fault.timeShape'));
  const moment = DateTime.fromISO(`${day}T${time}`, { zone });
  // Luxon moves an hour that daylight saving skipped; a farmer's record must not be moved silently.
  if (moment.toFormat('HH:mm') !== time) return wrong('time', say('fault.timeSkipped'));
  if (moment.toMillis() > now) return wrong('time', say('fault.dayFuture'));
  return { request: { time: moment.toFormat("yyyy-MM-dd'T'HH:mm:ssZZ") }, faults: [] };
}
