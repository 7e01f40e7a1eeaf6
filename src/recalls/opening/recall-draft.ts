import type { RecallWords } from './recall-words.js';
import type { Signed } from './signing.js';

/** What a recall would say; it stops nothing and is told to nobody else. */
export interface RecallDraft extends RecallWords {
  /** The recall's, once it is opened. */
  readonly id: string;
  readonly organisationId: string;
  readonly writtenAt: Date;
  /** Who signed it first, where a second person has to. */
  readonly first: Signed | null;
}
