import { networkOf } from '../platform/index.js';

/** Unknown codes that one sender may ask for at once, and how soon it may ask for the next one. */
export const burst = 60;
export const refillMilliseconds = 1_000;
/** Networks remembered. The oldest is forgotten first, which only ever lets somebody ask more. */
const networksMax = 50_000;

/**
 * How many unknown codes a sender has asked for of late: whoever tries many is soon told no more that they are
 * unknown, and a shopper who mistypes never notices. Only misses count and only misses are held back, so whoever
 * shares the address, a shop full of people, may always scan what is sold.
 */
export class MissLimit {
  /** When the debt of each network will be paid off. */
  private readonly paidAt = new Map<string, number>();

  isReached(sender: string, now: number): boolean {
    const paid = this.paidAt.get(networkOf(sender)) ?? 0;
    return paid - now > (burst - 1) * refillMilliseconds;
  }

  count(sender: string, now: number): void {
    const network = networkOf(sender);
    const paid = Math.max(now, this.paidAt.get(network) ?? 0) + refillMilliseconds;
    this.paidAt.delete(network);
    this.paidAt.set(network, paid);
    if (this.paidAt.size <= networksMax) return;
    for (const oldest of this.paidAt.keys()) {
      this.paidAt.delete(oldest);
      return;
    }
  }
}
