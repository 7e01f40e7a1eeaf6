import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { compileSources } from '../support/compiled.js';

let folder: string;
beforeAll(async () => {
  folder = await compileSources(['src/platform', 'src/kernel']);
});
afterAll(() => rm(folder, { recursive: true }));

it('lines of one turn are written though the process exits in it, a fatal one too', () => {
  const lines = linesOf(`
    logger.info('first');
    logger.fatal('second');
    logger.info('third');
    process.exit(1);`);
  expect(lines.map(({ msg }) => msg)).toEqual(['first', 'second', 'third']);
});

it('secrets are redacted wherever they stand, and lines that can hold none skip the search', () => {
  const secret = `{ authorization: 'fk_secret', headers: { cookie: 'fk_secret' } }`;
  const [line, plain, ...others] = linesOf(`
    logger.info({ request: ${secret}, ...${secret} }, 'seen');
    plainLines(logger, 'lookup')('"verdict":"recorded"');
    plainLines(createLogger('warn'), 'lookup')('"verdict":"unknown"');`);
  expect(JSON.stringify(line)).not.toContain('fk_secret');
  expect(line).toMatchObject({ authorization: '[redacted]', level: 'info' });
  expect(plain).toMatchObject({ verdict: 'recorded', msg: 'lookup', name: 'furrow' });
  expect(others).toEqual([]);
});

function linesOf(work: string): Record<string, unknown>[] {
  const logging = path.join(folder, 'src/platform/logging.js');
  const text = `import { createLogger, plainLines } from ${JSON.stringify(logging)};
    const logger = createLogger('info');
    ${work}`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', text], {
    encoding: 'utf8',
    env: {},
  });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
