/** So many requests of one sender in so many seconds. */
export interface Policy {
  /** As answers name it. */
  readonly name: string;
  readonly quota: number;
  readonly seconds: number;
  /** What a refusal says. */
  readonly told: string;
}

/** How a sender stands with a policy. */
export interface Standing {
  readonly policy: Policy;
  /** Requests that are free now. */
  readonly left: number;
  /** Seconds until the whole quota is free, if nothing else is asked. */
  readonly wholeIn: number;
  /** Whole seconds until the next request is free; 0 where one is. */
  readonly wait: number;
}

interface Account {
  used: number;
  at: number;
}

/** Senders remembered. The one heard of longest ago is forgotten first, which only ever lets somebody ask more. */
const sendersMax = 50_000;

/** Fractions of a request come back with every millisecond; their sum is not exact. */
const inexact = 1e-6;

/**
 * What each sender has used of one policy. A quota comes back bit by bit, not at the end of a window, so that nobody waits
 * for a moment at which all come back at once.
 */
export class Quota {
  private readonly accounts = new Map<string, Account>();
  private readonly perMillisecond: number;

  constructor(
    readonly policy: Policy,
    private readonly accountsMax = sendersMax,
  ) {
    this.perMillisecond = policy.quota / (policy.seconds * 1_000);
  }

  /** How many senders are remembered. */
  get size(): number {
    return this.accounts.size;
  }

  /** Uses up one request of the sender's, if one is free: `wait` says whether it was. */
  spend(sender: string, now: number): Standing {
    const account = this.accounts.get(sender) ?? { used: 0, at: now };
    this.settle(account, now);
    const wait = this.waitOf(account);
    if (wait === 0) account.used += 1;
    this.keep(sender, account);
    return this.standingOf(account, wait);
  }

  /** How the sender stands, with nothing used up. */
  look(sender: string, now: number): Standing {
    const account = this.accounts.get(sender) ?? { used: 0, at: now };
    this.settle(account, now);
    return this.standingOf(account, this.waitOf(account));
  }

  /** A clock that was set back gives nothing, and counts from there. */
  private settle(account: Account, now: number): void {
    const back = Math.max(0, now - account.at) * this.perMillisecond;
    account.used = Math.max(0, account.used - back);
    account.at = now;
  }

  private waitOf({ used }: Account): number {
    const over = used + 1 - this.policy.quota;
    return over <= inexact ? 0 : Math.ceil((over - inexact) / this.perMillisecond / 1_000);
  }

  private keep(sender: string, account: Account): void {
    this.accounts.delete(sender);
    this.accounts.set(sender, account);
    if (this.accounts.size <= this.accountsMax) return;
    for (const oldest of this.accounts.keys()) {
      this.accounts.delete(oldest);
      return;
    }
  }

  private standingOf({ used }: Account, wait: number): Standing {
    const { policy } = this;
    return {
      policy,
      left: Math.floor(policy.quota - used + inexact),
      wholeIn: Math.ceil(used / this.perMillisecond / 1_000),
      wait,
    };
  }
}
