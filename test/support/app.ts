import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createApp } from '../../src/app.module.js';
import {
  createLogger,
  Database,
  readConfig,
  type Config,
  type Logger,
} from '../../src/platform/index.js';
import { Searcher } from './canaries/searcher.js';
import { finishSearch, noteStarted } from './canaries/tally.js';
import { cloneDatabase, type TestDatabase } from './database.js';

/** One answer of the service, its body read. */
export interface Answer<Body = Record<string, never>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** The whole service over real HTTP, on a database of its own. */
export interface TestApp extends TestDatabase {
  readonly app: NestExpressApplication;
  /** What the public door reads with. */
  readonly publicDatabase: Database;
  readonly url: string;
  readonly logger: Logger;
  /** Searches all that the service says for what whoever asks may not be told; `close` fails if it found any. */
  readonly searcher: Searcher;
  /** Sends one request. `body` is sent as JSON; a string is sent as it is. */
  send<Body = Record<string, never>>(
    method: string,
    path: string,
    options?: {
      readonly key?: string | undefined;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    },
  ): Promise<Answer<Body>>;
  /** Call in afterAll. */
  close(): Promise<void>;
}

/** Clocks of tests stand still, so that nothing that was used up comes back: limits are for the tests that ask for them. */
const settingsOfTests = {
  ...{ LOG_LEVEL: 'silent', PORT: '0', FURROW_RATE_LIMITS: 'off' },
  FURROW_NIGHTLY_DRILLS: 'off',
};

/** What differs from usual. */
interface AppOptions {
  /** Where every line of the log goes, for a test that reads it. */
  readonly logFile?: string;
  /** Puts something between the service and its database. */
  readonly seenThrough?: (database: Database) => Database;
}

export async function startApp(
  settings: Partial<Config> = {},
  { logFile = unreadLog(), seenThrough = (database) => database }: AppOptions = {},
): Promise<TestApp> {
  noteStarted();
  const home = await cloneDatabase();
  const { clock, random } = home;
  const database = seenThrough(home.database);
  const config = { ...readConfig(settingsOfTests), ...settings };
  const logger = createLogger('trace', logFile);
  const publicDatabase = await Database.open({
    url: home.server.serviceUrl,
    role: 'furrow_public',
    poolSize: 4,
  });
  const app = await createApp({ config, database, publicDatabase, clock, random, logger });
  const searcher = new Searcher(home.everything);
  searcher.watch(app.getHttpServer());
  await app.listen(0, '127.0.0.1');
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  return {
    ...home,
    app,
    publicDatabase,
    url,
    logger,
    searcher,
    send: async (method, path, { key, body, headers = {} } = {}) => {
      const response = await fetch(new URL(path, url), {
        method,
        redirect: 'manual',
        headers: {
          ...(key !== undefined && { Authorization: `Bearer ${key}` }),
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = /json/.test(response.headers.get('content-type') ?? '');
      return {
        status: response.status,
        headers: response.headers,
        body: (isJson && text !== '' ? JSON.parse(text) : text) as never,
      };
    },
    close: async () => {
      await app.close();
      await publicDatabase.close();
      await new Promise<void>((done) => logger.flush(() => done()));
      await searcher.readLog(logFile);
      try {
        await finishSearch(searcher);
      } finally {
        await home.drop();
        await rm(logFile);
      }
    },
  };
}

let logCount = 0;

/** A log that no test reads is searched all the same. */
function unreadLog(): string {
  logCount += 1;
  return path.join(process.env.FURROW_TEST_DATA ?? '.data', `log-${process.pid}-${logCount}`);
}
