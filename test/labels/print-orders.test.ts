// Goal: a print house gets each code of a run once, in bytes that never change, and each download is on record before its first
// byte. Method: real requests; files parsed by the letter of RFC 4180, digests computed again, links looked up at the door.
import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parseIdentifier } from '../../src/identifiers/index.js';
import { World, type Body } from '../cases/world.js';

const publicUrl = 'https://trace.example';

interface Manifest {
  readonly id: string;
  readonly rows: number;
  readonly files: readonly {
    readonly href: string;
    readonly sha256: string;
    readonly bytes: number;
    readonly rows: number;
  }[];
}

let world: World;
let key: string;
let run: { runId: string; codes: string[] };
beforeAll(async () => {
  world = await World.start({ publicUrl });
  ({ key } = await world.trader('F'));
  await world.product('X', 'F', {
    name: '=HYPERLINK("http://evil.example")\u3000苹果, "红"',
    dateType: 'best-before',
    shelfLifeDays: 30,
  });
  const batch = await world.make('F', '-007', '100', { hour: 1 });
  run = (await world.post(key, `/api/v1/batches/${batch}/codes`, {
    kind: 'item',
    count: 5_000,
  })) as never;
});
afterAll(() => world?.close());

const order = async (body: Body = {}): Promise<Manifest> =>
  (await world.post(key, `/api/v1/code-runs/${run.runId}/print-orders`, body)) as never;

async function bytesOf(href: string): Promise<{ bytes: Buffer; headers: Headers }> {
  const response = await fetch(new URL(href, world.service.url), {
    headers: { Authorization: `Bearer ${key}` },
  });
  expect(response.status).toBe(200);
  return { bytes: Buffer.from(await response.arrayBuffer()), headers: response.headers };
}

/** RFC 4180: rows end in CRLF, cells in quotation marks may hold anything. */
function rowsOf(csv: string): Record<string, string>[] {
  const rows = csv
    .split('\r\n')
    .slice(0, -1)
    .map((row) =>
      [...row.matchAll(/(?:^|,)(?:"((?:""|[^"])*)"|([^",]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    );
  const [head = [], ...others] = rows;
  return others.map((row) => {
    expect(row).toHaveLength(head.length);
    return Object.fromEntries(head.map((name, at) => [name, row[at]!]));
  });
}

test('an order has each code once, in the order of the roll, with a link that leads to it', async () => {
  const manifest = await order({ perRoll: 2_000 });
  expect([manifest.rows, manifest.files.length]).toEqual([5_000, 1]);
  const { bytes, headers } = await bytesOf(manifest.files[0]!.href);
  expect(headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
  const rows = rowsOf(bytes.toString());
  expect(rows.map(({ code }) => code)).toEqual(run.codes);
  expect(rows.map(({ seq }) => seq)).toEqual(run.codes.map((_, at) => String(at + 1)));
  expect(rows.map(({ url }) => parseIdentifier(url!).parts.serial)).toEqual(run.codes);
  expect(rows[2_000]).toMatchObject({ roll: '2', pos: '1', allotment: run.runId });
  const { code_display: shown, ...first } = rows[0]!;
  expect(shown!.replaceAll(' ', '')).toBe(first.code);
  expect(first.gtin).toMatch(/^0\d{13}$/);
  expect(first.expires_on).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

test('no cell begins like a formula of a spreadsheet', async () => {
  const { bytes } = await bytesOf((await order({ to: 10 })).files[0]!.href);
  const cells = rowsOf(bytes.toString()).flatMap((row) => Object.values(row));
  expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  expect(cells).toContain(`'-007`);
});

test('files are the bytes of their manifest each time, whatever the product is called by then', async () => {
  const { id, files } = await order({ from: 11, to: 4_321, qrCase: 'lower' });
  const [{ href, sha256, bytes: length }] = files as [Manifest['files'][number]];
  const before = await bytesOf(href);
  const product = (await world.service.send<{ items: Body[] }>('GET', '/api/v1/products', { key }))
    .body.items[0]!;
  await world.service.send('PATCH', `/api/v1/products/${String(product.id)}`, {
    key,
    body: { name: 'Pears' },
  });
  const after = await bytesOf(href);
  const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
  expect(after.bytes.equals(before.bytes)).toBe(true);
  expect([digest(after.bytes).toString('hex'), after.bytes.length]).toEqual([sha256, length]);
  expect(after.headers.get('repr-digest')).toBe(
    `sha-256=:${digest(after.bytes).toString('base64')}:`,
  );
  const told = await world.service.send<Manifest>('GET', `/api/v1/print-orders/${id}`, { key });
  expect(told.body.files).toEqual(files);
});

test('a file that is not as it was ordered is never whole', async () => {
  const { id, files } = await order({ to: 3_000 });
  await (
    await world.owner()
  ).query(`UPDATE print_order SET made_on = made_on + 1 WHERE id = $1`, [id]);
  await expect(bytesOf(files[0]!.href)).rejects.toThrow();
});

test.each([
  [{ from: 0 }, '/from'],
  [{ from: 5_001 }, '/from'],
  [{ to: 5_001 }, '/to'],
  [{ from: 3, to: 2 }, '/to'],
])('an order of %j is refused at %s', async (body, pointer) => {
  const answer = await world.service.send<{ errors: Body[] }>(
    'POST',
    `/api/v1/code-runs/${run.runId}/print-orders`,
    { key, body },
  );
  expect([answer.status, answer.body.errors[0]?.pointer]).toEqual([422, pointer]);
});

test('a file that an order has not is not there', async () => {
  const { id } = await order({ to: 2 });
  for (const file of ['0', '2', '01', 'x', '1.csv']) {
    const { status } = await world.service.send('GET', `/api/v1/print-orders/${id}/files/${file}`, {
      key,
    });
    expect(status).toBe(404);
  }
});

const downloads = async (id: string): Promise<unknown[]> => {
  const { body } = await world.service.send<{ items: Body[] }>(
    'GET',
    `/api/v1/audit?action=labels.read&subject=${id}`,
    { key },
  );
  return body.items.map(({ route, status }) => [route, status]);
};

test('a download is on record once, and before its first byte: also one that its reader breaks off', async () => {
  const { id, files } = await order();
  const request = httpRequest(new URL(files[0]!.href, world.service.url), {
    headers: { Authorization: `Bearer ${key}` },
  }).end();
  const [response] = (await once(request, 'response')) as [import('node:http').IncomingMessage];
  await once(response, 'readable');
  const entry = ['/api/v1/print-orders/:id/files/:file', 200];
  expect(await downloads(id)).toEqual([entry]);
  response.destroy();
  await bytesOf(files[0]!.href);
  expect(await downloads(id)).toEqual([entry, entry]);
});

test('an order is on record, with who gave it, and in the feed', async () => {
  world.service.clock.advance(1_000);
  const { id } = await order({ to: 1 });
  const { body } = await world.service.send<{ items: Body[] }>(
    'GET',
    '/api/v1/audit?action=labels.write&limit=1',
    { key },
  );
  expect(body.items[0]).toMatchObject({
    subject: run.runId,
    status: 201,
    credential: key.split('_')[1],
  });
  const rows = await (await world.owner()).query(`SELECT kind FROM feed WHERE subject = $1`, [id]);
  expect(rows.rows).toEqual([{ kind: 'print-ordered' }]);
});
