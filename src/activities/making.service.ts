import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import type { Batch } from '../batches/index.js';
import { eventDiffers } from '../events/index.js';
import { Problem } from '../kernel/index.js';
import { ActivitiesService } from './activities.service.js';
import { BatchRegistrar } from './batch-registrar.service.js';
import type { RegisterBatchRequest } from './batches.dto.js';
import { saidTime } from './earlier-copy.js';
import { Repeats } from './repeats.service.js';

/** A batch that its maker has registered. */
export interface Making {
  readonly batch: Batch;
  /** It was registered before, by the same request. */
  readonly repeated: boolean;
}

/** A batch, its code and the event that made it: one transaction. */
@Injectable()
export class MakingService {
  constructor(
    private readonly repeats: Repeats,
    private readonly registrar: BatchRegistrar,
    private readonly activities: ActivitiesService,
  ) {}

  async register(actor: Actor, request: RegisterBatchRequest): Promise<Making> {
    const { productId, quantity, making = 'produce', number, bestBefore, ...rest } = request;
    const wanted = {
      productId,
      quantity,
      pointer: '',
      ...(number !== undefined && { number }),
      ...(bestBefore !== undefined && { bestBefore }),
      ...saidTime(rest),
      ...(rest.placeId !== undefined && { placeId: rest.placeId }),
    };
    return this.repeats.tell(actor, request.eventId, async (tx, earlier) => {
      const batch = await this.registrar.registerOrFind(tx, actor, wanted, { earlier, i: 0 });
      const act = { activity: making, goods: [{ batchId: batch.id, quantity }], ...rest };
      const { captured } = await this.activities
        .recordIn(tx, actor, act, earlier)
        .catch((error: unknown) => {
          throw aboutTheBatch(error);
        });
      return { batch, repeated: captured.repeated };
    });
  }
}

/** Which member of the request each member of the event comes from. How it was made is an extension. */
const memberOf: ReadonlyMap<string, string> = new Map([
  ['eventTime', 'at'],
  ['eventTimeZoneOffset', 'at'],
  ['wholeDay', 'on'],
  ['readPoint', 'placeId'],
  ['bizLocation', 'placeId'],
  ['quantityList', 'quantity'],
]);

/** The one line of goods is the batch itself, whose amount stands at the top of the request. */
function aboutTheBatch(error: unknown): unknown {
  if (!(error instanceof Problem)) return error;
  const errors = error.errors.map(({ pointer, detail }) => ({
    pointer: error.kind === eventDiffers ? inRequest(pointer) : pointer.replace(/^\/goods\/0/, ''),
    detail,
  }));
  const detail = error.message.replace(/^\/goods\/0/, '');
  return new Problem(error.kind, detail, errors, error.members);
}

function inRequest(pointer: string): string {
  return `/${memberOf.get(pointer.slice(1)) ?? 'making'}`;
}
