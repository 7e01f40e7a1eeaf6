import type { Speech } from '../catalogue/speech.js';
import { typed, type FormFault, type FormReading } from './form-fault.js';

/** Decimal text and unit code; customary units are converted by the service, exactly. */
export interface AmountTyped {
  readonly value: string;
  readonly unit: string;
}

/** The names of the two inputs of an amount. */
interface AmountNames {
  readonly value: string;
  readonly unit: string;
}

/** In the units people say, the most usual first. */
export const saidUnits = ['jin', 'KGM', 'TNE', 'GRM', 'LTR', 'H87', 'dan', 'liang'];

/** Of a number beyond this, a digit too many is likelier than that much food. */
const shape = /^\d{1,12}(\.\d{1,6})?$/;

export function typedAmount(fields: URLSearchParams, names: AmountNames): AmountTyped {
  return { value: typed(fields, names.value), unit: typed(fields, names.unit) };
}

/** The amount if it is one, or what is wrong with either input. */
export function readAmount(
  { value, unit }: AmountTyped,
  names: AmountNames,
  { say }: Speech,
): FormReading<AmountTyped> {
  const faults: FormFault[] = [];
  const complain = (text: string) => faults.push({ field: names.value, text });
  // A comma is refused rather than guessed at: 1,250 is a thousand in one country and one in another.
  if (value === '') complain(say('fault.quantityMissing'));
  else if (/^\d+(\.\d+)?$/.test(value) && !shape.test(value)) complain(say('fault.quantityLong'));
  else if (!shape.test(value)) complain(say('fault.quantityShape'));
  else if (/^[0.]+$/.test(value)) complain(say('fault.quantityZero'));
  if (unit === '') faults.push({ field: names.unit, text: say('fault.unitMissing') });
  return faults.length > 0 ? { faults } : { request: { value, unit }, faults: [] };
}
