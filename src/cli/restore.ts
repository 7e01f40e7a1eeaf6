import { migrations } from '../../migrations/index.js';
import { endWaitingDevices } from '../access/index.js';
import { endAllThatPasses } from '../people/index.js';
import { Clock, Database, restore } from '../platform/index.js';
import type { Command } from './command.js';

export const restoreCommand: Command = {
  name: 'restore',
  parameters: ['file'],
  purpose: 'Loads a backup into an empty database (a new FURROW_DATA_DIR or DATABASE_URL).',
  async run({ server, say }, file = '') {
    const tables = await restore(server, migrations, file);
    say(`Restored ${tables.length} tables; each matches the digest in ${file}.`);
    const database = await Database.open({ url: server.serviceUrl, poolSize: 1 });
    try {
      const now = new Date(new Clock().now());
      await endAllThatPasses(database, now);
      await endWaitingDevices(database, now);
    } finally {
      await database.close();
    }
    say('Everybody is signed out, and open invitations and codes for devices have ended.');
  },
};
