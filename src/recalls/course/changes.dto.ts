import { IfGiven, IsText } from '../../platform/index.js';
import { RecallBatchesRequest } from '../recall-order.dto.js';
import type { ToldChange } from './history.service.js';
import type { ChangeKind } from './recall-change.js';

/** Names further batches in an open recall. */
export class WidenRecallRequest extends RecallBatchesRequest {
  /** Why, for everybody who was told of the recall. */
  @IsText(2000)
  reason!: string;
}

/** Lets go of batches of a recall. */
export class ReleaseRequest extends RecallBatchesRequest {
  /** Why, for everybody who was told of the recall. */
  @IfGiven()
  @IsText(2000)
  reason?: string;
}

/** Takes a recall over. */
export class TakeOverRequest {
  /** Why, for everybody who was told of the recall. */
  @IsText(2000)
  reason!: string;
}

/** What came into a scope: a batch, or goods of it at a holder. */
export class RecallReachView {
  /** Our id of the batch. */
  batchId!: string;
  /** The organisation that had the goods. Null: none is known, or the batch itself came in. */
  organisationId!: string | null;
  /** Where the goods were, if no organisation is known. Null: the batch itself came in, or the place is not known. */
  placeId!: string | null;
}

/** What changed the scope of a recall, or who decides about it. */
export class RecallChangeView {
  /** Our id of the change. */
  id!: string;
  /**
   * `opened`, `widened`, `released`, `closed`: by who decides about the scope. `reached`: records that came later brought it in by
   * themselves. `taken-over`: an authority decides from then on.
   */
  kind!: ChangeKind;
  /** When, RFC 3339 in UTC. */
  at!: string;
  /** The organisation that did it. Null: records did. */
  byId!: string | null;
  /** Why; of an opening the reason of the recall, of a closing its last word. Null: nobody said. */
  reason!: string | null;
  /** What came into scope; who was only told of the recall sees its own goods. */
  cameIn!: RecallReachView[];
  /** Ids of the batches that were let go; empty for who was only told. Closing lets go of all. */
  released!: string[];
}

export function toRecallChangeView(change: ToldChange): RecallChangeView {
  const { id, kind, at, byId, reason, lines } = change;
  const [out, cameIn] = [
    lines.filter(({ goesOut }) => goesOut),
    lines.filter((line) => !line.goesOut),
  ];
  return {
    ...{ id, kind, at: at.toISOString(), byId, reason },
    cameIn: cameIn.map(({ batchId, holderId, placeId }) => ({
      batchId,
      organisationId: holderId,
      placeId,
    })),
    released: out.map(({ batchId }) => batchId),
  };
}
