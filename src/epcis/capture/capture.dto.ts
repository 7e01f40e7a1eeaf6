import type { Captured } from '../../events/index.js';
import type { CaptureJob, ErrorBehaviour, EventError } from './capture-job.js';
import type { TakenDocument } from './captures.service.js';

/** What one event of a document came to. */
export class CapturedEventView {
  /** Our id of the stored event. */
  id!: string;
  /** The event's permanent id, yours or the CBV 2.0 hash of its content. */
  eventId!: string;
  /** True for the declaration that the event of this eventId was recorded in error. */
  declaration!: boolean;
  /** True when the same event had been captured before; nothing was stored for it now. */
  repeated!: boolean;
  /** Present where so much was recorded since the time of the events that they are worked in after this answer. */
  settling?: true;
}

/** What a document came to. What is named here is stored. */
export class CaptureView {
  /** Id of the capture job, which tells for 30 days what became of the document. */
  captureID!: string;
  /** In the order of the document. */
  events!: CapturedEventView[];
}

/** Where something is wrong with an event. */
export class CaptureFaultView {
  /** JSON Pointer into the document. */
  pointer!: string;
  /** What is wrong there, and what to do. */
  detail!: string;
  /** The rule that is broken, as in docs/reference/epcis-rules.md; left out where it is none of a document's. */
  rule?: string;
}

/** Why an event was not stored: a problem (RFC 9457). */
export class CaptureErrorView {
  /** `/problems/{code}`: what it means and what to do. */
  type!: string;
  /** The kind of problem in words; the same each time. */
  title!: string;
  /** HTTP status with which a document of this event alone is refused. */
  status!: number;
  /** What is wrong this time, and what to do. */
  detail!: string;
  /** Stable name of the kind. */
  code!: string;
  /** The eventID, where it is known by that something else is stored under it. */
  eventId?: string;
  /** The first faults of the event. */
  errors!: CaptureFaultView[];
}

/** What became of a document. */
export class CaptureJobView {
  /** Id of the job. */
  captureID!: string;
  /** When the document came, as RFC 3339 in UTC. */
  createdAt!: string;
  /** When its events were stored, as RFC 3339 in UTC. */
  finishedAt!: string;
  /** Always false: a document is stored before it is answered. */
  running!: boolean;
  /** Whether every event of the document is stored. */
  success!: boolean;
  /** `rollback`: all events or none. `proceed`: the good ones. */
  captureErrorBehaviour!: ErrorBehaviour;
  /** One for each event that was not stored, in the order of the document. */
  errors!: CaptureErrorView[];
}

export function toCaptureView({ captureId, captured }: TakenDocument): CaptureView {
  return { captureID: captureId, events: captured.map(toCapturedEventView) };
}

export function toCapturedEventView(captured: Captured): CapturedEventView {
  const { id, eventId, declaration, repeated, settling } = captured;
  return { id, eventId, declaration, repeated, ...(settling && { settling }) };
}

export function toCaptureJobView(job: CaptureJob): CaptureJobView {
  const { id, createdAt, finishedAt, behaviour, errors } = job;
  return {
    captureID: id,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    running: false,
    success: errors.length === 0,
    captureErrorBehaviour: behaviour,
    errors: errors.map(toCaptureErrorView),
  };
}

function toCaptureErrorView(error: EventError): CaptureErrorView {
  const { title, status, detail, code, eventId, errors } = error;
  return {
    ...{ type: `/problems/${code}`, title, status, detail, code },
    ...(eventId !== undefined && { eventId }),
    errors: errors.map(({ pointer, detail, rule }) => ({
      ...{ pointer, detail },
      ...(rule !== undefined && { rule }),
    })),
  };
}
