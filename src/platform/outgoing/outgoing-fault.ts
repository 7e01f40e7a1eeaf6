/**
 * Why there is no answer: what may not be asked (`malformed`, `not-https`, `with-credentials`, `not-public`), or what came
 * of asking (`unanswered`, `late`, `too-long`).
 */
export type OutgoingWhy =
  | 'malformed'
  | 'not-https'
  | 'with-credentials'
  | 'not-public'
  | 'unanswered'
  | 'late'
  | 'too-long';

/** A request to elsewhere that came to nothing. It names the host alone: paths and queries of others hold secrets. */
export class OutgoingFault extends Error {
  constructor(
    readonly why: OutgoingWhy,
    host: string,
    /** What the system calls it, such as `ECONNREFUSED`. */
    readonly code?: string,
  ) {
    super(`asking ${host || 'nobody'} came to nothing: ${code ?? why}`);
  }
}
