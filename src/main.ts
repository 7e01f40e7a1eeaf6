import type { INestApplication } from '@nestjs/common';
import { migrations } from '../migrations/index.js';
import { createApp } from './app.module.js';
import { greeting } from './cli/demo/greeting.js';
import { seedDemo } from './cli/demo/seed.js';
import {
  Clock,
  createLogger,
  Database,
  migrate,
  openServer,
  Random,
  readConfig,
  type Config,
  type DatabaseServer,
  type Logger,
} from './platform/index.js';

/** How long requests under way may take to end after the process was told to stop. */
const shutdownMilliseconds = 15_000;

await main();

async function main(): Promise<void> {
  const config = configOrExit();
  const logger = createLogger(config.logLevel);
  const stop = await start(config, logger).catch((error: unknown) => {
    logger.fatal(
      { err: error },
      error instanceof Error ? error.message : 'the service did not start',
    );
    process.exit(1);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // A second signal, or a request that will not end, cuts it short: what was acknowledged is on disk already.
    process.once(signal, () => {
      logger.info({ signal }, 'stopping');
      process.once(signal, () => process.exit(1));
      setTimeout(() => process.exit(1), shutdownMilliseconds).unref();
      void stop().then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error({ err: error }, 'did not stop in good order');
          process.exit(1);
        },
      );
    });
  }
}

/** Starts the service on its database server. Returns how to stop both. */
async function start(config: Config, logger: Logger): Promise<() => Promise<void>> {
  const server = await openServer(config, {
    logger,
    onLost: (error) => {
      logger.fatal({ err: error }, 'the database is gone for good');
      process.exit(1);
    },
  });
  try {
    const stopService = await startOn(server, config, logger);
    return () => stopService().finally(() => server.stop());
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Each step needs the one before: schema, connections, application. */
async function startOn(
  server: DatabaseServer,
  config: Config,
  logger: Logger,
): Promise<() => Promise<void>> {
  const ran = await migrate(server, migrations);
  if (ran.length > 0) logger.info({ migrations: ran }, 'database migrated');
  const { prepared, poolSize } = config;
  const pool = { url: server.serviceUrl, prepared, poolSize };
  const database = await Database.open(pool);
  const publicDatabase = await Database.open({ ...pool, role: 'furrow_public' });
  const clock = new Clock();
  const random = new Random(clock);
  const app = await createApp({ config, database, publicDatabase, clock, random, logger });
  const stop = async () => {
    await app.close();
    await publicDatabase.close();
    await database.close();
  };
  try {
    const shown = process.argv.includes('--demo') ? await seedDemo(app) : undefined;
    await listen(app, config);
    logger.info({ url: await app.getUrl() }, 'ready');
    logger.flush();
    if (shown !== undefined) process.stdout.write(await greeting(config.publicUrl, shown));
    return stop;
  } catch (error) {
    // Its loops would complain of a database that is taken from under them, and bury the reason.
    await stop();
    throw error;
  }
}

async function listen(app: INestApplication, { port, host }: Config): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new Error(`port ${port} is taken by another program: stop it, or set PORT to a free one`);
  }
}

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
