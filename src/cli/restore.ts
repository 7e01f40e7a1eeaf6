import { migrations } from '../../migrations/index.js';
import { endWaitingDevices } from '../access/index.js';
import { nobody, recordOperatorsAct } from '../audit/index.js';
import { endAllThatPasses } from '../people/index.js';
import { Clock, Database, Random, restore } from '../platform/index.js';
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
      const clock = new Clock();
      const now = new Date(clock.now());
      const gate = database.as({ role: 'gate' });
      await endAllThatPasses(gate, now);
      await endWaitingDevices(gate, now);
      const act = { action: 'restore', organisationId: nobody, subject: null } as const;
      await recordOperatorsAct(database, new Random(clock), act);
    } finally {
      await database.close();
    }
    say('Everybody is signed out, and open invitations and codes for devices have ended.');
  },
};
