import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { faultyRequest, notFound, Problem } from '../kernel/index.js';
import { Clock } from '../platform/index.js';
import { ofBatch, TraceService, type TraceAnswer, type TraceQuestion } from '../trace/index.js';
import type { Complaint } from './complaint.js';
import { noSuchComplaint } from './complaints.problems.js';
import { ComplaintsService } from './complaints.service.js';

/** Complaints that one question may name. */
export const complaintsTracedMax = 20;
/** After so long no further batch is begun: whoever asks is told which are left. */
export const tracingMilliseconds = 20_000;

/** What the batches of several complaints come to. */
export interface ComplaintTraces {
  readonly traced: readonly {
    readonly complaintIds: readonly string[];
    readonly trace: TraceAnswer;
  }[];
  /** Batches that were not traced: no event of them may be seen, or time was up. */
  readonly untraced: readonly {
    readonly complaintIds: readonly string[];
    readonly batchId: string;
    readonly why: 'unseen' | 'time';
  }[];
  /** Complaints that name no batch. */
  readonly withoutBatch: readonly string[];
}

/**
 * Starts traces from complaints: each batch that they name is traced once, as if it had been asked for by itself. What several
 * batches have in common is for whoever reads the answers.
 */
@Injectable()
export class ComplaintTracesService {
  constructor(
    private readonly complaints: ComplaintsService,
    private readonly traces: TraceService,
    private readonly clock: Clock,
  ) {}

  async trace(
    actor: Actor,
    ids: readonly string[],
    direction: TraceQuestion['direction'],
  ): Promise<ComplaintTraces> {
    const complaints = await this.complaints.some(actor, ids);
    if (complaints.length === 0) throw noSuchComplaint();
    refuseUnknown(ids, complaints);
    const until = this.clock.now() + tracingMilliseconds;
    const traced: ComplaintTraces['traced'][number][] = [];
    const untraced: ComplaintTraces['untraced'][number][] = [];
    for (const [batchId, of] of byBatch(complaints)) {
      const complaintIds = of.map(({ id }) => id);
      const isTimeUp = this.clock.now() >= until;
      const trace = isTimeUp ? undefined : await this.traceOf(actor, batchId, direction);
      if (trace !== undefined) traced.push({ complaintIds, trace });
      else untraced.push({ complaintIds, batchId, why: isTimeUp ? 'time' : 'unseen' });
    }
    const withoutBatch = complaints.filter(({ batchId }) => batchId === null).map(({ id }) => id);
    return { traced, untraced, withoutBatch };
  }

  private async traceOf(
    actor: Actor,
    batchId: string,
    direction: TraceQuestion['direction'],
  ): Promise<TraceAnswer | undefined> {
    try {
      return await this.traces.trace(actor, ofBatch(batchId, direction));
    } catch (error) {
      if (error instanceof Problem && error.kind === notFound) return undefined;
      throw error;
    }
  }
}

function refuseUnknown(ids: readonly string[], complaints: readonly Complaint[]): void {
  const known = new Set(complaints.map(({ id }) => id));
  const faults = ids.flatMap((id) =>
    known.has(id)
      ? []
      : [{ pointer: '/complaintIds', detail: `names no complaint of yours: ${id}` }],
  );
  if (faults.length > 0) throw faultyRequest(faults);
}

/** The batch with the most complaints first: with time for some only, these tell most. */
function byBatch(complaints: readonly Complaint[]): [string, Complaint[]][] {
  const batches = new Map<string, Complaint[]>();
  for (const complaint of complaints) {
    if (complaint.batchId === null) continue;
    batches.set(complaint.batchId, [...(batches.get(complaint.batchId) ?? []), complaint]);
  }
  return [...batches].sort(([, one], [, other]) => other.length - one.length);
}
