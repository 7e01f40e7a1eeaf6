import { Answer } from './answer.js';
import type { DrawingMemory, Drawings } from './drawings.js';
import type { Passport } from './passport.js';
import type { Entity } from './resolver/entity.js';

/** What is known of something that was asked for. */
export interface Known {
  readonly passport: Passport;
  readonly entity?: Entity;
  /** The next look of a person is the first, and to be stored before it is answered. */
  readonly awaitsLook?: boolean;
}

/** Lookers that one answer remembers; more are told apart when their looks are written. */
const lookersMax = 50;

export class KeptAnswer extends Answer {
  private readonly lookers = new Set<string>();

  readonly awaitsLook: boolean;

  /** `readAt`: when its reading was begun. */
  constructor(
    { passport, entity, awaitsLook = false }: Known,
    drawn: Drawings,
    readonly readAt: number,
  ) {
    super(passport, drawn, entity);
    this.awaitsLook = awaitsLook;
  }

  /** Whether somebody looks at this answer for the first time. */
  isNewTo(looker: string): boolean {
    if (this.lookers.has(looker)) return false;
    if (this.lookers.size < lookersMax) this.lookers.add(looker);
    return true;
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
