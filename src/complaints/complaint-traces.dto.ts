import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsIn, IsUUID } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import { IfGiven } from '../platform/index.js';
import { toTraceView, TraceView } from '../trace/index.js';
import { complaintsTracedMax, type ComplaintTraces } from './complaint-traces.service.js';

/** From which complaints to trace, and which way. */
export class ComplaintTracesQuery {
  /** Our ids of up to 20 complaints, with commas between. */
  @ApiProperty({ type: 'string' })
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.toLowerCase().split(',') : value,
  )
  @ArrayMinSize(1)
  @ArrayMaxSize(complaintsTracedMax)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  complaintIds!: string[];

  /** `forward`: where the batches went. `backward`: what is in them. */
  @IfGiven()
  @IsIn(['forward', 'backward', 'both'])
  direction: 'forward' | 'backward' | 'both' = 'both';
}

/** The trace of one batch, and the complaints that name it. */
export class ComplaintTraceView {
  /** Our ids of the complaints. */
  complaintIds!: string[];
  /** As `GET /api/v1/traces` answers it. */
  trace!: TraceView;
}

/** A batch that was not traced. */
export class UntracedBatchView {
  /** Our ids of the complaints that name it. */
  complaintIds!: string[];
  /** Our id of the batch. */
  batchId!: string;
  /** `unseen`: you may see no event of it. `time`: others took too long; ask for its complaints alone. */
  why!: 'unseen' | 'time';
}

/** Traces from several complaints. */
export class ComplaintTracesView {
  /** One entry a batch, that with the most complaints first. */
  traces!: ComplaintTraceView[];
  /** Batches that were not traced. */
  untraced!: UntracedBatchView[];
  /** Our ids of complaints that name no batch. */
  withoutBatch!: string[];
}

export function toComplaintTracesView(answer: ComplaintTraces): ComplaintTracesView {
  return {
    traces: answer.traced.map(({ complaintIds, trace }) => ({
      complaintIds: [...complaintIds],
      trace: toTraceView(trace),
    })),
    untraced: answer.untraced.map(({ complaintIds, batchId, why }) => ({
      complaintIds: [...complaintIds],
      ...{ batchId, why },
    })),
    withoutBatch: [...answer.withoutBatch],
  };
}
