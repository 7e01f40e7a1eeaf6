import type { Answer, TestApp } from '../support/app.js';
import type { Body, World } from '../cases/world.js';

/** What a consumer fills in; what is left out is as in `usual`. */
export type Filled = Readonly<Record<string, string>>;

const usual = { kind: 'foreign-body', words: 'There was a stone in it.' };

/** The report as a browser or an app sends it. */
export function formOf(filled: Filled, photos: readonly Buffer[] = []): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...usual, ...filled })) form.set(name, value);
  for (const photo of photos) {
    form.append('photos', new Blob([new Uint8Array(photo)], { type: 'image/gif' }), 'home.gif');
  }
  return form;
}

export async function sendReport(
  service: TestApp,
  filled: Filled,
  photos: readonly Buffer[] = [],
): Promise<Answer<Body>> {
  // What is reported later has a later id.
  service.clock.advance(1);
  const address = new URL('/api/v1/complaints', service.url);
  const response = await fetch(address, { method: 'POST', body: formOf(filled, photos) });
  const { status, headers } = response;
  return { status, headers, body: (await response.json()) as Body };
}

/** Our id of the complaint with a number: the number is the reporter's alone, so nobody else's answers tell them together. */
export async function idOf(world: World, number: unknown): Promise<string> {
  const rows = await world.service.everything.query<{ id: string }>(
    'SELECT id FROM complaint WHERE number = $1',
    [number],
  );
  return rows[0]?.id ?? '';
}

/** The code of a batch of the world. */
export async function codeOf(world: World, owner: string, batch: string): Promise<string> {
  const { key } = await world.trader(owner);
  const path = `/api/v1/batches/${world.batches.get(batch) ?? ''}`;
  const { body } = await world.service.send<{ code: { text: string } | string }>('GET', path, {
    key,
  });
  return typeof body.code === 'string' ? body.code : body.code.text;
}

/** Item codes of a batch, not in use yet. */
export async function itemsOf(world: World, owner: string, batch: string, count: number) {
  const { key } = await world.trader(owner);
  const path = `/api/v1/batches/${world.batches.get(batch) ?? ''}/codes`;
  return (await world.post(key, path, { kind: 'item', count })).codes as string[];
}

/** The complaints that somebody is told of. */
export async function complaintsOf(world: World, name: string, query = ''): Promise<Body[]> {
  const { key } = await world.trader(name);
  const path = `/api/v1/complaints?limit=200${query}`;
  const { status, body } = await world.service.send<{ items: Body[] }>('GET', path, { key });
  if (status !== 200) throw new Error(`${name}: ${status} ${JSON.stringify(body)}`);
  return body.items;
}
