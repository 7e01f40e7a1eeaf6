/**
 * A map on top of another one: it reads through, and what it learns is its own until it is settled. So what a
 * transaction found, perhaps of its own making, is no common knowledge before it is committed.
 */
export class Learned<Value> {
  private readonly own = new Map<string, Value>();

  constructor(private readonly below?: Learned<Value>) {}

  get(key: string): Value | undefined {
    return this.own.get(key) ?? this.below?.get(key);
  }

  has(key: string): boolean {
    return this.own.has(key) || (this.below?.has(key) ?? false);
  }

  set(key: string, value: Value): void {
    this.own.set(key, value);
  }

  get size(): number {
    return this.own.size + (this.below?.size ?? 0);
  }

  /** Hands what it learned to the map below. */
  settle(): void {
    for (const [key, value] of this.own) this.below?.set(key, value);
  }
}
