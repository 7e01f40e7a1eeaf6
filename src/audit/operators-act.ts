import { madeAt } from '../kernel/index.js';
import type { Random, Reader } from '../platform/index.js';
import { insertEntries } from './audit.store.js';
import type { AuditedAction, AuditEntry } from './entry.js';

/** What the operator did at the command line, and to whom. */
export type OperatorsAct = Pick<AuditEntry, 'organisationId' | 'subject'> & {
  readonly action: AuditedAction;
};

/** Puts an act of the operator on record, on disk: in the transaction of what was done, or before its outcome is told. */
export async function recordOperatorsAct(
  reader: Reader,
  random: Random,
  act: OperatorsAct,
): Promise<void> {
  const id = random.uuid();
  const overHttp = { method: null, route: null, status: null, address: null };
  const forNobody = { onBehalfOf: null, agent: null };
  const entry = {
    ...act,
    ...overHttp,
    ...forNobody,
    id,
    at: new Date(madeAt(id)),
    credential: 'cli',
  };
  await insertEntries(reader, [entry], { durable: true });
}
