import { Module, type DynamicModule } from '@nestjs/common';
import type { Database, World } from '../platform/index.js';
import { PassportStore, type RecallSql } from './passport.store.js';
import { RecalledBook } from './recalled/recalled-book.js';
import { RecalledFollowing } from './recalled/recalled-following.js';
import { RecalledLoop } from './recalled/recalled-loop.js';
import { RecalledStore, type RecalledSql } from './recalled/recalled.store.js';

/** What goes on besides answering: the public door itself stands ahead of Nest. */
@Module({})
export class LookupModule {
  static of(
    { config, publicDatabase, clock, logger }: World,
    sql: RecallSql & RecalledSql,
  ): DynamicModule {
    const { publicUrl, roles } = config;
    const book = new RecalledBook(publicUrl);
    const followingOn = (database: Database) => {
      const passports = new PassportStore(database, sql);
      const recalled = new RecalledStore(database, sql);
      return new RecalledFollowing({ book, recalled, passports, clock, logger, publicUrl });
    };
    const loop = new RecalledLoop({ database: publicDatabase, followingOn, logger, roles });
    return {
      module: LookupModule,
      providers: [
        { provide: RecalledBook, useValue: book },
        { provide: RecalledLoop, useValue: loop },
      ],
    };
  }
}
