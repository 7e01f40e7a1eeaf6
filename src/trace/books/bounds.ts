/** How far a trace may go. Depth and nodes cut the same way every time; the time limit can't. */
export interface TraceBounds {
  /** Levels of the walk: one per batch, pool of unnamed goods or transformation on the way. */
  readonly depth: number;
  /** Batches and pools visited in all. */
  readonly nodes: number;
  /** Rows of the books read; the level that goes over it is still answered, up to `flowsHeldMax`. */
  readonly flows: number;
  /**
   * Rows of the books held at once. A level that has more is left out whole: with some of its rows a pool would seem to
   * hold less than it did, and what is only possible would seem certain.
   */
  readonly flowsHeldMax: number;
  /** Asked between levels and sources: whether the time for this trace is used up. */
  readonly isTimeUp: () => boolean;
}

/** Which bound ended the walk before it was complete, and at which level, or at which source when time ended. */
export interface Cut {
  readonly by: 'depth' | 'nodes' | 'flows' | 'time';
  readonly at: number;
}

/** How long one trace may read and judge, each way. */
export const traceMilliseconds = 5000;

export const defaultBounds: TraceBounds = {
  depth: 64,
  nodes: 2000,
  flows: 20_000,
  flowsHeldMax: 60_000,
  isTimeUp: () => false,
};

/** The usual bounds, and so much time from now. */
export function boundsUntil(clock: { now(): number }, milliseconds: number): TraceBounds {
  const deadline = clock.now() + milliseconds;
  return { ...defaultBounds, isTimeUp: () => clock.now() >= deadline };
}
