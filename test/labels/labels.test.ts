// Goal: labels of one's own goods, and of nobody else's, lead back to the goods that they were asked for. Method: real requests;
// files rendered and read by programs that are not ours, and what is read looked up at the public door.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseIdentifier } from '../../src/identifiers/index.js';
import { World, type Body } from '../cases/world.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { readSymbols } from '../support/symbol-readers.js';
import { isWide, settable } from './wide-font.js';
import { readTspl, renderPdf, renderSvg, renderZpl } from './renderers.js';

const publicUrl = 'https://trace.example';
const name = settable('红富士^XZ"苹果<b>');
/** Of words on labels, which no other language needs a font for. */
const language = isWide ? 'zh-CN' : 'en';

let world: World;
let key: string;
let batch: string;
let native: string;
let run: { runId: string; codes: string[] };
beforeAll(async () => {
  world = await World.start({ publicUrl });
  ({ key } = await world.trader('F'));
  await world.trader('P');
  await world.product('X', 'F', { name, dateType: 'use-by', shelfLifeDays: 30 });
  await world.product('Y', 'F', { name, gtin: undefined });
  batch = await world.make('F', 'a/B(1)', '100', { hour: 1 });
  native = await world.make('F', 'N', '100', { hour: 1, product: 'Y' });
  run = (await world.post(key, `/api/v1/batches/${batch}/codes`, {
    ...{ kind: 'item', count: 40 },
  })) as never;
});
afterAll(() => world?.close());

interface Download {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

async function download(path: string, by = key): Promise<Download> {
  const address = new URL(path, world.service.url);
  address.searchParams.append('language', language);
  const response = await fetch(address, {
    headers: { Authorization: `Bearer ${by}` },
  });
  const { status, headers } = response;
  return { status, headers, bytes: Buffer.from(await response.arrayBuffer()) };
}

async function labelsOf(path: string): Promise<Buffer> {
  const { status, headers, bytes } = await download(path);
  expect([status, status === 200 ? '' : bytes.toString()]).toEqual([200, '']);
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"$/);
  expect(headers.get('cache-control')).toBe('no-store');
  return bytes;
}

const scans = async (png: Uint8Array) => {
  const formats = ['QRCode', 'DataMatrix', 'Code128'] as const;
  return (await readSymbols(png, { formats: [...formats] })).map(({ scan }) => scan);
};

async function scansOfPdf(bytes: Buffer): Promise<string[]> {
  const found: string[] = [];
  for (const { png } of await renderPdf(bytes)) found.push(...(await scans(png)));
  return found;
}

/** What a stranger is told at the door by what a scanner sent: the number of the batch. */
async function numberBehind(scan: string): Promise<unknown> {
  const { key: path } = parseIdentifier(scan);
  const { body } = await world.service.send<{ batch?: { number?: string } }>('GET', path, {
    headers: { Accept: 'application/json' },
  });
  return body.batch?.number;
}

describe('labels of a batch', () => {
  test('as sheets lead back to it, each of them', async () => {
    const query = 'media=a4-3x8&start=20&copies=30&cropMarks=true';
    const found = await scansOfPdf(await labelsOf(`/api/v1/batches/${batch}/labels?${query}`));
    expect(found).toHaveLength(30);
    expect(new Set(found).size).toBe(1);
    expect(await numberBehind(found[0]!)).toBe('a/B(1)');
  });

  test.each([
    ['qr', ']Q1'],
    ['gs1-datamatrix', ']d2'],
    ['gs1-128', ']C1'],
  ])('lead back to it in every format, as %s', async (symbol, aim) => {
    const at = `/api/v1/batches/${batch}/labels?symbol=${symbol}&media=roll-120x50&format=`;
    const label = { width: 120, height: 50 };
    const [zpl] = await renderZpl((await labelsOf(`${at}zpl`)).toString(), label, 8);
    const [tspl] = readTspl((await labelsOf(`${at}tspl`)).toString());
    const found = [
      ...(await scansOfPdf(await labelsOf(`${at}pdf`))),
      ...(await scans(renderSvg((await labelsOf(`${at}svg`)).toString()).png)),
      ...(await scans(await labelsOf(`${at}png`))),
      ...(await scans(zpl!)),
      ...tspl!.qr.map((text) => `]Q1${text}`),
      ...tspl!.dataMatrix.map((text) => `]d2${text}`),
      ...(tspl!.bars ? await scans(tspl!.bars) : []),
    ];
    expect(found.map((scan) => scan.slice(0, 3))).toEqual(Array(5).fill(aim));
    expect(new Set(found.map((scan) => scan.slice(3))).size).toBe(1);
    expect(await numberBehind(found[0]!)).toBe('a/B(1)');
  });

  test('without a GTIN bear our own link, in capitals where they are small, and no symbol of GS1', async () => {
    const small = await labelsOf(`/api/v1/batches/${native}/labels?media=a4-5x13`);
    expect(await scansOfPdf(small)).toEqual([
      expect.stringMatching(/^\]Q1HTTPS:\/\/TRACE\.EXAMPLE\/T\/[0-9A-Z]{12}$/),
    ]);
    const large = await labelsOf(`/api/v1/batches/${native}/labels?media=roll-80x60`);
    const [link] = await scansOfPdf(large);
    expect(link).toMatch(/^\]Q1https:\/\/trace\.example\/t\/[0-9A-Z]{12}$/);
    expect(await numberBehind(link!)).toBe('N');
    const refused = await download(`/api/v1/batches/${native}/labels?symbol=gs1-datamatrix`);
    expect([refused.status, JSON.parse(refused.bytes.toString()).code]).toEqual([422, 'no-gtin']);
  });
});

