import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';

let service: TestApp;
beforeAll(async () => {
  service = await startApp();
});
afterAll(async () => {
  await service.close();
});

describe('every answer', () => {
  test('of the health routes says that process and database answer', async () => {
    expect((await service.send('GET', '/health/live')).status).toBe(200);
    expect((await service.send('GET', '/health/ready')).status).toBe(200);
  });

  test('to an unknown address is a problem', async () => {
    const { status, headers, body } = await service.send('GET', '/nowhere');
    expect(status).toBe(404);
    expect(headers.get('content-type')).toMatch('application/problem+json');
    expect(body).toMatchObject({ code: 'not-found', type: '/problems/not-found', status: 404 });
  });

  test('without a key is 401 and says how to send one', async () => {
    const { status, headers } = await service.send('GET', '/api/v1/keys');
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe('Bearer');
  });
});

describe('a body', () => {
  test('nested 10,000 deep is refused before it is parsed', async () => {
    const body = '['.repeat(10_000) + ']'.repeat(10_000);
    const { status, body: problem } = await service.send('POST', '/api/v1/keys', { body });
    expect([status, problem]).toMatchObject([422, { code: 'body-too-deep' }]);
  });

  test('over its limit is refused', async () => {
    const body = JSON.stringify('x'.repeat(1024 * 1024));
    const { status, body: problem } = await service.send('POST', '/api/v1/keys', { body });
    expect([status, problem]).toMatchObject([413, { code: 'body-too-large' }]);
  });

  test('that is not JSON is refused with the place where it breaks', async () => {
    const { status, body } = await service.send('POST', '/api/v1/keys', { body: '{"a": }' });
    expect([status, body]).toMatchObject([400, { code: 'malformed-json' }]);
  });
});
