import { inTime, isUnavailable, Late, type Clock, type Logger } from '../platform/index.js';
import { formatInstant } from '../kernel/index.js';
import { AnswerMemory, KeptAnswer } from './answer-memory.js';
import { DrawingMemory } from './drawings.js';
import { MissLimit } from './miss-limit.js';
import type { Passport } from './passport.dto.js';
import type { PassportStore } from './passport.store.js';
import type { Question } from './public-address.js';
import { Answer } from './reply.js';
import { codePassport, ssccPassport, unknownPassport } from './tell-passport.js';

/** How long an answer is given again without reading: a recall is on every page within it. */
export const freshMilliseconds = 1_000;
/** A reader is told that we cannot look rather than kept waiting longer. */
export const patienceMilliseconds = 3_000;

/** A question that records can answer. */
type Answerable = Exclude<Question, { by: 'stranger' }>;

/** Why nothing was read: the database is out of reach, or it answered with an error, and then it is there. */
type Unread = 'away' | 'failed';

interface Reading {
  readonly begunAt: number;
  readonly result: Promise<KeptAnswer | Unread>;
}

interface Surroundings {
  readonly store: PassportStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly publicUrl: string;
}

/**
 * Answers questions about codes. Known and unknown alike are kept for a second, so that a code on
 * everybody's phone costs one statement a second; while the database is out of reach, what was known last
 * is said with its age. What cannot be looked up is never said to be unknown.
 */
export class Lookup {
  private readonly reading = new Map<string, Reading>();
  private readonly misses = new MissLimit();
  private readonly drawings = new DrawingMemory({ isFresh: (readAt) => this.isFresh({ readAt }) });
  private readonly kept = new AnswerMemory(this.drawings);

  constructor(private readonly by: Surroundings) {}

  /** At once where less than a second ago it was answered: a turn through promises would cost as much as the answer. */
  answer(question: Question, sender: string): Answer | Promise<Answer> {
    if (question.by === 'stranger') return new Answer(unknownPassport(question.key));
    const kept = this.kept.get(question.key);
    if (kept === undefined || !this.isFresh(kept)) return this.answerAnew(question, sender);
    return this.mayTell(kept, sender) ? kept : new Answer(unavailable(question));
  }

  private async answerAnew(question: Answerable, sender: string): Promise<Answer> {
    const read = await this.readOnce(question);
    if (read === 'away') return new Answer(asLastKnown(question, this.kept.get(question.key)));
    if (read === 'failed' || !this.mayTell(read, sender)) return new Answer(unavailable(question));
    if (read.verdict === 'unknown') this.misses.count(sender, this.by.clock.now());
    return read;
  }

  /** Only misses are kept from whoever had too many: what is recorded, and above all recalled, is told to all. */
  private mayTell({ verdict }: Answer, sender: string): boolean {
    return verdict !== 'unknown' || !this.misses.isReached(sender, this.by.clock.now());
  }

  private isFresh({ readAt }: Pick<KeptAnswer, 'readAt'>): boolean {
    return this.by.clock.now() - readAt < freshMilliseconds;
  }

  /**
   * Those who ask while an answer is being read wait for the same one; not for one that was begun so long ago that
   * it may miss what an answer must show by now.
   */
  private readOnce(question: Answerable): Promise<KeptAnswer | Unread> {
    const now = this.by.clock.now();
    const under = this.reading.get(question.key);
    if (under !== undefined && now - under.begunAt < freshMilliseconds) return under.result;
    const begun = { begunAt: now, result: this.read(question, now) };
    this.reading.set(question.key, begun);
    return begun.result;
  }

  private async read(question: Answerable, readAt: number): Promise<KeptAnswer | Unread> {
    try {
      const passport = await inTime(this.passportOf(question, readAt), patienceMilliseconds);
      const answer = new KeptAnswer(passport, this.drawings.startFor(readAt), readAt);
      this.kept.keep(question.key, answer);
      return answer;
    } catch (error) {
      this.by.logger.error({ err: error }, 'a lookup failed');
      return error instanceof Late || isUnavailable(error) ? 'away' : 'failed';
    } finally {
      if (this.reading.get(question.key)?.begunAt === readAt) this.reading.delete(question.key);
    }
  }

  private async passportOf(question: Answerable, now: number): Promise<Passport> {
    const { store, publicUrl } = this.by;
    const circumstances = { publicUrl, now };
    if (question.by === 'sscc') {
      const row = await store.ofSscc(question.key);
      return row ? ssccPassport(row, question.key, circumstances) : unknownPassport(question.key);
    }
    const isBatch = question.by === 'batch';
    const row = isBatch ? await store.ofBatch(question) : await store.ofCode(question.code);
    // A serial number under another GTIN than its own is no address of the code.
    const isOther = !isBatch && question.gtin !== undefined && row?.gtin !== question.gtin;
    const passport = row === undefined || isOther ? undefined : codePassport(row, circumstances);
    return passport ?? unknownPassport(question.key);
  }
}

function unavailable(question: Question): Passport {
  return { verdict: 'unavailable', code: unknownPassport(question.key).code };
}

/**
 * Only while nothing newer can be known: what was recorded may have been recalled since. That a code was
 * unknown a while ago says nothing about now.
 */
function asLastKnown(question: Question, kept: KeptAnswer | undefined): Passport {
  const passport = kept?.passport;
  if (kept === undefined || passport === undefined || !('journey' in passport)) {
    return unavailable(question);
  }
  return { ...passport, asKnownAt: formatInstant(kept.readAt, 0) };
}
