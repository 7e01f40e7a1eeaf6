import { userRoles, type UserRole } from '../../access/index.js';
import type { Speech } from '../catalogue/speech.js';
import { typed, type FormFault, type FormReading } from './form-fault.js';

export interface InvitationRequest {
  readonly name: string;
  readonly role: UserRole;
}

/** What the form of an invitation says, or all that is wrong with it. */
export function readInvitation(
  fields: URLSearchParams,
  { say }: Speech,
): FormReading<InvitationRequest> {
  const name = lineOf(fields, 'name');
  const role = readRole(fields);
  if (name !== undefined && role !== undefined) return { request: { name, role }, faults: [] };
  const faults: FormFault[] = [];
  if (name === undefined) faults.push({ field: 'name', text: say('fault.nameLine') });
  if (role === undefined) faults.push({ field: 'role', text: say('fault.roleMissing') });
  return { faults };
}

export function readRole(fields: URLSearchParams): UserRole | undefined {
  return userRoles.find((role) => role === fields.get('role'));
}

/** One line of up to 100 characters, or of `most`, as the interface takes it. */
export function lineOf(fields: URLSearchParams, name: string, most = 100): string | undefined {
  const text = typed(fields, name);
  return text.length <= most && /^\P{C}+$/u.test(text) ? text : undefined;
}
