import type { HandoffView } from '../../src/handoffs/handoffs.dto.js';
import type { LogisticUnitView } from '../../src/handoffs/logistic-units.dto.js';
import type {
  HoldingView,
  OwnGoodsView,
  UnaccountedView,
} from '../../src/handoffs/own-goods.dto.js';
import type { World } from './world.js';

/**
 * The state of a world as its traders read it, each in its own view: `F: A 40`, `U at S: A 7`, `F->P: A 2` on the
 * way, `unaccounted in P: A 98`. What two of them see is told once.
 */
export async function stateOf(world: World): Promise<string[]> {
  const told = new Map<string, string>();
  for (const [trader, { key }] of world.traders) {
    const ways = await waysOf(world, trader);
    for (const productId of world.products.values()) {
      const view = await goodsView(world, key, `products/${productId}`);
      for (const line of view.holdings) {
        told.set(JSON.stringify(line), lineText(world, line, ways));
      }
      for (const line of view.unaccountedIn) {
        told.set(`in ${JSON.stringify(line)}`, `unaccounted in ${bookingText(world, line)}`);
      }
      for (const line of view.unaccounted) {
        told.set(`out ${JSON.stringify(line)}`, `unaccounted ${bookingText(world, line)}`);
      }
    }
  }
  return [...told.values()].sort();
}

/** What one trader reads of a batch. */
export async function batchOf(world: World, trader: string, batch: string): Promise<string[]> {
  const { key } = await world.trader(trader);
  const view = await goodsView(world, key, `batches/${world.batches.get(batch) ?? ''}`);
  const ways = await waysOf(world, trader);
  return view.holdings.map((line) => lineText(world, line, ways)).sort();
}

/** How hand-offs stand, as both sides read it: `F->P: short 2`. */
export async function handoffsOf(world: World): Promise<string[]> {
  const told = new Map<string, string>();
  for (const trader of world.traders.keys()) {
    for (const view of await handoffViews(world, trader)) {
      const { state, difference } = view;
      const amount = difference === undefined || difference.value === '0' ? '' : difference.value;
      const text = `${wayText(world, view)}: ${state} ${amount}`.trim();
      const before = told.get(view.id);
      if (before !== undefined && before !== text) throw new Error(`${before} but ${text}`);
      told.set(view.id, text);
    }
  }
  return [...told.values()].sort();
}

export async function handoffViews(world: World, trader: string): Promise<HandoffView[]> {
  const { key } = await world.trader(trader);
  const { body } = await world.service.send<{ items: HandoffView[] }>(
    'GET',
    '/api/v1/handoffs?limit=200',
    { key },
  );
  return body.items;
}

/** Where a unit is by what a trader reads: `at S, held by S, of S`; `hidden` from those who have no part in it. */
export async function unitOf(world: World, trader: string, unit: string): Promise<string> {
  const { key } = await world.trader(trader);
  const path = `/api/v1/logistic-units/${await world.unit(unit)}`;
  const { status, body } = await world.service.send<LogisticUnitView>('GET', path, { key });
  if (status === 404) return 'hidden';
  const where =
    body.inside === undefined
      ? body.standing === 'place'
        ? `at ${placeName(world, body.placeId)}`
        : body.standing
      : `in ${world.unitNamed(body.inside)}`;
  const party = (id: string | undefined) => traderName(world, id);
  return `${where}, held by ${party(body.custodyPartyId)}, of ${party(body.ownerPartyId)}`;
}

async function goodsView(world: World, key: string, of: string): Promise<OwnGoodsView> {
  const path = `/api/v1/${of}/holdings`;
  const { status, body } = await world.service.send<OwnGoodsView>('GET', path, { key });
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  return body;
}

async function waysOf(world: World, trader: string): Promise<ReadonlyMap<string, string>> {
  const views = await handoffViews(world, trader);
  return new Map(views.map((view) => [view.id, wayText(world, view)]));
}

function wayText(world: World, { fromPartyId, toPartyId }: HandoffView): string {
  const name = (id: string | null) => traderName(world, id ?? undefined);
  return `${name(fromPartyId)}->${name(toPartyId)}`;
}

function lineText(world: World, line: HoldingView, ways: ReadonlyMap<string, string>): string {
  const { quantity, range, candidates = [] } = line;
  const place =
    line.handoffId === undefined
      ? placeName(world, line.placeId)
      : (ways.get(line.handoffId) ?? 'on an unlisted way');
  const where = line.unit === undefined ? place : `${world.unitNamed(line.unit)} at ${place}`;
  const bounds = range === undefined ? '' : ` of ${range.least}..${range.most}`;
  const may = candidates.map(
    ({ batchId, least, most }) => `${batchName(world, batchId)} ${least}..${most}`,
  );
  const perhaps = may.length === 0 ? '' : ` (${may.join(', ')})`;
  return `${where}: ${goodsName(world, line)} ${quantity.value}${bounds}${perhaps}`;
}

function bookingText(world: World, line: UnaccountedView): string {
  const why = line.reason === undefined ? '' : `, ${line.reason}`;
  return `${placeName(world, line.placeId)}: ${goodsName(world, line)} ${line.quantity.value}${why}`;
}

function goodsName(
  world: World,
  { productId, batchId }: { readonly productId: string; readonly batchId: string | null },
): string {
  if (batchId !== null) return batchName(world, batchId);
  return nameIn(world.products, productId);
}

function batchName(world: World, id: string): string {
  return nameIn(world.batches, id);
}

function placeName(world: World, id: string | undefined): string {
  return nameIn(world.places, id ?? 'nowhere');
}

function traderName(world: World, id: string | undefined): string {
  return [...world.traders].find(([, { partyId }]) => partyId === id)?.[0] ?? '-';
}

function nameIn(names: ReadonlyMap<string, string>, id: string): string {
  return [...names].find(([, known]) => known === id)?.[0] ?? id;
}
