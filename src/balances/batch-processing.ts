import type { Line } from '../holdings/index.js';
import { grouped, larger, smaller, type Amount } from '../kernel/index.js';
import { isInput, isOutput, type BatchBooks, type Range } from '../trace/index.js';
import type { Began, Ended } from './batch-ends.js';

/**
 * What transformations lost and gained by their own accounts. What was lost of the product that went in was not used; where other
 * batches of it went in as well, nobody knows whose loss it was. What was lost of the product that came out was made before.
 */
export function processingOf(batch: string, flows: BatchBooks['flows']) {
  const began: Began[] = [];
  const ended: Ended[] = [];
  const exact = (amount: Amount): Range => ({ least: amount, most: amount });
  for (const ofEvent of grouped(flows, ({ order }) => order.ref).values()) {
    for (const { flow } of ofEvent) {
      const { from, to, amount } = flow;
      if (from.holder.kind !== 'account' || to.holder.kind !== 'account') continue;
      const { uom } = from;
      const went = partOf(
        batch,
        from,
        ofEvent.filter(isInput).map((each) => [each.flow.from, each.flow.amount]),
      );
      const came = partOf(
        batch,
        from,
        ofEvent.filter(isOutput).map((each) => [each.flow.to, each.flow.amount]),
      );
      if (from.holder.id === 'transformation') {
        const end = to.holder.id === 'loss' ? 'declaredLoss' : 'unaccounted';
        if (went.all > 0n) {
          const most = smaller(amount, went.own);
          const least = smaller(larger(amount - (went.all - went.own), 0n), most);
          ended.push({ uom, end, range: { least, most } });
          ended.push({ uom, end: 'used', range: { least: -most, most: -least } });
        } else if (came.isAlone) {
          ended.push({ uom, end, range: exact(amount) });
          began.push({ uom, origin: 'made', amount });
        }
      } else {
        const origin = from.holder.id === 'gain' ? 'declaredGain' : 'unaccountedIn';
        if (came.isAlone) {
          began.push({ uom, origin, amount }, { uom, origin: 'made', amount: -amount });
        } else if (came.all === 0n && went.isAlone) {
          began.push({ uom, origin, amount });
          ended.push({ uom, end: 'used', range: exact(amount) });
        }
      }
    }
  }
  return { began, ended };
}

/** How much of a product went in or came out in one event, and how much of that was of the batch. */
function partOf(
  batch: string,
  { product, uom }: Pick<Line, 'product' | 'uom'>,
  lines: readonly (readonly [Line, Amount])[],
) {
  const alike = lines.filter(([line]) => line.product === product && line.uom === uom);
  const sum = (some: typeof alike) => some.reduce((all, [, amount]) => all + amount, 0n);
  const own = sum(alike.filter(([line]) => line.batch === batch));
  return { own, all: sum(alike), isAlone: own > 0n && own === sum(alike) };
}
