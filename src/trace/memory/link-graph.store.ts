import type { Evidence } from '../../holdings/index.js';
import { parseStored } from '../../kernel/index.js';
import type { Reader, Tx } from '../../platform/index.js';
import { lineColumns, lineFrom, lineTo, type End } from '../books/line.sql.js';
import type { LinkFlow } from './link-graph.js';

/** Rows that one step takes up: a few milliseconds. */
const rowsAtOnce = 500;

/** All current flows of the moment that `tx` sees, portion by portion. */
export async function* currentFlows(tx: Tx): AsyncGenerator<LinkFlow[]> {
  await tx.query(
    `DECLARE links NO SCROLL CURSOR FOR ${selectFlows} WHERE link.superseded_at IS NULL`,
  );
  for (;;) {
    const rows = await tx.query<FlowRow>(`FETCH ${rowsAtOnce} FROM links`);
    if (rows.length === 0) break;
    yield rows.map(toFlow);
  }
  await tx.query('CLOSE links');
}

/** The last position of the feed; 0: it has none. */
export async function selectFeedEnd(reader: Reader): Promise<number> {
  const [row] = await reader.query<{ position: string }>(
    'SELECT coalesce(max(position), 0) AS position FROM feed',
  );
  return Number(row?.position ?? 0);
}

/** How far the feed has come, when events were captured or worked in since a position, and whether any still waits for that. */
export interface FeedNews {
  readonly position: number;
  /** Those of writes that have no position yet come again. */
  readonly instants: readonly Date[];
  readonly isSettling: boolean;
}

export async function selectNews(reader: Reader, after: number): Promise<FeedNews> {
  const rows = await reader.query<{ position: string; at: Date | null; isSettling: boolean }>(
    `SELECT (SELECT coalesce(max(position), $1) FROM feed) AS position, written.at,
       EXISTS (SELECT FROM pending_fold) AS "isSettling"
     FROM (SELECT) one LEFT JOIN (
       SELECT DISTINCT recorded_at AS at FROM feed
       WHERE (position > $1 OR position IS NULL) AND kind LIKE 'event-%'
     ) written ON true`,
    [after],
  );
  const [first] = rows;
  return {
    position: Number(first?.position ?? after),
    instants: rows.flatMap(({ at }) => at ?? []),
    isSettling: first?.isSettling === true,
  };
}

/** A flow that came into the books at some instant, or went out of them. */
export interface ChangedFlow {
  readonly each: LinkFlow;
  readonly isCurrent: boolean;
}

export async function selectChangedFlows(
  reader: Reader,
  instants: readonly Date[],
): Promise<ChangedFlow[]> {
  const rows = await reader.query<FlowRow>(
    `${selectFlows} WHERE link.recorded_at = ANY($1::timestamptz[]) OR link.superseded_at = ANY($1::timestamptz[])`,
    [instants.map((instant) => instant.toISOString())],
  );
  return rows.map((row) => ({ each: toFlow(row), isCurrent: row.isCurrent }));
}

const selectFlows = `
  SELECT link.ref, link.position, link.version, link.part, link.at, ${lineColumns('from')}, ${lineColumns('to')},
    link.amount, link.evidence, link.superseded_at IS NULL AS "isCurrent"
  FROM flow link`;

interface FlowRow extends End<'from'>, End<'to'> {
  readonly ref: string;
  readonly position: number;
  readonly version: number;
  readonly part: number;
  readonly at: Date;
  readonly isCurrent: boolean;
  readonly amount: string;
  readonly evidence: Evidence;
}

function toFlow(row: FlowRow): LinkFlow {
  const { ref, position, version, part, at, amount, evidence } = row;
  const flow = { from: lineFrom(row), to: lineTo(row), amount: parseStored(amount), evidence };
  return { order: { ref, at: at.getTime(), position }, version, part, flow };
}
