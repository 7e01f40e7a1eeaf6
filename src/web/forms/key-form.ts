import { scopes, validDaysMax, type KeyRequest } from '../../access/index.js';
import type { Speech } from '../catalogue/speech.js';
import { typed, type FormFault, type FormReading } from './form-fault.js';
import { lineOf } from './invitation-form.js';

/** What the form of a key says, or all that is wrong with it. */
export function readNewKey(fields: URLSearchParams, { say }: Speech): FormReading<KeyRequest> {
  const label = lineOf(fields, 'label');
  const chosen = scopes.filter((scope) => fields.getAll('scopes').includes(scope));
  const validDays = daysOf(typed(fields, 'days'));
  const faults: FormFault[] = [];
  if (label === undefined) faults.push({ field: 'label', text: say('fault.labelLine') });
  if (chosen.length === 0) faults.push({ field: 'scopes', text: say('fault.scopesMissing') });
  if (validDays === undefined) {
    faults.push({ field: 'days', text: say('fault.daysShape', { most: validDaysMax }) });
  }
  if (label === undefined || validDays === undefined || faults.length > 0) return { faults };
  return { request: { label, scopes: chosen, validDays }, faults: [] };
}

function daysOf(text: string): number | undefined {
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return days >= 1 && days <= validDaysMax ? days : undefined;
}
