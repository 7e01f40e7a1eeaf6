import type { Captured } from '../events/index.js';

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

/** What a document came to. Everything in it is stored, or nothing. */
export class CaptureView {
  /** In the order of the document. */
  events!: CapturedEventView[];
}

export function toCaptureView(captured: readonly Captured[]): CaptureView {
  return {
    events: captured.map(({ id, eventId, declaration, repeated, settling }) => ({
      id,
      eventId,
      declaration,
      repeated,
      ...(settling && { settling }),
    })),
  };
}
