import type { DrawingMemory, Drawings } from './drawings.js';
import type { Passport } from './passport.dto.js';
import { Answer } from './reply.js';

export class KeptAnswer extends Answer {
  /** `readAt`: when its reading was begun. */
  constructor(
    passport: Passport,
    drawn: Drawings,
    readonly readAt: number,
  ) {
    super(passport, drawn);
  }
}

/** Answers kept. The least recently read one goes first. */
const answersKeptMax = 20_000;

/** The last answer to each question, with the drawings that go with it. */
export class AnswerMemory {
  private readonly kept = new Map<string, KeptAnswer>();

  constructor(
    private readonly drawings: Pick<DrawingMemory, 'drop'>,
    private readonly answersMax = answersKeptMax,
  ) {}

  get(key: string): KeptAnswer | undefined {
    return this.kept.get(key);
  }

  /** A slow reading never takes the place of one that was begun after it: it may not know of the recall in between. */
  keep(key: string, answer: KeptAnswer): void {
    const before = this.kept.get(key);
    if (before !== undefined && before.readAt > answer.readAt) return;
    if (before !== undefined) this.forget(key, before);
    this.kept.set(key, answer);
    if (this.kept.size <= this.answersMax) return;
    for (const [oldest, kept] of this.kept) {
      this.forget(oldest, kept);
      return;
    }
  }

  private forget(key: string, kept: KeptAnswer): void {
    this.drawings.drop(kept.drawn);
    this.kept.delete(key);
  }
}
