import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import { Problem } from '../../kernel/index.js';
import { Database } from '../../platform/index.js';
import { tooManyFound } from '../epcis.problems.js';
import { pageOf, type VocabularyPage } from './vocabulary-page.js';
import type { VocabularyQuery } from './vocabulary-query.js';

/**
 * Master data: an organisation's own products, places and parties as EPCIS tells them, and beside them what it sent with
 * documents. Of a thing that is in both, both are told.
 */
@Injectable()
export class VocabulariesService {
  constructor(private readonly database: Database) {}

  async elements({ organisationId }: Actor, query: VocabularyQuery): Promise<VocabularyPage> {
    const own = { reader: this.database.as({ organisationId }), organisationId };
    const { start, maxElementCount: most } = query;
    if (start === undefined && most !== undefined) {
      const { nextPageToken } = await pageOf({ ...query, perPage: most }, own);
      if (nextPageToken !== undefined) throw tooMany(most);
    }
    return pageOf(query, own);
  }
}

function tooMany(most: number): Problem {
  return new Problem(
    tooManyFound,
    `There are more than ${most} such elements; ask for less, or for more of them.`,
  );
}
