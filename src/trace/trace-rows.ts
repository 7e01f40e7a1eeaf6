import { Readable } from 'node:stream';
import { toBatch, toGone, toHolding, toSource } from './trace-findings.dto.js';
import { toTraceGraph } from './trace-graph.dto.js';
import { toTracedParties } from './trace-parties.dto.js';
import { toTraceEnd, toTraceHead } from './trace.dto.js';
import type { TraceAnswer } from './trace.service.js';

/** Newline-delimited JSON: one object a line. */
export const rowsType = 'application/x-ndjson';

/** Characters that are written at once: with a line at a time the socket would be asked for each. */
const pieceLength = 16_384;

/** The lines as they are read: a piece or two are held at a time, and a reader that leaves ends the making of them. */
export function traceStream(answer: TraceAnswer): Readable {
  return Readable.from(traceRows(answer), { highWaterMark: 1 });
}

/**
 * An answer as lines of JSON, for those whose scope is large: first what was asked, then a line a finding with the members that it has
 * in the tables, at last how many rows there were and whether they are all. Each line is made when it is due, so that whoever reads
 * slowly or leaves costs no more than what was judged. An answer without its last line is not whole.
 */
function* traceRows(answer: TraceAnswer): Generator<string> {
  let piece = '';
  let count = 0;
  for (const row of rowsOf(answer)) {
    piece += `${JSON.stringify(row)}\n`;
    count += 1;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  const end = toTraceEnd(answer);
  const isComplete = (answer.forward?.cut ?? answer.backward?.cut ?? null) === null;
  yield `${piece}${JSON.stringify({ row: 'end', rows: count, complete: isComplete, ...end })}\n`;
}

function* rowsOf(answer: TraceAnswer): Generator<object> {
  const { question, start, forward, backward, parties } = answer;
  const uom = forward?.doseUom ?? null;
  yield { row: 'head', ...toTraceHead(answer) };
  for (const each of forward?.batches ?? []) yield { row: 'batch', ...toBatch(each, uom) };
  for (const each of forward?.holdings ?? []) yield { row: 'holding', ...toHolding(each, parties) };
  for (const each of forward?.gone ?? []) yield { row: 'gone', ...toGone(each, parties) };
  for (const each of backward?.sources ?? []) yield { row: 'source', ...toSource(each, parties) };
  if (question.form === 'graph') {
    const { nodes, links } = toTraceGraph(forward, backward, start.batchIds);
    for (const each of nodes) yield { row: 'node', ...each };
    for (const each of links) yield { row: 'link', ...each };
  }
  for (const each of toTracedParties(answer.holders, answer.contacts)) {
    yield { row: 'party', ...each };
  }
}
