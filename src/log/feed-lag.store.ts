import type { Reader } from '../platform/index.js';

/** How many writes one reader of the feed has still before it. */
export interface FeedLag {
  /** `sequencer`, or the name of a follower. */
  readonly reader: string;
  /** For the sequencer committed writes without a position, counted up to 10,000; for a follower positions. */
  readonly rows: number;
}

/** Costs a look at an index for each follower, and at most 10,000 entries of the one over what waits. */
export async function feedLag(
  reader: Reader,
  followers: readonly string[],
): Promise<readonly FeedLag[]> {
  return reader.query<FeedLag>(
    `SELECT 'sequencer' AS reader, count(*)::int AS rows
     FROM (SELECT FROM feed WHERE position IS NULL LIMIT 10000) AS waiting
     UNION ALL
     SELECT name, (coalesce(last_position, 0) - coalesce(position, 0))::float8
     FROM unnest($1::text[]) AS follower (name)
     LEFT JOIN feed_follower USING (name) LEFT JOIN feed_sequencer ON true`,
    [followers],
  );
}
