import { inTime, isUnavailable, Late, type Clock, type Logger } from '../platform/index.js';
import { formatInstant } from '../kernel/index.js';
import type { Looks } from '../scans/index.js';
import { Answer } from './answer.js';
import { AnswerMemory, KeptAnswer } from './answer-memory.js';
import { DrawingMemory } from './drawings.js';
import { readKnown, type Answerable } from './known.js';
import type { Asker } from './look-notes.js';
import { MissLimit } from './miss-limit.js';
import type { Passport } from './passport.js';
import type { PassportStore } from './passport.store.js';
import type { Question } from './public-address.js';
import type { RecalledBook } from './recalled/recalled-book.js';
import { warned } from './resolver/entity.js';
import { atFirstLook } from './tell-looks.js';
import { unknownPassport } from './tell-passport.js';

/** How long an answer is given again without reading: a recall is on every page within it. */
export const freshMilliseconds = 1_000;
/** A reader is told that we cannot look rather than kept waiting longer. */
export const patienceMilliseconds = 3_000;

/** Why nothing was read: the database is out of reach, or it answered with an error, and then it is there. */
type Unread = 'away' | 'failed';

interface Reading {
  readonly begunAt: number;
  readonly result: Promise<KeptAnswer | Unread>;
}

interface Surroundings {
  readonly store: PassportStore;
  /** What is under recall, for when nothing can be read. */
  readonly recalled: Pick<RecalledBook, 'find' | 'someRecalled'>;
  readonly looks: Looks;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly publicUrl: string;
}

/**
 * Answers questions about codes. Known and unknown alike are kept for a second, so that a code on
 * everybody's phone costs one statement a second; while the database is out of reach, all that was recalled is said to be,
 * and of other things what was known last, each with its age. What cannot be looked up is never said to be unknown.
 */
export class Lookup {
  private readonly reading = new Map<string, Reading>();
  private readonly misses = new MissLimit();
  /** When the database was last seen to answer. */
  private reachedAt = 0;
  private readonly drawings = new DrawingMemory({ isFresh: (readAt) => this.isFresh({ readAt }) });
  private readonly kept = new AnswerMemory(this.drawings);

  constructor(private readonly by: Surroundings) {}

  /** At once where less than a second ago it was answered: a turn through promises would cost as much as the answer. */
  answer(question: Question, asker: Asker): Answer | Promise<Answer> {
    if (question.by === 'untold') return new Answer(unknownPassport(question.key));
    const kept = this.kept.get(question.key);
    if (kept === undefined || !this.isFresh(kept) || (kept.awaitsLook && asker.isLook())) {
      return this.answerAnew(question, asker);
    }
    return this.mayTell(kept, asker.sender) ? kept : new Answer(unavailable(question));
  }

  private async answerAnew(question: Answerable, asker: Asker): Promise<Answer> {
    const { sender } = asker;
    const read = await this.readOnce(question);
    if (read === 'away') return this.asLastKnown(question);
    if (read === 'failed' || !this.mayTell(read, sender)) return new Answer(unavailable(question));
    if (isMiss(read)) this.misses.count(sender, this.by.clock.now());
    return read.awaitsLook && asker.isLook() ? this.atFirstLook(question, read) : read;
  }

  /** Stores the first look before it is told. What cannot be stored is not told, but the code is answered all the same. */
  private async atFirstLook(question: Answerable, read: KeptAnswer): Promise<Answer> {
    const { code, entity, readAt } = read;
    if (code === undefined) return read;
    try {
      const at = await inTime(this.by.looks.noteFirst(code), patienceMilliseconds);
      // It took so long that a recall may have come in between.
      if (!this.isFresh(read)) return this.againOf(question);
      const known = { passport: atFirstLook(read.passport, at), ...(entity && { entity }) };
      const answer = new KeptAnswer(known, this.drawings.startFor(readAt), readAt);
      this.kept.keep(question.key, answer);
      return answer;
    } catch (err) {
      this.by.logger.error({ err }, 'a first look could not be stored');
      return read;
    }
  }

  private async againOf(question: Answerable): Promise<Answer> {
    const read = await this.readOnce(question);
    return typeof read === 'string' ? new Answer(unavailable(question)) : read;
  }

  /**
   * Only while nothing newer can be known. A recall outranks what was known of the thing alone; where it is not known
   * whether the thing is recalled, nothing is told of it that might make it look sound.
   */
  private asLastKnown(question: Answerable): Answer {
    const kept = this.kept.get(question.key);
    const found = this.by.recalled.find(question, this.reachedAt);
    if (found === 'not recalled' || (found === 'unsure' && kept?.verdict === 'recalled')) {
      return asLastRead(question, kept, this.by.recalled.someRecalled(question));
    }
    if (found === 'unsure') return new Answer(unavailable(question));
    return new Answer(found.passport, undefined, found.entity);
  }

  /** Only misses are kept from whoever had too many: what is recorded, and above all recalled, is told to all. */
  private mayTell(answer: Answer, sender: string): boolean {
    return !isMiss(answer) || !this.misses.isReached(sender, this.by.clock.now());
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
      const { store, publicUrl } = this.by;
      const reading = readKnown(store, question, { publicUrl, now: readAt });
      const known = await inTime(reading, patienceMilliseconds);
      this.noteReached(readAt);
      const answer = new KeptAnswer(known, this.drawings.startFor(readAt), readAt);
      this.kept.keep(question.key, answer);
      return answer;
    } catch (error) {
      this.by.logger.error({ err: error }, 'a lookup failed');
      if (error instanceof Late || isUnavailable(error)) return 'away';
      this.noteReached(readAt);
      return 'failed';
    } finally {
      if (this.reading.get(question.key)?.begunAt === readAt) this.reading.delete(question.key);
    }
  }

  private noteReached(at: number): void {
    this.reachedAt = Math.max(this.reachedAt, at);
  }
}

/** What is not there, by whatever address: whoever tries many learns no more of them. */
function isMiss({ verdict }: Answer): boolean {
  return verdict === 'unknown' || verdict === 'unregistered';
}

function unavailable(question: Question): Passport {
  const { code } =
    question.by === 'external' ? { code: question.text } : unknownPassport(question.key);
  return { verdict: 'unavailable', code };
}

/**
 * What was recorded may have been recalled since, so that its page is read before any other. That something was not there a
 * while ago says nothing about now. A product of which batches were recalled since says so.
 */
function asLastRead(
  question: Question,
  kept: KeptAnswer | undefined,
  someRecalled: boolean,
): Answer {
  if (kept === undefined || kept.verdict === 'unregistered')
    return new Answer(unavailable(question));
  const { passport, entity } = kept;
  if (!('journey' in passport) && passport.verdict !== 'product') {
    return new Answer(unavailable(question));
  }
  const told = {
    ...passport,
    ...(passport.verdict === 'product' && someRecalled && { someRecalled }),
    asKnownAt: formatInstant(kept.readAt, 0),
  };
  return new Answer(told, undefined, entity && warned(entity));
}