describe('labels of a run', () => {
  test('are those of the stretch, in its order', async () => {
    const query = 'from=5&to=12&format=zpl';
    const zpl = await labelsOf(`/api/v1/code-runs/${run.runId}/labels?${query}`);
    const pictures = await renderZpl(zpl.toString(), { width: 50, height: 30 }, 8);
    const found: string[] = [];
    for (const picture of pictures) found.push(...(await scans(picture)));
    const codes = found.map((scan) => parseIdentifier(scan).parts.serial);
    expect(codes).toEqual(run.codes.slice(4, 12));
  });

  test('of units, too', async () => {
    const units = await world.post(key, '/api/v1/logistic-units/codes', { count: 3 });
    const pdf = await labelsOf(`/api/v1/code-runs/${String(units.runId)}/labels?from=2&to=3`);
    const codes = (await scansOfPdf(pdf)).map((scan) => parseIdentifier(scan).parts.code);
    expect(codes).toEqual((units.codes as string[]).slice(1));
  });

  test('are all there, or none', async () => {
    const short = await world.post(key, `/api/v1/batches/${batch}/codes`, {
      ...{ kind: 'item', count: 3 },
    });
    const owner = await world.owner();
    await owner.query('DELETE FROM code WHERE run_id = $1 AND place = 3', [short.runId]);
    const late = await download(`/api/v1/code-runs/${String(short.runId)}/labels?from=1&to=3`);
    expect([late.status, JSON.parse(late.bytes.toString()).code]).toEqual([409, 'codes-missing']);
  });
});

test.each([
  ['from=1&to=41', '/to'],
  ['from=3&to=2', '/to'],
  ['from=1&to=2&media=a4-9x9', '/media'],
  ['from=1&to=2&media=roll-5x5', '/media'],
  ['from=1&to=2&media=constructor', '/media'],
  ['from=1&to=2&start=25', '/start'],
  ['from=1&to=2&format=zpl&media=a4-3x8', '/media'],
  ['from=1&to=2&format=svg', '/format'],
  ['from=1&to=2&format=zpl&printerFont=SIMSUN.TTF', '/printerFont'],
  ['from=1&to=2&format=tspl&printerFont=E:SIMSUN.TTF', '/printerFont'],
  ['from=1&to=2&printerFont=SIMSUN.TTF', '/printerFont'],
])('of %s is refused at %s', async (query, pointer) => {
  const { status, bytes } = await download(`/api/v1/code-runs/${run.runId}/labels?${query}`);
  const { errors } = JSON.parse(bytes.toString()) as { errors: Body[] };
  expect([status, errors.map((fault) => fault.pointer)]).toEqual([422, [pointer]]);
});

test('a label without room for its symbol is refused, not printed too fine', async () => {
  const query = 'symbol=gs1-128&media=roll-50x30&format=zpl';
  const { status, bytes } = await download(`/api/v1/batches/${batch}/labels?${query}`);
  expect([status, JSON.parse(bytes.toString()).code]).toEqual([422, 'label-too-small']);
});

test('each download stands in the audit by its own name, refused ones and the page for the browser included', async () => {
  const browser = new PlainBrowser(world.service.url);
  await browser.post('/sign-in', { key });
  world.service.clock.advance(1_000);
  const before = new Date(world.service.clock.now()).toISOString();
  await labelsOf(`/api/v1/batches/${native}/labels`);
  world.service.clock.advance(1_000);
  await labelsOf(`/api/v1/code-runs/${run.runId}/labels?from=1&to=2`);
  world.service.clock.advance(1_000);
  await download(`/api/v1/code-runs/${run.runId}/labels?from=9&to=2`);
  world.service.clock.advance(1_000);
  await browser.open(`/desk/batches/${batch}/labels`);
  const { body } = await world.service.send<{ items: Body[] }>(
    'GET',
    `/api/v1/audit?action=labels.read&from=${before}`,
    { key },
  );
  const told = body.items.map(({ route, subject, status }) => [route, subject, status]);
  expect(told.reverse()).toEqual([
    ['/api/v1/batches/:id/labels', native, 200],
    ['/api/v1/code-runs/:id/labels', run.runId, 200],
    ['/api/v1/code-runs/:id/labels', run.runId, 422],
    ['/desk/batches/:id/labels', batch, 200],
  ]);
});
