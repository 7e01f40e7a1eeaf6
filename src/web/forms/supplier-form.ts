import { parseUscc } from '../../identifiers/index.js';
import { introducedRoles, type NewSupplier } from '../../suppliers/index.js';
import type { Speech } from '../catalogue/speech.js';
import { typed, type FormFault, type FormReading } from './form-fault.js';
import { lineOf } from './invitation-form.js';

/** What the form to bring a supplier in says, or all that is wrong with it. */
export function readSupplier(fields: URLSearchParams, { say }: Speech): FormReading<NewSupplier> {
  const name = lineOf(fields, 'name', 200);
  const ownerName = lineOf(fields, 'ownerName');
  const role = introducedRoles.find((each) => each === fields.get('role'));
  const uscc = typed(fields, 'uscc').toUpperCase();
  const division = typed(fields, 'division');
  const faults: FormFault[] = [];
  if (name === undefined) faults.push({ field: 'name', text: say('fault.firmLine') });
  if (role === undefined) faults.push({ field: 'role', text: say('fault.tradeMissing') });
  if (uscc !== '' && !isUscc(uscc)) faults.push({ field: 'uscc', text: say('fault.usccShape') });
  if (!/^(\d{6})?$/.test(division)) {
    faults.push({ field: 'division', text: say('fault.divisionShape') });
  }
  if (ownerName === undefined) faults.push({ field: 'ownerName', text: say('fault.nameLine') });
  if (name === undefined || ownerName === undefined || role === undefined || faults.length > 0) {
    return { faults };
  }
  const request = {
    ...{ kind: 'organisation' as const, name, roles: [role], ownerName },
    ...(uscc !== '' && { uscc }),
    ...(division !== '' && { division }),
  };
  return { request, faults: [] };
}

function isUscc(text: string): boolean {
  try {
    parseUscc(text);
    return true;
  } catch {
    return false;
  }
}
