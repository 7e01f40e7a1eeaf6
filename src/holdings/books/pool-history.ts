import type { Amount } from '../../kernel/index.js';
import type { Order } from '../model/model.js';
import type { PoolSegment, PoolStep } from './pool-bounds.js';

interface OpenSegment {
  readonly opening: ReadonlyMap<string | null, Amount>;
  readonly steps: PoolStep[];
}

/**
 * The steps of one pool while draws on it are open. A count settles part of the draws on one batch:
 * it closes a segment, and the next one opens with what the other batches still owe to the draws.
 */
export class PoolHistory {
  readonly closed: PoolSegment[] = [];
  private current: OpenSegment | null = null;

  /** The segment that is open now; null while no draw is. */
  get open(): PoolSegment | null {
    return this.current;
  }

  /** `nets` are the pool's named quantities just before the step. */
  drew(nets: ReadonlyMap<string | null, Amount>, amount: Amount, of: Order | null): void {
    this.current ??= { opening: new Map(nets), steps: [] };
    this.current.steps.push({ kind: 'draw', amount, of });
  }

  named(batch: string | null, delta: Amount): void {
    this.current?.steps.push({ kind: 'named', batch, delta });
  }

  /** No draw is open any more. */
  close(): void {
    if (this.current) this.closed.push(this.current);
    this.current = null;
  }

  /** `amount` of what was drawn is now known to be of `batch`; `nets` and `open` are before that. */
  settled(
    nets: ReadonlyMap<string | null, Amount>,
    open: Amount,
    batch: string | null,
    amount: Amount,
  ): void {
    if (!this.current) return;
    const kept = (nets.get(batch) ?? 0n) - amount;
    this.named(batch, -kept);
    this.closed.push(this.current);
    this.current = null;
    if (open === amount) return;
    const others = [...nets].filter(([other]) => other !== batch);
    this.drew(new Map(others), open - amount, null);
    this.named(batch, kept);
  }
}
