import { isAllowed, type Action, type Actor } from '../../access/index.js';
import { personIn } from '../../people/index.js';
import type { Way } from '../forms/form-page.js';

/** Where the desk leads, and what somebody must be allowed to go there: what the page's own route asks for. */
const ways: readonly (Way & { readonly action: Action })[] = [
  {
    path: '/desk/batches/new',
    short: 'way.newBatch',
    long: 'home.newBatch',
    action: 'batches.write',
  },
  { path: '/scan', short: 'way.scan', long: 'home.scan', action: 'events.write' },
  {
    path: '/desk/complaints',
    short: 'way.complaints',
    long: 'way.complaintsLong',
    action: 'complaints.read',
  },
  { path: '/desk/people', short: 'way.people', long: 'way.peopleLong', action: 'people.manage' },
  {
    path: '/desk/suppliers',
    short: 'way.suppliers',
    long: 'way.suppliersLong',
    action: 'suppliers.manage',
  },
  { path: '/desk/keys', short: 'way.keys', long: 'way.keysLong', action: 'keys.manage' },
];

/** Where a person finds what is kept about them; a key is nobody. */
const toSelf: Way = { path: '/desk/me', short: 'way.self', long: 'way.selfLong' };

/** Where this actor may go, in the order of the desk. */
export function waysOf(actor: Actor): readonly Way[] {
  const may = ways.filter(({ action }) => isAllowed(actor, action));
  return personIn(actor.credential) === undefined ? may : [...may, toSelf];
}
