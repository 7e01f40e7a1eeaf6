import { appendFeed } from '../log/index.js';
import type { Clock, Database, Random, Tx } from '../platform/index.js';
import { fold } from './fold.js';
import { selectPendingChanges, takePending } from './state/pending.store.js';

/** Where what is pending lies, and what dates and names its traces. */
export interface SettlingBy {
  readonly database: Database;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Pick<Random, 'uuid'>;
}

/**
 * Folds all that is pending, whatever it takes: each capture in a transaction of its own, since a state between two
 * steps of it would be neither the old nor the new one. A crash leaves what is not yet folded as it was. One that
 * fails keeps no other from being tried; faults are thrown at the end.
 */
export async function settle(by: SettlingBy): Promise<void> {
  const faults: unknown[] = [];
  for (const changeId of await selectPendingChanges(by.database.as({ role: 'fold' }))) {
    await by.database
      .transaction((tx) => settleChange(tx, changeId, by), { role: 'fold' })
      .catch((fault: unknown) => faults.push(fault));
  }
  if (faults.length > 0) throw new AggregateError(faults, 'late events could not be folded');
}

async function settleChange(
  tx: Tx,
  changeId: string,
  { clock, random }: SettlingBy,
): Promise<void> {
  const pending = await takePending(tx, changeId);
  if (pending.length === 0) return;
  const recordedAt = new Date(clock.now());
  await fold(tx, {
    added: pending.filter(({ withdraws }) => !withdraws).map(({ event }) => event),
    withdrawn: pending.filter(({ withdraws }) => withdraws).map(({ event }) => event.ref),
    recordedAt,
    recorded: 'fact',
  });
  const rows = pending.map(({ event, organisationId }) => ({
    id: random.uuid(),
    organisationId,
    kind: 'event-settled',
    subject: event.ref,
    payload: { eventId: event.eventId },
    recordedAt,
  }));
  appendFeed(tx, rows);
}
