import { request as httpRequest } from 'node:http';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AccountsService } from '../../src/parties/index.js';
import { jsonPartsMax } from '../../src/platform/http/limits.js';
import { startApp, type TestApp } from '../support/app.js';

// Whatever bytes arrive as a body are read within limits or refused for a reason, and nothing is stored.

let service: TestApp;
let key: string;
beforeAll(async () => {
  service = await startApp();
  const accounts = service.app.get(AccountsService, { strict: false });
  const account = await accounts.open({
    kind: 'organisation',
    name: 'Farm',
    roles: ['producer'],
  });
  key = account.key.text;
});
afterAll(() => service.close());

interface Refusal {
  readonly status: number;
  readonly code?: string;
  readonly detail?: string;
}

async function post(
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
  path = '/api/v1/parties',
): Promise<Refusal> {
  const response = await fetch(new URL(path, service.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body,
  });
  const answer = (await response.json()) as Refusal;
  return { ...answer, status: response.status };
}

const party = (name: string) => JSON.stringify({ kind: 'organisation', name });

async function storedParties(): Promise<number> {
  return (await service.database.as({ role: 'fold' }).query('SELECT FROM party')).length;
}

describe('a body is taken', () => {
  test.each<[string, () => [string | Uint8Array<ArrayBuffer>, Record<string, string>?]]>([
    ['as JSON', () => [party('Plain')]],
    [
      'with its encoding named',
      () => [party('粤'), { 'content-type': 'application/json; charset=UTF-8' }],
    ],
    [
      'compressed',
      () => [Uint8Array.from(gzipSync(party('Zipped'))), { 'content-encoding': 'gzip' }],
    ],
    ['behind a byte order mark', () => [`\ufeff${party('Marked')}`]],
  ])('%s', async (_, make) => {
    const [body, headers] = make();
    expect(await post(body, headers)).toMatchObject({ status: 201 });
  });

  test('of the nesting allowed, and refused one level deeper', async () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(await post(nested(32))).toMatchObject({ status: 422, code: 'invalid-request' });
    expect(await post(nested(33))).toMatchObject({ status: 422, code: 'body-too-deep' });
  });

  test('of the values allowed, and refused with one more', async () => {
    const values = (count: number) => `[${Array<number>(count).fill(1).join(',')}]`;
    expect(await post(values(jsonPartsMax - 1))).toMatchObject({
      status: 422,
      code: 'invalid-request',
    });
    expect(await post(values(jsonPartsMax))).toMatchObject({
      status: 413,
      code: 'body-too-large',
    });
  });

  test('of 20 MB where documents are captured, and of 1 MB elsewhere', async () => {
    const megabytes = (count: number) => JSON.stringify('x'.repeat(count * 1024 * 1024 - 2));
    expect(await post(megabytes(1))).toMatchObject({ status: 422 });
    expect(await post(megabytes(1.1))).toMatchObject({ status: 413, code: 'body-too-large' });
    const capture = (count: number) => post(megabytes(count), {}, '/epcis/capture');
    expect((await capture(20)).status).not.toBe(413);
    expect(await capture(20.1)).toMatchObject({ status: 413, code: 'body-too-large' });
  });
});

describe('a body is refused and nothing stored', () => {
  const latin1 = Uint8Array.from(Buffer.from(party('Müller'), 'latin1'));
  const bomb = () => Uint8Array.from(gzipSync(' '.repeat(5 * 1024 * 1024)));

  test.each<[string, () => Promise<Refusal>, number, string, RegExp]>([
    [
      'as text',
      () => post(party('A'), { 'content-type': 'text/plain' }),
      415,
      'unsupported-media-type',
      /application\/json in UTF-8/,
    ],
    [
      'as a form',
      () => post('name=A', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'unsupported-media-type',
      /application\/json/,
    ],
    [
      'in another encoding, said so',
      () => post(party('A'), { 'content-type': 'application/json; charset=gb18030' }),
      415,
      'unsupported-media-type',
      /UTF-8/,
    ],
    ['in another encoding, unsaid', () => post(latin1), 400, 'malformed-json', /not UTF-8/],
    [
      'in an unknown compression',
      () => post(party('A'), { 'content-encoding': 'lzma' }),
      415,
      'unsupported-media-type',
      /gzip/,
    ],
    [
      'not compressed as it says',
      () => post(party('A'), { 'content-encoding': 'gzip' }),
      400,
      'malformed-json',
      /compressed/,
    ],
    [
      'that inflates beyond the limit',
      () => post(bomb(), { 'content-encoding': 'gzip' }),
      413,
      'body-too-large',
      /at most 1048576 bytes/,
    ],
    [
      'that breaks off',
      () => post('{"kind":\n  "person", '),
      400,
      'malformed-json',
      /line 2, column 13 the text ends/,
    ],
    [
      'with a comma too many',
      () => post('{"kind": "person",}'),
      400,
      'malformed-json',
      /line 1, column 19 "}" is not expected/,
    ],
    [
      'nested 10,000 deep',
      () => post('{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)),
      422,
      'body-too-deep',
      /deeper than 32 levels/,
    ],
    [
      'nested 500,000 deep without an end',
      () => post('['.repeat(500_000)),
      422,
      'body-too-deep',
      /deeper than 32 levels/,
    ],
    [
      'with text that cannot be kept',
      () => post('{"kind":"person","name":"a\\u0000"}'),
      422,
      'invalid-request',
      /remove it/,
    ],
    [
      'with a prototype',
      () => post('{"__proto__":{"kind":"person","name":"A"}}'),
      422,
      'invalid-request',
      /remove it/,
    ],
    ['without members', () => post('{}'), 422, 'invalid-request', /is missing/],
    ['empty', () => post(''), 422, 'invalid-request', /must be a JSON object/],
    ['that is a list', () => post(`[${party('A')}]`), 422, 'invalid-request', /JSON object/],
  ])('%s', async (_, send, status, code, detail) => {
    const before = await storedParties();
    const answer = await send();
    expect(answer).toMatchObject({ status, code, type: `/problems/${code}` });
    expect(answer.detail).toMatch(detail);
    expect(await storedParties()).toBe(before);
  });

  test('when its sender hangs up, and the service goes on', async () => {
    const before = await storedParties();
    const cutOff = httpRequest(new URL('/api/v1/parties', service.url), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'content-length': '1000',
      },
    });
    cutOff.write(party('Half').slice(0, 10), () => cutOff.destroy(new Error('hung up')));
    await once(cutOff, 'error');
    expect(await post(party('Next'))).toMatchObject({ status: 201 });
    expect(await storedParties()).toBe(before + 1);
  });
});
