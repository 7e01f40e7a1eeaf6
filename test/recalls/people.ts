import { PlainBrowser } from '../support/plain-browser.js';
import type { World } from '../cases/world.js';

let count = 0;

/** Somebody who joins a trader's organisation by an invitation, and a key that they make on its pages. */
export async function person(
  world: World,
  trader: string,
  role: 'owner' | 'editor' = 'owner',
): Promise<{ readonly browser: PlainBrowser; readonly makeKey: () => Promise<string> }> {
  count += 1;
  const { key } = await world.trader(trader);
  const { code } = await world.post(key, '/api/v1/invitations', { name: `Person ${count}`, role });
  const browser = new PlainBrowser(world.service.url);
  await browser.post('/join', {
    ...{ code: String(code), login: `person-${count}@farm.example` },
    password: 'the pears are ripe',
  });
  return { browser, makeKey: () => keyMadeBy(browser) };
}

async function keyMadeBy(browser: PlainBrowser): Promise<string> {
  count += 1;
  const scopes = ['read', 'write', 'recall', 'admin'].map((scope): [string, string] => [
    'scopes',
    scope,
  ]);
  const { text } = await browser.post('/desk/keys', [
    ['label', `key ${count}`],
    ['days', '30'],
    ...scopes,
  ]);
  const [key] = /fk_\w+/.exec(text) ?? [];
  if (key === undefined) throw new Error(`no key was made: ${text.slice(0, 2000)}`);
  return key;
}
