import { fillIndex } from '../events/index.js';
import { Database } from '../platform/index.js';
import type { Command } from './command.js';

export const indexEventsCommand: Command = {
  name: 'index-events',
  parameters: [],
  purpose:
    'Writes what queries find events by, for events of before that was kept; it goes on where it stopped, and the service may run.',
  async run({ server, say }) {
    const database = await Database.open({ url: server.serviceUrl });
    try {
      while (await database.transaction(fillIndex, { role: 'fold' }));
      say('Every event is found by its words and things.');
    } finally {
      await database.close();
    }
  },
};
