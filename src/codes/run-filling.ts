import type { Random, Tx } from '../platform/index.js';
import { codeLength, isActiveAtOnce, type CodeRun } from './code.js';
import { insertFreeCodes } from './codes.store.js';
import { drawCodes } from './drawing.js';

/**
 * Gives all places of a run their codes, and answers these in order. Each is drawn until one was free: one statement, in all
 * likelihood, since only chance makes a code twice.
 */
export async function fillRun(tx: Tx, run: CodeRun, random: Random): Promise<string[]> {
  const activatedAt = isActiveAtOnce(run.kind) ? run.issuedAt : null;
  const codes: string[] = [];
  let open = Array.from({ length: run.size }, (_, i) => i + 1);
  while (open.length > 0) {
    const drawn = await drawCodes(open.length, codeLength(run.kind), random);
    const placed = { codes: drawn, places: open };
    for (const [i, place] of open.entries()) codes[place - 1] = drawn[i] ?? '';
    open = await insertFreeCodes(tx, run, placed, activatedAt);
  }
  return codes;
}
