import { larger, smaller } from '../../kernel/index.js';
import { PoolBounds, type Line, type Order, type PoolSegment } from '../../holdings/index.js';
import { poolOf, type GraphFlow } from '../books/graph.js';
import type { Range } from './lump.js';

/** What is known of goods named in a pool: that they are suspect, that they may be, or neither. */
export type Standing = 'sure' | 'doubtful' | 'clean';

type Step = PoolSegment['steps'][number];

/**
 * How much of what a pool's unknown draws took is suspect. All batches fall into two classes, suspect
 * and clean, and the books' own closed form bounds each draw; once with all doubtful goods clean, for
 * the least, and once with all of them suspect, for the most. What the fold settled on batches later is
 * left open here, which can only widen a range.
 */
export class PoolDraws {
  private readonly low: PoolBounds;
  private readonly high: PoolBounds;
  private readonly named: Range;
  /** Every batch that ever came to the pool. */
  readonly batches: ReadonlySet<string | null>;

  constructor(key: string, flows: readonly GraphFlow[], standingOf: (line: Line) => Standing) {
    const low = stepsOf(key, flows, (line) => standingOf(line) === 'sure');
    const high = stepsOf(key, flows, (line) => standingOf(line) !== 'clean');
    this.low = new PoolBounds({ opening: new Map(), steps: low });
    this.high = new PoolBounds({ opening: new Map(), steps: high });
    this.batches = new Set(flows.map(({ flow }) => flow.to.batch));
    this.named = { least: namedIn(low), most: namedIn(high) };
  }

  /** Suspect goods in one draw. */
  ofDraw(order: Order): Range {
    const { least } = this.low.ofDraw(order, suspectShare);
    const { most } = this.high.ofDraw(order, suspectShare);
    return { least: smaller(least, most), most };
  }

  /** Suspect goods left in the pool after all its draws. */
  left(): Range {
    return {
      least: larger(this.named.least - this.low.drawnOf(suspectShare).most, 0n),
      most: larger(this.named.most - this.high.drawnOf(suspectShare).least, 0n),
    };
  }
}

const suspectShare = 'suspect';
const cleanShare = 'clean';

function stepsOf(
  key: string,
  flows: readonly GraphFlow[],
  isSuspect: (line: Line) => boolean,
): Step[] {
  const steps: Step[] = [];
  for (const { flow, order } of flows) {
    const { from, to, amount } = flow;
    const leaves = poolOf(from)?.key === key;
    const enters = poolOf(to)?.key === key;
    if (leaves && from.book === 'draws') steps.push({ kind: 'draw', amount, of: order });
    if (to.book === 'draws') continue;
    const named = (line: Line, delta: bigint): Step => {
      return { kind: 'named', batch: isSuspect(line) ? suspectShare : cleanShare, delta };
    };
    if (leaves && from.book === 'goods') steps.push(named(from, -amount));
    if (enters && to.book === 'goods') steps.push(named(to, amount));
  }
  return steps;
}

function namedIn(steps: readonly Step[]): bigint {
  return steps.reduce(
    (total, step) =>
      step.kind === 'named' && step.batch === suspectShare ? total + step.delta : total,
    0n,
  );
}
