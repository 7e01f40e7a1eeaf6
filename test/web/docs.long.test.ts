// Goal: Swagger UI works under the policy it is sent with. Method: Chromium opens /docs of the real service, authorises
// with a key and tries a route; whatever the policy kept it from doing would be in the console.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { chromium, type Browser } from 'playwright-core';
import { World } from '../cases/world.js';

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await World.start();
  await world.bearCanaries('F');
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

it.each(['/docs', '/docs/'])(
  'Swagger UI at %s tries a route and complains of nothing',
  async (path) => {
    const { key } = await world.trader('F');
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('requestfailed', (request) => complaints.push(request.url()));

    await page.goto(world.service.url + path);
    await page.click('button.authorize');
    await page.fill('.modal-ux input', key);
    await page.click('.modal-ux button.authorize');
    await page.click('.modal-ux button.btn-done');

    await page.click('#operations-tag-products');
    await page.click('#operations-products-productsList .opblock-summary-control');
    await page.click('#operations-products-productsList .try-out__btn');
    await page.click('#operations-products-productsList .execute');
    const answered = page.locator(
      '#operations-products-productsList .live-responses-table .response',
    );
    expect(await answered.locator('.response-col_status').innerText()).toContain('200');
    expect(complaints).toEqual([]);
    await page.close();
  },
);
