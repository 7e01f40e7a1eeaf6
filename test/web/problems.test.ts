import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { declaredProblems } from '../../src/kernel/index.js';
import { startApp, type TestApp } from '../support/app.js';

// Where the `type` of a refusal leads: to what it means and what to do, for people and for programs.

let service: TestApp;
beforeAll(async () => {
  service = await startApp();
});
afterAll(() => service.close());

const html = { Accept: 'text/html', 'Accept-Language': 'en' };

interface Explained {
  readonly type: string;
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly meaning: string;
  readonly whatToDo: string;
}

describe('the type of a refusal', () => {
  test('leads to its explanation, as JSON and as a page', async () => {
    const refused = await service.send<Explained>('GET', '/api/v1/batches');
    expect(refused.body.type).toBe('/problems/unauthorised');
    const told = await service.send<Explained>('GET', refused.body.type);
    const { title, status, code, type } = refused.body;
    expect(told.body).toMatchObject({ title, status, code, type });
    expect(told.body.meaning).toMatch(/no key or token, or it is unknown/);

    const page = await service.send<string>('GET', type, { headers: html });
    expect(page.status).toBe(200);
    expect(page.body).toContain('<h1 lang="en">A valid key is needed</h1>');
    expect(page.body).toContain('There is no key or token, or it is unknown');
    expect(page.body).toContain('<code>Authorization: Bearer fk_...</code>');
    const chinese = await service.send<string>('GET', `${type}?lang=zh-CN`, { headers: html });
    expect(chinese.body).toContain('<h2>怎么办</h2>');
  });

  test('leads somewhere for every kind that is declared', async () => {
    const { body } = await service.send<{ items: Explained[] }>('GET', '/problems');
    expect(body.items.map(({ code }) => code)).toEqual(declaredProblems().map(({ code }) => code));
    for (const { type, meaning, whatToDo } of body.items) {
      const page = await service.send<string>('GET', type, { headers: html });
      expect([page.status, /\]\(|`/.test(page.body)]).toEqual([200, false]);
      expect(meaning && whatToDo).toBeTruthy();
    }
    const list = await service.send<string>('GET', '/problems', { headers: html });
    for (const { type } of body.items) expect(list.body).toContain(`href="${type}"`);
  });
});

test('an unknown kind is answered as any address without a thing', async () => {
  const { status, body } = await service.send('GET', '/problems/no-such-kind');
  expect([status, body]).toEqual([404, expect.objectContaining({ code: 'not-found' })]);
  const page = await service.send<string>('GET', '/problems/no-such-kind', { headers: html });
  expect(page.status).toBe(404);
  expect(page.body).toContain('href="/problems/not-found"');
  const chinese = { ...html, 'Accept-Language': 'zh' };
  const { body: inChinese } = await service.send<string>('GET', '/nowhere', { headers: chinese });
  expect(inChinese).toContain('没有这个页面');
  expect(inChinese).not.toContain('nothing at this address');
});
