import { readFile, writeFile } from 'node:fs/promises';
import type { OpenAPIObject } from '@nestjs/swagger';
import { createApp } from './app.module.js';
import { apiDescription } from './openapi.js';
import { permissionsPage } from './permissions-page.js';
import { Clock, createLogger, Database, Random, readConfig } from './platform/index.js';

/** `npm run openapi` writes the pages that the service says itself; with `--check` it only says whether they are current. */
const document = await description();
const pages = {
  'docs/reference/openapi.json': `${JSON.stringify(document, null, 2)}\n`,
  'docs/reference/permissions.md': permissionsPage(document),
};

for (const [file, text] of Object.entries(pages)) {
  if (!process.argv.includes('--check')) await writeFile(file, text);
  else if (text !== (await readFile(file, 'utf8'))) {
    process.stderr.write(`${file} is not what the service says now: run npm run openapi\n`);
    process.exitCode = 1;
  }
}

/** Of the built application, since the build turns comments into descriptions. It is not started. */
async function description(): Promise<OpenAPIObject> {
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
