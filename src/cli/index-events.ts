import { fillTerms } from '../events/index.js';
import { Database } from '../platform/index.js';
import type { Command } from './command.js';

export const indexEventsCommand: Command = {
  name: 'index-events',
  parameters: [],
  purpose:
    'Writes what queries find events by, for events of before that was kept; it can be run again and while the service runs.',
  async run({ server, say }) {
    const database = await Database.open({ url: server.serviceUrl });
    try {
      let last: string | undefined;
      do {
        const after = last;
        last = await database.transaction((tx) => fillTerms(tx, after), { role: 'fold' });
      } while (last !== undefined);
      say('Every event is found by its words.');
    } finally {
      await database.close();
    }
  },
};
