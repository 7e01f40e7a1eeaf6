import { forgetAddresses } from '../audit/index.js';
import { eraseAccount, selectLongEnded } from '../people/index.js';
import type { Database } from '../platform/index.js';

/** Erases people whose accounts ended long ago, each in a transaction of its own. */
export async function eraseLongEnded(
  database: Database,
  {
    endedBefore,
    now,
    most,
  }: { readonly endedBefore: Date; readonly now: number; readonly most: number },
): Promise<number> {
  const ended = await selectLongEnded(database.as({ role: 'keeper' }), endedBefore, most);
  for (const { id, organisationId } of ended) {
    await database.transaction(
      async (tx) => {
        await eraseAccount(tx, { id, erasedAt: null }, new Date(now));
        await forgetAddresses(tx, { organisationId, credential: `person/${id}` });
      },
      { role: 'keeper' },
    );
  }
  return ended.length;
}
