import type { Eyes } from '../../access/index.js';
import type { Database, Reader } from '../../platform/index.js';

/** Through whose eyes a query is answered. */
export interface Asker {
  readonly actor: Eyes;
  readonly reader: Reader;
  /** Reads what names stand for, whoever's they are. */
  readonly beyond: Reader;
}

/** An organisation that asks, and what it is answered from. */
export function askerOf(database: Database, actor: Eyes): Asker {
  const reader = database.as({ organisationId: actor.organisationId });
  return { actor, reader, beyond: database.as({ role: 'trace' }) };
}
