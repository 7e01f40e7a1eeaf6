import { migrations } from '../../migrations/index.js';
import { migrate } from '../platform/index.js';
import type { Command } from './command.js';

export const migrateCommand: Command = {
  name: 'migrate',
  parameters: [],
  purpose:
    'Brings the database to the level of this release; the service does so itself when it starts.',
  async run({ server, say }) {
    const ran = await migrate(server, migrations);
    say(ran.length === 0 ? 'The database is up to date.' : `Ran ${ran.join(', ')}.`);
  },
};
