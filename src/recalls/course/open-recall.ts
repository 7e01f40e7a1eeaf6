import type { Actor } from '../../access/index.js';
import { Problem } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';
import { refuseClosed } from '../concerned-recall.js';
import type { OwnRecall } from '../recall.js';
import { notItsAuthority, takenOver, unknownRecall } from '../recalls.problems.js';
import { lockRecall, selectSeenRecall } from '../recalls.store.js';
import { standsOver } from './authority.store.js';

/** The actor's own open recall, locked; anybody else's answers as one that does not exist. */
export async function openRecallOf(tx: Tx, actor: Actor, id: string): Promise<OwnRecall> {
  const recall = await lockRecall(tx, id);
  if (recall?.organisationId !== actor.organisationId) throw unknownRecall();
  return refuseClosed(recall);
}

/** The open recall about whose scope the actor decides, locked: its own, unless an authority took it over, or one taken over. */
export async function openRecallLedBy(tx: Tx, actor: Actor, id: string): Promise<OwnRecall> {
  const recall = await lockRecall(tx, id);
  const { organisationId } = actor;
  if (recall === undefined) throw unknownRecall();
  if (recall.leaderId !== organisationId) {
    if (recall.organisationId !== organisationId) throw unknownRecall();
    throw new Problem(
      takenOver,
      'An authority took it over and decides about its scope: ask it. Your other duties stay yours.',
    );
  }
  return refuseClosed(recall);
}

/** An open recall that the actor sees as an authority over `whose` it is, locked. */
export async function openRecallUnder(
  tx: Tx,
  actor: Actor,
  id: string,
  whose: (recall: OwnRecall) => string,
): Promise<OwnRecall> {
  if ((await selectSeenRecall(tx, actor, id)) === undefined) throw unknownRecall();
  const recall = await lockRecall(tx, id);
  if (recall === undefined || !(await standsOver(tx, actor, whose(recall)))) {
    throw new Problem(
      notItsAuthority,
      'This is for a regulator of a higher level, in whose jurisdiction the recall is led.',
    );
  }
  return refuseClosed(recall);
}
