import type { BatchBalanceView, BatchSheetView } from '../../src/balances/batch-balances.dto.js';
import type {
  PartyBalanceView,
  ProductBalanceView,
} from '../../src/balances/party-balances.dto.js';
import { succeeded, type Body, type World } from './world.js';

const ins = ['opening', 'made', 'received', 'returnedIn', 'declaredGain', 'unaccountedIn'] as const;
const outs = [
  ...(['closing', 'shipped', 'sold', 'used', 'destroyed', 'sampled'] as const),
  ...(['declaredLoss', 'unaccounted'] as const),
];

/** A trader's balance of [from, until) in hours: `X: opening 5, made 10 = closing 15`; zeros are left out. */
export async function balanceOf(
  world: World,
  trader: string,
  from: number,
  until: number,
  more: Record<string, string> = {},
): Promise<string[]> {
  const { key } = await world.trader(trader);
  const interval = { from: world.at(from), until: world.at(until), limit: '200' };
  const query = new URLSearchParams({ ...interval, ...more });
  const answer = await world.service.send<Body>('GET', `/api/v1/balances?${query}`, { key });
  const view = succeeded(String(query), answer) as unknown as PartyBalanceView;
  for (const item of view.items) if (unequal(item) !== null) throw new Error(unequal(item)!);
  return view.items
    .filter((item) => nameOf(world, item) !== undefined)
    .map((item) => textOf(world, item))
    .sort();
}

/** What is wrong with the two sides of a balance, if anything is. */
export function unequal(item: ProductBalanceView): string | null {
  const sum = (names: readonly (keyof ProductBalanceView)[]) =>
    names.reduce((total, name) => total + Math.round(Number(item[name]) * 1e6), 0);
  const [left, right] = [sum(ins), sum(outs)];
  return left === right ? null : `${left} is not ${right}: ${JSON.stringify(item)}`;
}

function textOf(world: World, item: ProductBalanceView): string {
  const side = (names: readonly (keyof ProductBalanceView)[]) =>
    names.flatMap((name) => (item[name] === '0' ? [] : [`${name} ${item[name]}`])).join(', ');
  const unit = item.unit === 'KGM' ? '' : ` ${item.unit}`;
  return `${nameOf(world, item)}${unit}: ${side(ins)} = ${side(outs)}`;
}

function nameOf(world: World, { productId }: ProductBalanceView): string | undefined {
  return [...world.products].find(([, id]) => id === productId)?.[0];
}

const origins = ['made', 'declaredGain', 'unaccountedIn'] as const;
const ends = [
  ...(['held', 'inTransit', 'sold', 'used', 'destroyed', 'sampled'] as const),
  ...(['declaredLoss', 'unaccounted'] as const),
];

/** What a trader reads of a batch: `KGM: made 30 = held 0..20, sold 10`; zeros are left out. */
export async function batchBalanceOf(
  world: World,
  trader: string,
  batch: string,
  query = '',
): Promise<string[]> {
  const { key } = await world.trader(trader);
  const path = `/api/v1/batches/${world.batches.get(batch) ?? ''}/balance${query}`;
  const { status, body } = await world.service.send<BatchBalanceView>('GET', path, { key });
  if (status !== 200) return [String(status)];
  return body.items.map(sheetText);
}

function sheetText(item: BatchSheetView): string {
  const total = (of: readonly string[]) => of.reduce((sum, text) => sum + Number(text), 0);
  const all = total(origins.map((name) => item[name]));
  const [least, most] = (['least', 'most'] as const).map((end) =>
    total(ends.map((name) => item[name][end])),
  );
  if (least! > all || all > most!) throw new Error(`${all} is not in ${JSON.stringify(item)}`);
  const came = origins.flatMap((name) => (item[name] === '0' ? [] : [`${name} ${item[name]}`]));
  const went = ends.flatMap((name) => {
    const { least, most } = item[name];
    if (most === '0') return [];
    return [`${name} ${least === most ? least : `${least}..${most}`}`];
  });
  return `${item.unit}: ${came.join(', ')} = ${went.join(', ')}`;
}
