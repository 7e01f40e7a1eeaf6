import type { TestApp } from '../support/app.js';
import { resources } from '../../src/epcis/resources/resources.js';
import { rules } from '../http/who-may.js';
import type { Cast } from './cast.js';
import { members } from './cast.js';

interface Layer {
  readonly route?: {
    readonly path: unknown;
    readonly methods: Readonly<Record<string, boolean>>;
  };
}

/** What the public door answers, which stands ahead of the routes. */
const doors = [
  ...['/t/{code}', '/t/{code}/qr.svg', '/t/{code}/qr.png', '/.well-known/gs1resolver'],
  '/t/{external}',
  ...['/01/{link}', '/t/01/{link}', '/01/{link}?linkType=linkset'],
];

/** Addresses that take a question, which no pattern shows. */
const questions = [
  ...['/api/v1/traces?batchId={batches}&direction=forward', '/api/v1/traces?batchId={batches}'],
  '/api/v1/traces?placeId={locations}&enteredFrom=2026-01-01T00:00:00Z&enteredUntil=2026-12-31T00:00:00Z',
  '/api/v1/traces?productId={products}',
  '/api/v1/traces?what={logistic-units}',
  '/api/v1/balances?from=2026-01-01T00:00:00Z&until=2026-12-31T00:00:00Z&limit=200',
  ...['/api/v1/events?batchId={batches}&limit=200', '/api/v1/parties?limit=200'],
  ...['/api/v1/audit?limit=200', '/epcis/events?perPage=200', '/api/v1/handoffs?limit=200'],
  '/epcis/events?perPage=200&EQ_bizStep=shipping|receiving|commissioning&orderBy=recordTime',
];

/** All that can be read of the service: whatever Express routes, so that a new route is asked by itself. */
export function readable(service: TestApp): string[] {
  const { router } = service.app.getHttpAdapter().getInstance() as unknown as {
    readonly router: { readonly stack: readonly Layer[] };
  };
  const routed = router.stack.flatMap(({ route }) => {
    if (route?.methods.get !== true) return [];
    return [route.path].flat().filter((path) => typeof path === 'string');
  });
  const patterns = routed.map((path) => path.replace(/:(\w+)/g, '{$1}'));
  return [...new Set([...patterns, ...doors, ...questions])];
}

/** Ids of everybody's things, by the collection they are asked in. */
export type Things = ReadonlyMap<string, readonly string[]>;

/** What everybody's own lists name, and what is on labels. */
export async function thingsOf(cast: Cast): Promise<Things> {
  const things = new Map<string, string[]>();
  const lists = Object.keys(rules).filter((route) => /^GET \/api\/v1\/[\w-]+$/.test(route));
  for (const name of members) {
    for (const route of lists) {
      const collection = route.split('/').at(-1)!;
      const { body } = await cast.ask(name, route);
      const items = (body.items ?? []) as { id?: string }[];
      const ids = cast.some(items, 4).map(({ id }) => String(id));
      things.set(collection, [...(things.get(collection) ?? []), ...ids]);
    }
  }
  const told = async (route: string, idsIn: (body: never) => readonly string[]) => {
    const ids: string[] = [];
    for (const name of members) {
      const { body } = await cast.ask(name, route);
      ids.push(...cast.some(idsIn(body as never), 4).map(encodeURIComponent));
    }
    return ids;
  };
  const captureIdsIn = (body: { captureID: string }[]) => body.map(({ captureID }) => captureID);
  const eventIdsIn = ({ items }: { items: { eventId: string }[] }) =>
    items.map(({ eventId }) => eventId);
  things.set('captureID', await told('GET /epcis/capture', captureIdsIn));
  things.set('eventID', await told('GET /api/v1/events', eventIdsIn));
  const valuesIn = ({ items }: { items: { value: string }[] }) => items.map(({ value }) => value);
  things.set('external', await told('GET /api/v1/external-identifiers', valuesIn));
  const membersOf = (body: { member: string[] }) => body.member;
  for (const { path, name } of resources) {
    things.set(name, await told(`GET /epcis/${path}`, membersOf));
  }
  const queries = await told('GET /epcis/queries', (body: { name: string }[]) =>
    body.map(({ name }) => name),
  );
  things.set('queryName', queries);
  things.set('subscriptions', await subscriptionsOf(cast, queries));
  things.set('logistic-units', cast.codes);
  things.set('t', cast.codes);
  things.set('code-runs', cast.runs);
  things.set('print-orders', cast.printOrders);
  things.set('number', cast.receipts);
  const links = cast.batches.map(({ name }) => cast.world.linkOf(name).split('/01/')[1]!);
  things.set('01', links);
  return things;
}

/** Of everybody's queries, as addresses name them. */
async function subscriptionsOf(cast: Cast, queries: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const name of members) {
    for (const query of queries) {
      const route = 'GET /epcis/queries/{queryName}/subscriptions';
      const { status, body } = await cast.ask(name, route, query);
      if (status !== 200) continue;
      const made = body as unknown as { subscriptionID: string }[];
      found.push(...made.map(({ subscriptionID }) => `${query}/subscriptions/${subscriptionID}`));
    }
  }
  return found;
}

/** Addresses of a pattern: of some things of each of those that it may name. */
export function addressesOf(pattern: string, things: Things, cast: Cast): string[] {
  const [hole, named] = /\{(\w+)\}/.exec(pattern) ?? [];
  if (hole === undefined) return [pattern];
  if (named === 'queryName') {
    const known = things.get(named) ?? [];
    // A query and a subscription to it stand as one text where both are asked for.
    const rest = pattern.slice(pattern.indexOf(hole) + hole.length);
    const ids = cast.some(rest.includes('{') ? (things.get('subscriptions') ?? []) : known, 4);
    return ids.map((id) =>
      rest.includes('{')
        ? pattern.replace(/\{queryName\}.*\{\w+\}/, id)
        : pattern.replace(hole, id),
    );
  }
  const before = pattern.slice(0, pattern.indexOf(hole)).split('/').at(-2);
  const known = things.get(named ?? '') ?? things.get(before ?? '') ?? ['nothing'];
  return cast.some(known, 4).map((id) => pattern.replace(hole, id).replace('{file}', '1'));
}
