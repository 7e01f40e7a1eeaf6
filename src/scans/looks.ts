import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Clock, Database, Logger, Random } from '../platform/index.js';
import { deviceMark, type Looker } from './device-mark.js';
import type { LookVerdict } from './look.js';
import { LookBook } from './look-book.js';
import { noteFirstLook, saltOf, writeLooks } from './looks.store.js';
import type { PlaceOf } from './network-places.js';

export interface LooksSettings {
  /** Connections of the public door, which may add looks and change no count. */
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly placeOf: PlaceOf;
}

/** A salt, and the month that it is for. */
interface Salt {
  readonly month: string;
  readonly text: string;
}

/** What the public door tells of looks: the first one before it answers, the others when it has. */
export class Looks implements BeforeApplicationShutdown, OnApplicationBootstrap {
  private readonly book: LookBook;
  private salt: Salt | undefined;
  /** Looks that wait for the salt of a month that has just begun. */
  private early: Promise<void> = Promise.resolve();

  constructor(private readonly by: LooksSettings) {
    const { database, logger } = by;
    this.book = new LookBook({ write: (looks) => writeLooks(database, looks), logger });
  }

  /** Stores that a code was looked at for the first time, unless it was before, and says when. */
  async noteFirst(code: string): Promise<Date> {
    const at = new Date(this.by.clock.now());
    for (;;) {
      const first = await noteFirstLook(this.by.database, code, at);
      if (first !== undefined) return first;
    }
  }

  /** Notes a look that was answered; what of it is kept is written within a second or two. */
  note(code: string, verdict: LookVerdict, looker: Looker): void {
    const at = new Date(this.by.clock.now());
    const place = this.by.placeOf(looker.address);
    const keep = ({ text }: Salt) =>
      this.book.note({ code, device: deviceMark(text, code, looker), at, place, verdict });
    const month = monthOf(at);
    if (this.salt?.month === month) return keep(this.salt);
    const kept = this.bring(month).then(keep, (err: unknown) => {
      this.by.logger.error({ err }, 'a look at a code could not be noted');
    });
    this.early = Promise.all([this.early, kept]).then(() => undefined);
  }

  /** Writes all that was noted. */
  async flush(): Promise<void> {
    await this.early;
    await this.book.flush();
  }

  /** Has the salt before anybody looks. Where it cannot be had yet, the first look asks again. */
  async onApplicationBootstrap(): Promise<void> {
    await this.bring(monthOf(new Date(this.by.clock.now()))).catch((err: unknown) => {
      this.by.logger.error({ err }, 'the salt of looks could not be read');
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.flush();
  }

  private async bring(month: string): Promise<Salt> {
    const fresh = Buffer.from(this.by.random.bytes(32));
    const salt = await saltOf(this.by.database, month, fresh);
    this.salt = { month, text: salt.toString('hex') };
    return this.salt;
  }
}

/** Its first day, as the database has it. */
function monthOf(at: Date): string {
  return `${at.toISOString().slice(0, 7)}-01`;
}
