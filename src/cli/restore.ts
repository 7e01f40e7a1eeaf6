import { migrations } from '../../migrations/index.js';
import { restore } from '../platform/index.js';
import type { Command } from './command.js';

export const restoreCommand: Command = {
  name: 'restore',
  parameters: ['file'],
  purpose: 'Loads a backup into an empty database (a new FURROW_DATA_DIR or DATABASE_URL).',
  async run({ server, say }, file = '') {
    const tables = await restore(server, migrations, file);
    say(`Restored ${tables.length} tables; each matches the digest in ${file}.`);
  },
};
