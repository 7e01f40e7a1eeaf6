import { Module, type DynamicModule } from '@nestjs/common';
import type { World } from '../platform/index.js';
import { PassportStore, type RecallSql } from './passport.store.js';
import { RecalledBook } from './recalled/recalled-book.js';
import { RecalledFollowing } from './recalled/recalled-following.js';
import { RecalledLoop } from './recalled/recalled-loop.js';
import { RecalledStore, type RecalledSql } from './recalled/recalled.store.js';

/** What goes on besides answering: the public door itself stands ahead of Nest. */
@Module({})
export class LookupModule {
  static of(
    { config, database, clock, logger }: World,
    sql: RecallSql & RecalledSql,
  ): DynamicModule {
    const { publicUrl, roles } = config;
    // As the public door reads, on other connections: those are for who waits for an answer.
    const reader = database.as({ role: 'public' });
    const book = new RecalledBook(publicUrl);
    const passports = new PassportStore(reader, sql);
    const recalled = new RecalledStore(reader, sql);
    const following = new RecalledFollowing({
      book,
      recalled,
      passports,
      clock,
      logger,
      publicUrl,
    });
    return {
      module: LookupModule,
      providers: [
        { provide: RecalledBook, useValue: book },
        { provide: RecalledFollowing, useValue: following },
        { provide: RecalledLoop, useValue: new RecalledLoop({ following, logger, roles }) },
      ],
    };
  }
}
