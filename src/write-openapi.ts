import { readFile, writeFile } from 'node:fs/promises';
import { createApp } from './app.module.js';
import { apiDescription } from './openapi.js';
import { Clock, createLogger, Database, Random, readConfig } from './platform/index.js';

/** `npm run openapi` writes the description of the API; with `--check` it only says whether it is current. */
const file = 'docs/reference/openapi.json';

const text = `${JSON.stringify(await description(), null, 2)}\n`;
if (!process.argv.includes('--check')) await writeFile(file, text);
else if (text !== (await readFile(file, 'utf8'))) {
  process.stderr.write(`${file} is not what the service says now: run npm run openapi\n`);
  process.exitCode = 1;
}

/** Of the built application, since the build turns comments into descriptions. It is not started. */
async function description(): Promise<unknown> {
  const clock = new Clock();
  const app = await createApp({
    config: readConfig({}),
    // Routes are described without a single statement; a connection would only make this need a server.
    database: Object.create(Database.prototype) as Database,
    publicDatabase: Object.create(Database.prototype) as Database,
    clock,
    random: new Random(clock),
    logger: createLogger('silent'),
  });
  return apiDescription(app);
}
