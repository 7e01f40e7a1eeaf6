import type { Answer } from '../app.js';
import { canary } from './canary.js';
import type { Kind } from './told.js';

type Send = (
  method: string,
  path: string,
  options: { readonly key: string; readonly body?: unknown },
) => Promise<Pick<Answer<Record<string, unknown>>, 'status' | 'body'>>;

/**
 * Gives the organisation of a key private facts of every kind that needs no goods, each with a canary in it; answers the organisation's
 * id, for canaries in what it says of its goods.
 */
export async function bearCanaries(send: Send, key: string): Promise<string> {
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await send(method, `/api/v1/${path}`, { key, body });
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const me = await ask('GET', 'organisations/me');
  const id = String(me.id);
  const secret = (kind: Kind) => canary(id, kind);
  const contact = () => ({
    ...{ contactName: secret('contact'), phone: secret('contact') },
    ...{ email: `${secret('contact')}@farm.example`, address: secret('contact') },
  });
  const partyId = String(me.partyId);
  await ask('PATCH', `parties/${partyId}`, contact());
  await ask('POST', 'parties', { name: 'A friend', kind: 'person', ...contact() });
  await ask('POST', 'locations', { name: secret('place'), partyId, kind: 'warehouse' });
  await ask('POST', 'products', {
    ...{ name: secret('product'), category: secret('product'), itemCode: secret('product') },
    ...{ unit: 'KGM', dateType: 'none' },
  });
  await ask('POST', 'keys', { label: secret('key'), scopes: ['read'], validDays: 1 });
  await ask('POST', 'devices', { label: secret('device'), scopes: ['read'] });
  await ask('POST', 'invitations', { name: secret('person'), role: 'viewer' });
  return id;
}
