import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pino } from 'pino';
import { gatheringLines } from './log-block.js';

const folder = mkdtempSync(path.join(tmpdir(), 'furrow-log-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
async function written(lines: readonly string[], flushedAfter: number): Promise<string> {
  const dest = path.join(folder, String((files += 1)));
  const stream = pino.destination({ dest, sync: false, contentMode: 'buffer', minLength: 1 });
  await once(stream, 'ready');
  const gathering = gatheringLines(stream);
  lines.forEach((line, i) => {
    gathering.write(line);
    if (i === flushedAfter) gathering.flush();
  });
  const closed = once(stream, 'close');
  gathering.end();
  await closed;
  return readFileSync(dest, 'utf8');
}

const line = fc.oneof(
  { weight: 8, arbitrary: fc.string({ unit: 'grapheme', maxLength: 400 }) },
  fc.nat(40_000).map((length) => '批'.repeat(length)),
);

it('every line is written, whole and in its order, however long and whenever the stream is emptied', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 120 }), fc.nat(120), async (lines, flushed) => {
      expect(await written(lines, flushed)).toBe(Buffer.from(lines.join('')).toString());
    }),
    { numRuns: 30 },
  );
});
