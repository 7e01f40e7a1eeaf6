import { appendFeed } from '../log/index.js';
import type { Tx } from '../platform/index.js';
import { stretchesOf } from './code-choice.js';
import { lifeRules } from './code-life.js';
import { changeLife, coverRuns, lockRuns, selectIn } from './code-spans.store.js';
import { selectNamedCodes } from './codes.store.js';

/** Codes of one batch that somebody has reason to suspect. */
export interface Suspects {
  readonly organisationId: string;
  readonly batchId: string;
  readonly codes: readonly string[];
  readonly reason: string;
}

/**
 * Blocks item and case codes in the transaction of whoever found the reason, with a feed row as for whom their owner blocks.
 * What is not in use stays as it is. Answers those that are blocked now, whether they were before or not. Whoever does so
 * for several batches takes them in the order of their ids.
 */
export async function blockSuspects(
  tx: Tx,
  { organisationId, batchId, codes, reason }: Suspects,
  { feedId, at }: { readonly feedId: string; readonly at: Date },
): Promise<string[]> {
  const found = await selectNamedCodes(tx, batchId, codes);
  const runIds = [...new Set(found.map(({ runId }) => runId))];
  await lockRuns(tx, batchId, runIds);
  await coverRuns(tx, runIds);
  const inUse = await selectIn(tx, lifeRules.block.from, found);
  const blocked = await selectIn(tx, lifeRules.block.again, found);
  if (inUse.length > 0) {
    await changeLife(tx, 'block', stretchesOf(inUse), { at, reason });
    const payload = { batchId, size: inUse.length };
    const row = { id: feedId, organisationId, recordedAt: at, subject: batchId, payload };
    appendFeed(tx, [{ ...row, kind: lifeRules.block.told }]);
  }
  return [...inUse, ...blocked].map(({ code }) => code);
}
