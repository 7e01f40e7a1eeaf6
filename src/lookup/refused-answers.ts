import { Answer } from './answer.js';
import type { MalformedPassport } from './passport.dto.js';

/** Answers kept, each with a few pages of some kilobytes. */
const answersMax = 100;

/**
 * The answers to the last texts that are no code. They follow from the text alone, and never grow old; one misprinted or forged
 * label is on many packs, and each is a page to draw.
 */
export class RefusedAnswers {
  private readonly kept = new Map<string, Answer>();

  to(refused: MalformedPassport): Answer {
    const { fault, position, text } = refused;
    const key = `${fault} ${position ?? ''} ${text}`;
    const before = this.kept.get(key);
    if (before !== undefined) return before;
    const answer = new Answer(refused);
    const [oldest] = this.kept.keys();
    if (this.kept.size >= answersMax && oldest !== undefined) this.kept.delete(oldest);
    this.kept.set(key, answer);
    return answer;
  }
}
