import type { Reader } from '../platform/index.js';
import { contactsOf, type Contact, type Telling } from './contacts.js';
import { selectAccounts, selectAddressed } from './contacts.store.js';
import type { RecallScope } from './recall.js';

/** Everybody who has to know of what is in this scope. */
export async function readContacts(
  reader: Reader,
  scope: RecallScope,
  tellings: readonly Telling[],
): Promise<Contact[]> {
  const sent = scope.holdings.flatMap(({ sentBy }) => sentBy ?? []);
  const addressed = await selectAddressed(reader, sent);
  const holders = scope.holdings.flatMap(({ partyId }) => partyId ?? []);
  const parties = [...holders, ...addressed.values()];
  const told = scope.notices.map(({ organisationId }) => organisationId);
  const accounts = await selectAccounts(reader, parties, told);
  return contactsOf(scope, { accounts, addressed, tellings });
}
