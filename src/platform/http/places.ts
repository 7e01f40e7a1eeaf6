import { Problem } from '../../kernel/index.js';
import { unavailable } from './http.problems.js';

/**
 * Room for so many at once in this process, of what is dear in memory or time. Whoever comes while all places are taken is
 * refused and may come again (503): a queue would hold the requests as well.
 */
export class Places {
  private taken = 0;

  constructor(
    private readonly most: number,
    /** What there are too many of, as the refusal says it. */
    private readonly of: string,
  ) {}

  /** Takes a place. What it answers gives the place back, once. */
  take(): () => void {
    if (this.taken >= this.most) {
      throw new Problem(unavailable, `Too many ${this.of} at once. Try again in a moment.`);
    }
    this.taken += 1;
    let isBack = false;
    return () => {
      if (!isBack) this.taken -= 1;
      isBack = true;
    };
  }

  /** Holds a place while work is done, however it ends. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    const giveBack = this.take();
    try {
      return await work();
    } finally {
      giveBack();
    }
  }
}
