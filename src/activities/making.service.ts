import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import type { Batch } from '../batches/index.js';
import { Problem } from '../kernel/index.js';
import { Database } from '../platform/index.js';
import { ActivitiesService } from './activities.service.js';
import { BatchRegistrar } from './batch-registrar.js';
import type { RegisterBatchRequest } from './batches.dto.js';

/** A batch, its code and the event that made it: one transaction. */
@Injectable()
export class MakingService {
  constructor(
    private readonly database: Database,
    private readonly registrar: BatchRegistrar,
    private readonly activities: ActivitiesService,
  ) {}

  async register(actor: Actor, request: RegisterBatchRequest): Promise<Batch> {
    const { productId, quantity, making = 'produce', number, bestBefore, ...rest } = request;
    return this.database.transaction(
      async (tx) => {
        const batch = await this.registrar.register(tx, actor, {
          productId,
          quantity,
          pointer: '',
          ...(number !== undefined && { number }),
          ...(bestBefore !== undefined && { bestBefore }),
          ...(rest.at !== undefined && { at: rest.at }),
          ...(rest.on !== undefined && { on: rest.on }),
          ...(rest.placeId !== undefined && { placeId: rest.placeId }),
        });
        const goods = [{ batchId: batch.id, quantity }];
        await this.activities
          .recordIn(tx, actor, { activity: making, goods, ...rest })
          .catch((error: unknown) => {
            throw aboutTheBatch(error);
          });
        return batch;
      },
      { organisationId: actor.organisationId, role: 'fold' },
    );
  }
}

/** The one line of goods is the batch itself, whose amount stands at the top of the request. */
function aboutTheBatch(error: unknown): unknown {
  if (!(error instanceof Problem)) return error;
  const errors = error.errors.map(({ pointer, detail }) => ({
    pointer: pointer.replace(/^\/goods\/0/, ''),
    detail,
  }));
  const detail = error.message.replace(/^\/goods\/0/, '');
  return new Problem(error.kind, detail, errors, error.members);
}
