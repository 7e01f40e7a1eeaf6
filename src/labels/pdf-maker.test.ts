// Goal: whatever a PDF takes, others are answered meanwhile, and whoever asked for it is told in the end. Method: the maker with
// threads that wait for a file to be there, never end, fail or leave.
import { writeFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createLogger } from '../platform/index.js';
import { LabelFont } from './label-font.js';
import type { Media } from './media.js';
import { PdfMaker, pdfsMax } from './pdf-maker.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'furrow-pdf-'));
});
afterAll(() => rm(folder, { recursive: true }));

const makers: PdfMaker[] = [];
afterEach(async () => {
  for (const maker of makers.splice(0)) await maker.beforeApplicationShutdown();
});

const media: Media = { kind: 'roll', label: { width: 50, height: 30 } };
const imposition = { media, start: 1, cropMarks: false };
const labels = [
  {
    of: { width: 400, height: 240, dotsPerInch: 203, symbols: [], texts: [] },
    copies: 1,
  },
];
const made = Uint8Array.from(Buffer.from('a PDF'));

describe('a PDF', () => {
  test('is made while others are answered', async () => {
    const { make, release } = waiting();
    const server = createServer((_, response) => response.end('answered'));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    let isMade = false;
    const pdf = make().then((bytes) => {
      isMade = true;
      return bytes;
    });
    for (let i = 0; i < 20; i += 1) expect(await (await fetch(url)).text()).toBe('answered');
    expect(isMade).toBe(false);
    release();
    expect((await pdf).toString()).toBe('a PDF');
    server.close();
    server.closeAllConnections();
  });

  test('is one, by the thread that the service has', async () => {
    const maker = new PdfMaker({ font: new LabelFont(null), logger: createLogger('silent') });
    makers.push(maker);
    const [one, other] = await Promise.all([
      maker.make(labels, imposition),
      maker.make(labels, imposition),
    ]);
    expect([one, other].map((bytes) => bytes.toString('latin1', 0, 5))).toEqual(['%PDF-', '%PDF-']);
  });

  test('is drawn nowhere but in the thread', async () => {
    const files = await readdir('src', { recursive: true });
    const drawing: string[] = [];
    for (const file of files) {
      if (!/(?<!\.test)\.(ts|tsx|mjs)$/.test(file)) continue;
      const text = await readFile(path.join('src', file), 'utf8');
      if (/from 'pdfkit'/.test(text)) drawing.push(file);
    }
    expect(drawing).toEqual([path.join('labels', 'pdf-worker.mjs')]);
  });
});

describe('who asks for a PDF', () => {
  test.each([
    ['fails', `throw new Error('no')`],
    ['leaves', `process.exit(0)`],
  ])(
    'is told when the thread %s, and the next one gets theirs from another',
    async (_, goesWrong) => {
      const before = path.join(folder, `before-${goesWrong.length}`);
      const { make, faults } = makerOf(`
        if (existsSync(${JSON.stringify(before)})) answer();
        else { writeFileSync(${JSON.stringify(before)}, ''); ${goesWrong}; }`);
      const [first, second] = await Promise.allSettled([make(), make()]);
      expect(first).toMatchObject(refused('could not be made'));
      expect(second).toMatchObject({ status: 'fulfilled' });
      expect(faults).toHaveLength(1);
    },
  );

  test('gets theirs from another thread where the last one ended while nobody waited', async () => {
    const { make, faults } = makerOf(`answer(); setTimeout(() => process.exit(1), 1);`);
    for (let i = 0; i < 3; i += 1) {
      const ended = new Promise((resolve) =>
        process.once('worker', (each) => each.once('exit', resolve)),
      );
      expect((await make()).toString()).toBe('a PDF');
      await ended;
    }
    expect(faults).toEqual([]);
  });

  test('is told when it does not end', async () => {
    const { make } = makerOf('for (;;);', 50);
    const asked = await Promise.allSettled([make(), make()]);
    expect(asked).toMatchObject([refused('could not be made'), refused('could not be made')]);
  });

  test('is told at once when too many wait', async () => {
    const { make, release } = waiting();
    const asked = Array.from({ length: pdfsMax }, make);
    const [beyond] = await Promise.allSettled([make()]);
    expect(beyond).toMatchObject(refused('Too many'));
    release();
    expect(await Promise.all(asked)).toHaveLength(pdfsMax);
    expect((await make()).toString()).toBe('a PDF');
  });
});

const refused = (detail: string) => ({
  status: 'rejected',
  reason: { kind: { code: 'unavailable', status: 503 }, message: expect.stringContaining(detail) },
});

let waitingCount = 0;

/** Makes PDFs once it is released, and holds its thread until then. */
function waiting() {
  const ready = path.join(folder, `ready-${(waitingCount += 1)}`);
  const { make } = makerOf(`while (!existsSync(${JSON.stringify(ready)})); answer();`);
  return { make, release: () => writeFileSync(ready, '') };
}

function makerOf(onMessage: string, milliseconds = 60_000) {
  const script = `
    import { existsSync, writeFileSync } from 'node:fs';
    import { parentPort } from 'node:worker_threads';
    const answer = () => parentPort.postMessage(Uint8Array.from([${made.join()}]));
    parentPort.on('message', () => { ${onMessage} });`;
  const faults: unknown[] = [];
  const logger = createLogger('silent');
  logger.error = (told: unknown) => void faults.push(told);
  const maker = new PdfMaker({
    ...{ font: new LabelFont(null), logger, milliseconds },
    script: new URL(`data:text/javascript,${encodeURIComponent(script)}`),
  });
  makers.push(maker);
  return { make: () => maker.make(labels, imposition), faults };
}
