// Goal: a producer with a phone gets from a key to a printed code that a shopper can scan. Method: Chromium fills
// the forms as a person would; the QR symbol is read back from a picture of the label and opened as its address.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import jsQR from 'jsqr';
import { chromium, type Browser, type Page } from 'playwright-core';
import { World } from '../cases/world.js';

let world: World;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  world = await World.start();
  await world.bearCanaries('F');
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  page = await browser.newPage({ locale: 'en-GB', viewport: { width: 390, height: 844 } });
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

it('a producer signs in, registers a batch, and a shopper scans its label', async () => {
  const { key, placeId } = await world.trader('F');
  const product = await world.product('X', 'F');
  await page.goto(`${world.service.url}/desk/batches/new`);
  await page.click('summary');
  await page.fill('#key', key);
  await page.click('details button');
  await page.waitForURL('**/desk/batches/new');

  await page.selectOption('#product', product);
  await page.check('input[value="harvest"]');
  await page.fill('#quantity', '500');
  await page.selectOption('#unit', 'jin');
  await page.selectOption('#place', placeId);
  await page.fill('#day', '2026-11-22');
  await page.click('form[action="/desk/batches"] button');
  await page.waitForSelector('text=Batch registered');

  await page.click('text=Print labels');
  await page.waitForSelector('.label svg');
  const link = new URL(await symbolOn(page, '.label .qr'));
  // Where it leads: the service believes in its published address; the test reaches it at another port.
  await page.goto(new URL(`/t${link.pathname}`, world.service.url).href);
  expect(await page.textContent('h1')).toBe('Record found, not shipped yet');
  expect(await page.textContent('main')).toContain('product X');
});

/** The text of a QR symbol as a camera would see it: a picture of it is decoded. */
async function symbolOn(shown: Page, selector: string): Promise<string> {
  const picture = await shown.locator(selector).first().screenshot({ scale: 'device' });
  const pixels = await shown.evaluate<{ data: number[]; width: number; height: number }>(`
    new Promise((resolve) => {
      const image = new Image();
      image.onload = () => {
        const canvas = document.createElement('canvas');
        canvas.width = image.width;
        canvas.height = image.height;
        const context = canvas.getContext('2d');
        context.drawImage(image, 0, 0);
        const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
        resolve({ data: [...data], width, height });
      };
      image.src = 'data:image/png;base64,${picture.toString('base64')}';
    })`);
  const read = jsQR as unknown as typeof jsQR.default;
  return read(new Uint8ClampedArray(pixels.data), pixels.width, pixels.height)?.data ?? '';
}
