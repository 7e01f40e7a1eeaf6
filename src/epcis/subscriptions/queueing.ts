import { present } from '../../kernel/index.js';
import type { Random, Tx } from '../../platform/index.js';
import { addToWaiting, insertDeliveries, selectMeasured } from './queueing.store.js';
import { inMessages, type Subscription } from './subscription.js';

/** Whom messages are for, and when they are due: null is at once. */
export type Receiver = Pick<Subscription, 'organisationId' | 'id' | 'nextAt'>;

/** Writes events into messages of a subscription, in their order: into the one that is gathering, or into new ones. */
export async function queueEvents(
  tx: Tx,
  receiver: Receiver,
  refs: readonly string[],
  { now, random }: { readonly now: Date; readonly random: Random },
): Promise<void> {
  if (refs.length === 0) return;
  const { organisationId, id: subscriptionId, nextAt } = receiver;
  const events = await selectMeasured(tx, refs);
  if (nextAt !== null && (await addToWaiting(tx, receiver, events))) return;
  const parts = inMessages(events);
  // They are sent in the order of their ids, and those of one moment are put in any order by chance.
  const ids = parts.map(() => random.uuid()).sort();
  const messages = parts.map((part, i) => ({
    ...{ organisationId, subscriptionId, id: present(ids[i], 'an id for each'), events: part },
    dueAt: nextAt ?? now,
  }));
  await insertDeliveries(tx, messages, now);
}
