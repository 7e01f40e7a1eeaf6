// Goal: what is sent to a subscriber, by webhook or WebSocket, is what it would be told if it asked, and not one fact more.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { World, type Body } from '../cases/world.js';
import { Receiver } from '../epcis/receiver.js';
import { documentOf } from '../epcis/repository.js';
import { sightings } from '../support/canaries/canary.js';
import { signOf, mayBeTold, type Holder } from '../support/canaries/told.js';

/** Their owner, its partner, the partner's partner, a stranger, and regulators of all, of the owner and of neither. */
const subscribers = ['F', 'P', 'S', 'G', 'R', 'R37', 'R44'];
const query = { name: 'all', query: {} };

let receiver: Receiver;
let world: World;
const sockets = new Map<string, string[]>();
const opened: WebSocket[] = [];
let somethingCame: () => void = () => undefined;
beforeAll(async () => {
  receiver = await Receiver.start();
  receiver.answering = () => {
    somethingCame();
    return 204;
  };
  world = await World.start({ webhooksAllowed: new Set([receiver.origin]) });
  for (const name of subscribers) await listen(name);
  await story();
  // Everybody has heard of the last event that each may see once its own last one has come.
  for (const name of subscribers.filter((each) => !each.startsWith('R'))) await mark(name);
  await eachHasHeard();
});
afterAll(async () => {
  for (const socket of opened) socket.terminate();
  await receiver?.close();
  await world?.close();
});

async function listen(name: string): Promise<void> {
  const { key } = await world.trader(name);
  await world.post(key, '/epcis/queries', query);
  await world.post(key, '/epcis/queries/all/subscriptions', {
    ...{ dest: `${receiver.origin}/${name}`, stream: true },
  });
  const url = new URL(
    '/epcis/queries/all/events?stream=true',
    world.service.url.replace('http', 'ws'),
  );
  const socket = new WebSocket(url, { headers: { Authorization: `Bearer ${key}` } });
  const heard: string[] = [];
  sockets.set(name, heard);
  socket.on('message', (text: Buffer) => {
    heard.push(text.toString());
    somethingCame();
  });
  await new Promise((open, failed) => socket.once('open', open).once('error', failed));
  opened.push(socket);
}

/** Each step bears what only its author may read, in words of its own and in its documents. */
async function story(): Promise<void> {
  world.service.clock.advance(1_000);
  await world.make('F', 'B', '100', { hour: 1 });
  for (const [from, to, hour] of [
    ['F', 'P', 3],
    ['P', 'S', 6],
  ] as const) {
    const amount = 30 - 3 * hour;
    const shipping = await world.shipping(from, to, `B ${amount}`, hour);
    const note = await world.secret(from, 'extension', to);
    const document = await world.secret(from, 'document', to);
    const event = {
      ...{ ...shipping, 'acme:note': note },
      bizTransactionList: [{ type: 'inv', bizTransaction: `urn:x:${document}` }],
    };
    const { key } = await world.trader(from);
    await world.post(
      key,
      '/epcis/capture',
      documentOf([event], { acme: 'https://acme.example/' }) as Body,
    );
    await world.receive(to, from, `B ${amount}`, hour + 1);
  }
}

async function mark(name: string): Promise<void> {
  world.service.clock.advance(1_000);
  const { key } = await world.trader(name);
  const last = {
    ...{ type: 'ObjectEvent', eventID: `urn:x:last:${name}`, action: 'OBSERVE' },
    ...{ eventTime: world.at(20), eventTimeZoneOffset: '+08:00', bizStep: 'inspecting' },
    epcList: ['urn:x:thing'],
  };
  await world.post(key, '/epcis/capture', documentOf([last]) as Body);
}

/** What marks the end for each: its own last event, or that of the last whom it oversees; R44 oversees nobody. */
const lastOf = (name: string) =>
  name === 'R44' ? '' : `urn:x:last:${{ R: 'G', R37: 'S' }[name] ?? name}`;

async function eachHasHeard(): Promise<void> {
  const isWaiting = (name: string) =>
    [toldBy.webhook(name), toldBy.socket(name)].some((text) => !text.includes(lastOf(name)));
  while (subscribers.some(isWaiting)) await new Promise<void>((came) => (somethingCame = came));
}

/** All that a subscriber was told, in either way. */
const toldBy = {
  webhook: (name: string) =>
    receiver.messages
      .filter(({ path }) => path === `/${name}`)
      .map(({ body }) => body)
      .join('\n'),
  socket: (name: string) => (sockets.get(name) ?? []).join('\n'),
};

async function holders(): Promise<Holder[]> {
  return world.service.everything.query<Holder>(
    'SELECT id, name, division, oversees FROM organisation',
  );
}

interface Told {
  readonly epcisBody: {
    readonly queryResults: {
      readonly resultsBody: { readonly eventList: readonly Record<string, unknown>[] };
    };
  };
}

const eventsIn = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => (JSON.parse(line) as Told).epcisBody.queryResults.resultsBody.eventList)
    // What all events of a document agree on stands in its head, and how many there are to a message is chance.
    .map(({ '@context': _, ...event }) => JSON.stringify(event))
    .sort();

describe.each(['webhook', 'socket'] as const)('by %s', (way) => {
  test.each(subscribers)(
    '%s is told what it would be answered, and each event once',
    async (name) => {
      const { key } = await world.trader(name);
      const answer = await world.service.send<Told>('GET', '/epcis/events?perPage=200', { key });
      const asked = eventsIn(JSON.stringify(answer.body));
      expect(asked.length > 0).toBe(name !== 'R44');
      expect(eventsIn(toldBy[way](name))).toEqual(asked);
    },
  );

  test('no canary comes to whom it is not for, and each comes to its owner', async () => {
    const all = await holders();
    const found: string[] = [];
    let owners = 0;
    for (const name of subscribers) {
      const asker = all.find((each) => each.name === name)!;
      for (const { canary } of sightings(Buffer.from(toldBy[way](name)))) {
        const between = all.filter(({ id }) => [canary?.owner, canary?.other].includes(signOf(id)));
        if (canary?.owner === signOf(asker.id)) owners += 1;
        if (canary === undefined || !mayBeTold(asker, canary, between)) {
          found.push(`${name}: ${canary?.kind}`);
        }
      }
    }
    expect(found).toEqual([]);
    expect(owners).toBe(4);
  });
});
