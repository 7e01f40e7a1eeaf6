import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { greeting } from '../../src/cli/demo/greeting.js';
import { seedDemo } from '../../src/cli/demo/seed.js';
import { AccountsService } from '../../src/parties/index.js';
import { startApp, type TestApp } from '../support/app.js';

// When the demo may begin, and what it says when it has.

async function organisationsIn({ database }: TestApp): Promise<number> {
  return (await database.as({ role: 'fold' }).query('SELECT id FROM organisation')).length;
}

test('a database that the demo did not seed is refused and left as it is', async () => {
  const service = await startApp();
  try {
    const accounts = service.app.get(AccountsService, { strict: false });
    await accounts.open({ kind: 'organisation', name: 'Somebody', roles: ['operator'] });
    await expect(seedDemo(service.app)).rejects.toThrow(/not empty .* FURROW_DATA_DIR/s);
    expect(await organisationsIn(service)).toBe(1);
  } finally {
    await service.close();
  }
});

test('in production nothing is seeded', async () => {
  const service = await startApp({ production: true });
  try {
    await expect(seedDemo(service.app)).rejects.toThrow(/NODE_ENV=production/);
    expect(await organisationsIn(service)).toBe(0);
  } finally {
    await service.close();
  }
});

describe('a seeded database', () => {
  let service: TestApp;
  let shown: Awaited<ReturnType<typeof seedDemo>>;
  beforeAll(async () => {
    service = await startApp();
    shown = await seedDemo(service.app);
  });
  afterAll(() => service.close());

  test('is told again, not seeded twice', async () => {
    const count = async () =>
      (await service.database.as({ role: 'fold' }).query('SELECT id FROM event')).length;
    const before = await count();
    expect(await seedDemo(service.app)).toEqual(shown);
    expect(await count()).toBe(before);
  });

  test('opens to the eight demo keys, each that of its role', async () => {
    const text = await greeting('http://localhost:3000', shown);
    const keys = [...text.matchAll(/^ +(fk_demo_([a-z]+)) .*\((.*)\)$/gm)];
    expect(keys).toHaveLength(8);
    for (const [, key = '', name = '', roles = ''] of keys) {
      const { status, body } = await service.send<{ roles: string[] }>(
        'GET',
        '/api/v1/organisations/me',
        { key },
      );
      expect([status, body.roles]).toEqual([200, roles.split(', ')]);
      expect(roles).toContain(name === 'admin' ? 'operator' : name);
    }
  });

  test('is greeted with addresses that answer, the consumer’s page first and as a QR symbol', async () => {
    const text = await greeting(service.url, shown);
    const pages = [...text.matchAll(/http:\/\/\S+/g)].map(([address]) => address);
    expect(pages.map((page) => new URL(page).pathname)).toEqual([
      `/t/${shown.journey}`,
      `/t/${shown.recalled}`,
      '/',
      '/desk/batches/new',
      '/scan',
      '/docs',
      '/openapi.json',
      `/api/v1/events/${shown.shipping}`,
    ]);
    expect(await scanned(text)).toBe(pages[0]);
    const verdicts = await Promise.all(
      pages.slice(0, 2).map(async (page) => {
        const answer = await fetch(page, { headers: { Accept: 'application/json' } });
        return ((await answer.json()) as { verdict: string }).verdict;
      }),
    );
    expect(verdicts).toEqual(['recorded', 'recalled']);
    for (const page of pages.slice(0, -1)) expect((await fetch(page)).status).toBe(200);
    const told = await Promise.all(
      ['producer', 'retailer', 'processor'].map(async (name) => {
        const answer = await fetch(pages.at(-1)!, {
          headers: { Authorization: `Bearer fk_demo_${name}` },
        });
        return [answer.status, (await answer.text()).includes('6.80 CNY')];
      }),
    );
    expect(told).toEqual([
      [200, true],
      [200, false],
      [404, false],
    ]);
  });
});

/** Reads a symbol drawn in half blocks, black on white, as a phone would. */
async function scanned(text: string): Promise<string | undefined> {
  const lines = text.split('\n').map((line) => line.replace(/\u001b\[[\d;]*m/g, ''));
  const rows = lines.filter((line) => /^[█▀▄ ]{21,}$/.test(line));
  const scale = 4;
  const width = Math.max(...rows.map((line) => line.length)) * scale;
  const height = rows.length * 2 * scale;
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const half = Math.floor(y / scale);
      const sign = rows[half >> 1]?.[Math.floor(x / scale)] ?? ' ';
      const isDark = sign === '█' || sign === (half % 2 === 0 ? '▀' : '▄');
      data.fill(isDark ? 0 : 255, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer } });
  const image = { data, width, height, colorSpace: 'srgb' } as ImageData;
  const [read] = await readBarcodes(image, { formats: ['QRCode'] });
  return read?.text;
}
