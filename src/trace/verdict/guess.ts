import { smaller, type Amount } from '../../kernel/index.js';
import { PoolBounds, type Line, type Order, type PoolSegment } from '../../holdings/index.js';
import { isAccount, isOfGoods, lineId, poolOf, type GraphFlow } from '../books/graph.js';

/** So much of a batch; null where nobody can say even by guessing. */
type Part = [batch: string | null, amount: Amount];

/** Draws times batches of one pool up to which it is guessed at: each draw keeps a figure for each batch. */
const figuresMax = 50_000;

/**
 * Of which batches goods without one would be if everybody had taken the oldest first: one figure to show beside a range, and
 * what cases are weighed by. No verdict and no range rests on it.
 */
export class Guess {
  private readonly stocks = new Map<string, Part[]>();
  private readonly drawn = new Map<string, Part[]>();

  private constructor(flows: readonly GraphFlow[]) {
    const pools = new Map<string, GraphFlow[]>();
    for (const each of flows) {
      const keys = [each.flow.from, each.flow.to].map((line) => poolOf(line)?.key);
      for (const key of new Set(keys)) {
        if (key === undefined) continue;
        const known = pools.get(key);
        if (known) known.push(each);
        else pools.set(key, [each]);
      }
    }
    for (const [key, known] of pools) this.guessDraws(key, known);
    for (const each of flows) if (isOfGoods(each)) this.move(each);
  }

  /** The same flows are judged for many hazards, and guessed at once. */
  static of(flows: readonly GraphFlow[]): Guess {
    const known = guesses.get(flows);
    if (known) return known;
    const guess = new Guess(flows);
    guesses.set(flows, guess);
    return guess;
  }

  /** How much on a line without a batch would be of batches like these; null where part of it nobody can say. */
  on(line: Line, isMeant: (batch: string) => boolean): Amount | null {
    const parts = this.stocks.get(lineId(line)) ?? [];
    if (parts.some(([batch]) => batch === null)) return null;
    return sumOf(parts, isMeant);
  }

  private guessDraws(key: string, flows: readonly GraphFlow[]): void {
    const steps = stepsOf(key, flows);
    const oldestFirst = new Set<string>();
    for (const step of steps) {
      if (step.kind === 'named' && step.batch !== null) oldestFirst.add(step.batch);
    }
    const draws = steps.filter(({ kind }) => kind === 'draw').length;
    if (draws === 0 || draws * oldestFirst.size > figuresMax) return;
    const bounds = new PoolBounds({ opening: new Map(), steps });
    for (const [order, parts] of bounds.guess([...oldestFirst, null])) {
      if (order) this.drawn.set(drawOf(key, order), [...parts]);
    }
  }

  private move({ order, flow }: GraphFlow): void {
    const { from, to, amount } = flow;
    const parts = this.leaving(from, to, amount, order);
    if (!isUnnamed(to)) return;
    const stock = this.stocks.get(lineId(to));
    if (stock === undefined) this.stocks.set(lineId(to), parts);
    else for (const part of parts) stock.push(part);
  }

  private leaving(from: Line, to: Line, amount: Amount, order: Order): Part[] {
    if (from.batch !== null) return [[from.batch, amount]];
    if (isAccount(from)) return [[null, amount]];
    if (from.book === 'draws')
      return taken(this.drawn.get(drawOf(poolOf(from)?.key ?? '', order)) ?? [], amount);
    const stock = this.stocks.get(lineId(from)) ?? [];
    // Once their batch is named, they were of that one.
    if (to.batch !== null)
      stock.sort(([one], [other]) => Number(other === to.batch) - Number(one === to.batch));
    return taken(stock, amount);
  }
}

const guesses = new WeakMap<readonly GraphFlow[], Guess>();

/** Takes this much off the front. */
function taken(stock: Part[], amount: Amount): Part[] {
  const parts: Part[] = [];
  let rest = amount;
  for (let first = stock[0]; first && rest > 0n; first = stock[0]) {
    const [batch, there] = first;
    const part = smaller(there, rest);
    parts.push([batch, part]);
    rest -= part;
    if (part === there) stock.shift();
    else stock[0] = [batch, there - part];
  }
  return rest > 0n ? [...parts, [null, rest]] : parts;
}

function stepsOf(key: string, flows: readonly GraphFlow[]): PoolSegment['steps'] {
  return flows.flatMap(({ order, flow: { from, to, amount } }): PoolSegment['steps'][number][] => {
    const leaves = poolOf(from)?.key === key;
    if (leaves && from.book === 'draws') return [{ kind: 'draw', amount, of: order }];
    if (to.book === 'draws') return [];
    const out = leaves && from.book === 'goods';
    const into = poolOf(to)?.key === key && to.book === 'goods';
    return [
      ...(out ? [{ kind: 'named' as const, batch: from.batch, delta: -amount }] : []),
      ...(into ? [{ kind: 'named' as const, batch: to.batch, delta: amount }] : []),
    ];
  });
}

function sumOf(parts: readonly Part[], isMeant: (batch: string) => boolean): Amount {
  return parts.reduce(
    (sum, [batch, amount]) => (batch !== null && isMeant(batch) ? sum + amount : sum),
    0n,
  );
}

function isUnnamed(line: Line): boolean {
  return !isAccount(line) && line.batch === null && line.book === 'goods';
}

function drawOf(key: string, { ref, position }: Order): string {
  return `${key}|${ref}.${position}`;
}
