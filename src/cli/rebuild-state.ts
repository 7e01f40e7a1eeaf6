import { migrations } from '../../migrations/index.js';
import { compareStates, foldAnew, settle, type StateDifference } from '../holdings/index.js';
import { Clock, Database, migrate, Random, withScratchDatabase } from '../platform/index.js';
import type { Command } from './command.js';

/** Characters of a row that are shown: what it names stands at its beginning. */
const shownMax = 400;

export const rebuildStateCommand: Command = {
  name: 'rebuild-state',
  parameters: ['--verify'],
  purpose:
    'Folds all claims again in a scratch database and compares; state that differs is reported and left alone.',
  async run({ server, say }) {
    const stored = await Database.open({ url: server.serviceUrl });
    try {
      // What is put off is claimed and not folded yet: nothing to compare, so it is folded first.
      const clock = new Clock();
      await settle({ database: stored, clock, random: new Random(clock) });
      await withScratchDatabase(server, async (scratch) => {
        await migrate(scratch, migrations);
        const rebuilt = await Database.open({ url: scratch.serviceUrl });
        try {
          await verify(stored, rebuilt, say);
        } finally {
          await rebuilt.close();
        }
      });
    } finally {
      await stored.close();
    }
  },
};

/** One snapshot of the stored state throughout, so that captures go on meanwhile and are no difference. */
async function verify(
  stored: Database,
  rebuilt: Database,
  say: (line: string) => void,
): Promise<void> {
  await stored.transaction(
    async (snapshot) => {
      const claims = await foldAnew(snapshot, rebuilt, new Date(new Clock().now()));
      const differences = await compareStates(snapshot, rebuilt.as({ role: 'trace' }));
      for (const difference of differences) report(difference, say);
      if (differences.length > 0)
        throw new Error('The stored state is not what the claims fold to.');
      say(`Folded ${claims} claims again: the same rows.`);
    },
    { role: 'trace', snapshot: true },
  );
}

function report({ table, stored, rebuilt }: StateDifference, say: (line: string) => void): void {
  for (const row of stored) say(`${table}, only stored: ${row.slice(0, shownMax)}`);
  for (const row of rebuilt) say(`${table}, only rebuilt: ${row.slice(0, shownMax)}`);
}
