import type { Progress } from '../../log/index.js';
import type { Clock, Logger } from '../../platform/index.js';
import { readKnown, type Answerable } from '../known.js';
import type { RecalledPassport } from '../passport.dto.js';
import type { PassportStore } from '../passport.store.js';
import type { RecalledBook } from './recalled-book.js';
import type { HeldRun } from './recalled-codes.js';
import type { RecalledStore, RecalledThing } from './recalled.store.js';

/** Things that one step reads, of each a statement. */
const thingsAtOnce = 200;
/** Codes of one statement, which are taken up in a few milliseconds; and statements of one step. */
const codesAtOnce = 2_500;
const portionsAtOnce = 40;

interface Settings {
  readonly book: RecalledBook;
  readonly recalled: RecalledStore;
  readonly passports: PassportStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly publicUrl: string;
}

/** Keeps the book of what is under recall as the records have it. */
export class RecalledFollowing {
  private reported = '';

  constructor(private readonly by: Settings) {}

  /** One bounded step. What was found before stays, with its date, where nothing can be read. */
  async step(): Promise<Progress> {
    const { book, recalled, clock } = this.by;
    const at = clock.now();
    const things = await recalled.things(book.things.wanted);
    const toRead = book.things.turnTo(things);
    const lacking = book.codes.turnTo(await recalled.runs(book.things.batchIds, book.codes.wanted));
    book.knownAt = at;
    for (const thing of toRead.slice(0, thingsAtOnce)) await this.tell(thing);
    const portions = await this.fill(lacking);
    this.report();
    const isMore = book.things.unreadCount > 0 || portions === portionsAtOnce;
    return isMore ? 'more' : 'caught-up';
  }

  /** The journey, most of what is told, is left out: it says nothing of what to do. */
  private async tell({ key }: RecalledThing): Promise<void> {
    const { book, passports, publicUrl, clock } = this.by;
    const { passport } = await readKnown(passports, questionOf(key), {
      publicUrl,
      now: clock.now(),
    });
    book.things.tell(key, passport.verdict === 'recalled' ? shortened(passport) : undefined);
  }

  private async fill(lacking: readonly HeldRun[]): Promise<number> {
    let portions = 0;
    for (const run of lacking) {
      while (run.filled < run.issued && portions < portionsAtOnce) {
        const last = Math.min(run.filled + codesAtOnce, run.issued);
        for (const code of await this.by.recalled.codes(run, run.filled, last)) run.codes.add(code);
        run.filled = last;
        portions += 1;
      }
    }
    return portions;
  }

  /** Once for each change, since every step finds the same. */
  private report(): void {
    const { things, codes } = this.by.book;
    const leftOut = { things: things.isCut, runs: codes.leftOut };
    const text = JSON.stringify(leftOut);
    if (text === this.reported) return;
    const isAny = leftOut.things || leftOut.runs > 0;
    if (isAny)
      this.by.logger.warn(
        leftOut,
        'not all that is recalled would be answered without the database',
      );
    else if (this.reported !== '')
      this.by.logger.info('all that is recalled would be answered without the database');
    this.reported = text;
  }
}

/** Units have their canonical keys: a code of ours, or an SSCC. */
function questionOf(key: string): Answerable {
  return key.startsWith('/t/')
    ? { by: 'code', key, code: key.slice('/t/'.length) }
    : { by: 'sscc', key };
}

/** What is in a unit may change later, which is not read again for the same recall. */
function shortened({
  stepsLeftOut: _,
  contents: __,
  ...passport
}: RecalledPassport): RecalledPassport {
  return { ...passport, journey: [] };
}
