import { blockSuspects } from '../codes/index.js';
import type { Random, Tx } from '../platform/index.js';
import { noteBlocked, selectUnblocked, type Shown } from './judging.store.js';

/** A signal at a code of a batch whose owner wants such codes blocked. */
export type ToBlock = Shown & { readonly batchId: string };

/**
 * Blocks the codes at which signals were shown that block, each signal a code once: an owner who lifts it has judged what
 * it was shown by. The alerts stand already, in the same transaction.
 */
export async function blockShown(tx: Tx, shown: readonly ToBlock[], random: Random): Promise<void> {
  const fresh = new Set((await selectUnblocked(tx, shown)).map(keyOf));
  const due = shown.filter((one) => fresh.has(keyOf(one)));
  const batches = [...new Set(due.map(({ batchId }) => batchId))].sort();
  for (const batchId of batches) {
    const ofBatch = due.filter((one) => one.batchId === batchId);
    const blocked: string[] = [];
    for (const [reason, suspects] of byReason(ofBatch)) {
      const [{ organisationId, at }] = suspects;
      const codes = suspects.map(({ code }) => code);
      const feedId = random.uuid();
      const of = { organisationId, batchId, codes, reason };
      blocked.push(...(await blockSuspects(tx, of, { feedId, at })));
    }
    await noteBlocked(
      tx,
      ofBatch.filter(({ code }) => blocked.includes(code)),
    );
  }
}

/** A code at which several signals are shown at once is blocked by all of them. */
function byReason(shown: readonly ToBlock[]): [string, [ToBlock, ...ToBlock[]]][] {
  const signals = new Map<string, string>();
  for (const { code, signal } of shown) {
    const others = signals.get(code);
    signals.set(code, others === undefined ? signal : `${others}, ${signal}`);
  }
  const reasons = new Map<string, [ToBlock, ...ToBlock[]]>();
  for (const one of shown) {
    const reason = `looks: ${signals.get(one.code)}`;
    const others = reasons.get(reason);
    if (others === undefined) reasons.set(reason, [one]);
    else if (!others.some(({ code }) => code === one.code)) others.push(one);
  }
  return [...reasons];
}

const keyOf = ({ code, signal }: Pick<Shown, 'code' | 'signal'>) => `${code} ${signal}`;
