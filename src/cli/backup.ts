import { backup } from '../platform/index.js';
import type { Command } from './command.js';

export const backupCommand: Command = {
  name: 'backup',
  parameters: ['file'],
  purpose: 'Writes all data as of this moment to a new file, while the service runs.',
  async run({ server, say }, file = '') {
    const tables = await backup(server.ownerUrl, file);
    const bytes = tables.reduce((sum, table) => sum + table.bytes, 0);
    say(`Wrote ${tables.length} tables, ${bytes} bytes before compression, to ${file}.`);
  },
};
