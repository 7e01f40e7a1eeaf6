import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { BatchBooksService, type BatchBooks } from '../trace/index.js';
import { batchSheets, type BatchSheet } from './batch-sheet.js';

export interface BatchBalance {
  readonly batchId: string;
  readonly asOf: Date | null;
  readonly books: BatchBooks;
  readonly sheets: readonly BatchSheet[];
}

/** Where all of a batch is or went, as far as the asker may see. */
@Injectable()
export class BatchBalancesService {
  constructor(private readonly books: BatchBooksService) {}

  async of(actor: Actor, batchId: string, asOf: Date | null): Promise<BatchBalance> {
    const books = await this.books.booksOf(actor, batchId, asOf);
    return { batchId, asOf, books, sheets: batchSheets(batchId, books) };
  }
}
