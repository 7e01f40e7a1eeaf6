import type { Actor } from '../access/index.js';
import { keepFromClosing } from '../holdings/index.js';
import { Problem } from '../kernel/index.js';
import type { Tx } from '../platform/index.js';
import type { Recall } from './recall.js';
import { recallClosed, unknownRecall } from './recalls.problems.js';
import { lockNoticed, lockRecall } from './recalls.store.js';

/** An open recall that the actor was told of, which is not closed while the transaction runs. */
export async function noticedRecall(tx: Tx, actor: Actor, id: string): Promise<Recall> {
  // Row security lets nobody lock another's recall, but whoever has its goods keeps it from letting them go.
  await keepFromClosing(tx, [id]);
  const recall = await lockNoticed(tx, id, actor.organisationId);
  if (recall === undefined) throw unknownRecall();
  return refuseClosed(recall);
}

/** An open recall that the actor opened or was told of. */
export async function concernedRecall(tx: Tx, actor: Actor, id: string): Promise<Recall> {
  const recall = await lockRecall(tx, id);
  if (recall?.organisationId === actor.organisationId) return refuseClosed(recall);
  return noticedRecall(tx, actor, id);
}

export function refuseClosed<Case extends Pick<Recall, 'closedAt'>>(recall: Case): Case {
  if (recall.closedAt === null) return recall;
  throw new Problem(recallClosed, `It was closed at ${recall.closedAt.toISOString()}.`);
}
