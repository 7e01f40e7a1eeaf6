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
    super(passport.verdict, JSON.stringify(passport), drawn);
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
    if ((this.kept.get(key)?.readAt ?? -Infinity) > answer.readAt) return;
    this.forget(key);
    this.kept.set(key, answer);
    if (this.kept.size <= this.answersMax) return;
    for (const oldest of this.kept.keys()) {
      this.forget(oldest);
      return;
    }
  }

  private forget(key: string): void {
    const kept = this.kept.get(key);
    if (kept === undefined) return;
    this.drawings.drop(kept.drawn);
    this.kept.delete(key);
  }
}
