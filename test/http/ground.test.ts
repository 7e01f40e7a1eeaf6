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

describe('the description of the API', () => {
  test('is read by programs at /openapi.json', async () => {
    const { status, body } = await service.send<{ openapi: string; paths: object }>(
      'GET',
      '/openapi.json',
    );
    expect([status, body.openapi]).toEqual([200, '3.1.0']);
    expect(body.paths).toHaveProperty(['/api/v1/keys', 'post']);
  });

  test('is read by people at /docs', async () => {
    const { status, headers, body } = await service.send<string>('GET', '/docs');
    expect([status, headers.get('content-type')]).toEqual([200, expect.stringContaining('html')]);
    expect(body).toContain('swagger-ui');
  });
});
