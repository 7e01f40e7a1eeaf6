/** How far a trace may go. Depth and nodes cut the same way every time; the time limit can't. */
export interface TraceBounds {
  /** Levels of the walk: one per batch, pool of unnamed goods or transformation on the way. */
  readonly depth: number;
  /** Batches and pools visited in all. */
  readonly nodes: number;
  /** Asked between levels: whether the time for this trace is used up. */
  readonly isTimeUp: () => boolean;
}

/** Which bound ended the walk before it was complete, and after which level. */
export interface Cut {
  readonly by: 'depth' | 'nodes' | 'time';
  readonly at: number;
}

export const defaultBounds: TraceBounds = { depth: 64, nodes: 5000, isTimeUp: () => false };
