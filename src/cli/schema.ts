import { writeFile } from 'node:fs/promises';
import { migrations } from '../../migrations/index.js';
import { dumpSchema, migrate, withScratchDatabase } from '../platform/index.js';
import type { Command } from './command.js';

export const schemaCommand: Command = {
  name: 'schema',
  parameters: [],
  purpose: 'Writes migrations/schema.sql from a scratch database; for those who change migrations.',
  async run({ server, say }) {
    await withScratchDatabase(server, async (scratch) => {
      await migrate(scratch, migrations);
      await writeFile('migrations/schema.sql', await dumpSchema(scratch.ownerUrl));
    });
    say('Wrote migrations/schema.sql.');
  },
};
