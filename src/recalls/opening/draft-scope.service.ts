import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import { notFound, Problem } from '../../kernel/index.js';
import { Clock } from '../../platform/index.js';
import { ofBatch, TraceService, type TraceAnswer } from '../../trace/index.js';
import { RecallDraftsService } from './recall-drafts.service.js';

/** After so long no further batch is traced: whoever asks is told which are left. */
export const draftScopeMilliseconds = 20_000;

/** Where the batches of a draft have gone, as far as its organisation may see. */
export interface DraftScope {
  readonly traced: readonly TraceAnswer[];
  /** Batches that were not traced: no event of them may be seen, or time was up. */
  readonly untraced: readonly { readonly batchId: string; readonly why: 'unseen' | 'time' }[];
}

/**
 * What a draft would reach, before it reaches anybody: the trace of each batch over what its organisation may see anyway. Who
 * else has goods is told by an open recall, which is on record and answered for, and by no draft.
 */
@Injectable()
export class DraftScopeService {
  constructor(
    private readonly drafts: RecallDraftsService,
    private readonly traces: TraceService,
    private readonly clock: Clock,
  ) {}

  async of(actor: Actor, id: string): Promise<DraftScope> {
    const { batchIds } = await this.drafts.get(actor, id);
    const until = this.clock.now() + draftScopeMilliseconds;
    const traced: TraceAnswer[] = [];
    const untraced: DraftScope['untraced'][number][] = [];
    for (const batchId of batchIds) {
      const isTimeUp = this.clock.now() >= until;
      const trace = isTimeUp ? undefined : await this.traceOf(actor, batchId);
      if (trace !== undefined) traced.push(trace);
      else untraced.push({ batchId, why: isTimeUp ? 'time' : 'unseen' });
    }
    return { traced, untraced };
  }

  private async traceOf(actor: Actor, batchId: string): Promise<TraceAnswer | undefined> {
    try {
      return await this.traces.trace(actor, ofBatch(batchId, 'forward'));
    } catch (error) {
      if (error instanceof Problem && error.kind === notFound) return undefined;
      throw error;
    }
  }
}
