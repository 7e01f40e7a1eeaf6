import { smaller, type Amount } from '../../kernel/index.js';
import { accountLine, type Books, type FlowWords } from './books.js';
import { goodsKey } from '../model/keys.js';
import type { Line } from '../model/model.js';
import { compareText } from '../model/order.js';
import type { Part } from './pool.js';

/**
 * Books one part of a draw onto the line it goes to. Goods that arrive without a batch carry along how
 * much of each batch they may be at most, so that a later draw by name knows what it may find in them.
 */
export function deliver(books: Books, part: Part, to: Line, words: FlowWords = {}): void {
  const { from, amount, least, most, evidence } = part;
  const isUnnamed = to.batch === null && to.holder.kind !== 'account' && to.book === 'goods';
  const mays = isUnnamed ? maysOf(books, part) : [];
  books.flow(from, to, amount, { least, most, evidence, ...words });
  if (from.batch === null && from.book === 'goods' && to.batch !== null) chargeMay(books, part, to);
  for (const [batch, may] of mays) {
    const line: Line = { ...to, batch, owner: null, book: 'may' };
    if (may > 0n) books.flow(accountLine('bound', line), line, may);
  }
}

/** By batch, how much of it a part may be at most; null stands for any batch. */
function maysOf(books: Books, { from, amount }: Part): [string | null, Amount][] {
  if (from.holder.kind === 'account') return [[null, amount]];
  if (from.batch !== null) return [[from.batch, amount]];
  const stock = books.stock(goodsKey(from.holder, from.product, from.uom));
  const mays = stock.all('may', from).map(({ line, amount: may }) => [line.batch, may] as const);
  const isEarly = mays.length === 0 && from.book === 'goods';
  if (isEarly) return [[null, amount]]; // Taken before its release: nothing is known of it yet.
  const named = from.book === 'draws' ? [...stock.nets(from)] : [];
  const all = new Map<string | null, Amount>();
  for (const [batch, may] of [...mays, ...named.filter(([batch]) => batch !== null)]) {
    all.set(batch, smaller((all.get(batch) ?? 0n) + smaller(may, amount), amount));
  }
  return [...all].sort(([a], [b]) => compareText(a ?? '', b ?? ''));
}

/** What is drawn by name from goods without a batch is charged to both: the goods, and the bound. */
function chargeMay(books: Books, { from, amount }: Part, { batch }: Line): void {
  if (from.holder.kind === 'account') return;
  const stock = books.stock(goodsKey(from.holder, from.product, from.uom));
  let rest = amount;
  for (const charged of [batch, null]) {
    const line: Line = { ...from, batch: charged, owner: null, book: 'may' };
    const charge = smaller(rest, stock.sumOf(line)?.amount ?? 0n);
    if (charge <= 0n) continue;
    books.flow(line, accountLine('bound', line), charge);
    rest -= charge;
  }
}
