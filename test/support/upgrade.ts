import pg from 'pg';
import { migrations } from '../../migrations/index.js';
import { migrate, withScratchDatabase } from '../../src/platform/database/index.js';
import { testServer } from './server.js';

/** Ids of rows that an earlier release wrote; they sort as they are numbered. */
export const idsOfThen = [1, 2, 3, 4, 5].map((n) => `0190a4f0-0000-7000-8000-00000000000${n}`);

/**
 * Fills a database as it was before one migration came, brings it to this release, and shows it to whoever asks, as its owner
 * reads it.
 */
export async function upgraded(
  migration: (typeof migrations)[number],
  asItWas: string,
  look: (owner: pg.Client) => Promise<void>,
): Promise<void> {
  const server = await testServer();
  try {
    await withScratchDatabase(server, async (scratch) => {
      await migrate(scratch, migrations.slice(0, migrations.indexOf(migration)));
      const owner = new pg.Client({ connectionString: scratch.ownerUrl });
      await owner.connect();
      try {
        await owner.query(asItWas);
        await migrate(scratch, migrations);
        await look(owner);
      } finally {
        await owner.end();
      }
    });
  } finally {
    await server.stop();
  }
}
