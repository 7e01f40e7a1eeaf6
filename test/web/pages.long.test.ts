// Goal: every page is readable on a small phone and under strong magnification. Method: Chromium shows
// each one in both languages; with FURROW_SCREENSHOTS=<folder> it also leaves a picture of each there.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import { languages } from '../../src/platform/index.js';
import { contentSecurityPolicy } from '../../src/web/design/style-sheet.js';
import type { Reading } from '../../src/web/reading.js';
import { pages } from './pages.js';

let browser: Browser;
let page: Page;
const complaints: string[] = [];
const requests: string[] = [];

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  page = await browser.newPage();
  page.on('console', (message) => complaints.push(message.text()));
});
afterAll(() => browser.close());

const reading: Reading = { language: 'en', text: 'normal', theme: 'auto', order: 'newest' };

/** Serves the page as we would, policy included, so that the browser applies what we send. */
async function open(html: string): Promise<void> {
  await page.unroute('**/*');
  await page.route('**/*', (route) => {
    requests.push(route.request().url());
    return route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: { 'Content-Security-Policy': contentSecurityPolicy },
      body: html,
    });
  });
  await page.goto('http://furrow.test/t/X');
}

/** CSS pixels by which the content is wider than the window. */
const sidewaysScroll = () =>
  page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');

/** Text of links, buttons and inputs that are smaller than 44 px both ways, prose links aside. */
const smallTargets = () =>
  page.evaluate<
    string[]
  >(`[...document.querySelectorAll('a, button, input:not([type=hidden], [hidden]), select, summary')]
    .filter((element) => !element.closest('p, .note'))
    .filter((element) => {
      const box = (/radio|checkbox/.test(element.type) ? element.closest('label') : element).getBoundingClientRect();
      return box.height < 44;
    })
    .map((element) => element.outerHTML.slice(0, 80))`);

const cases = Object.keys(pages).flatMap((name) =>
  languages.map((language) => [name, language] as const),
);

describe('a page in a browser', () => {
  it.each(cases)(
    '%s in %s needs no sideways scroll and asks for nothing',
    async (name, language) => {
      complaints.length = 0;
      requests.length = 0;
      for (const text of ['normal', 'large'] as const) {
        // 320 px is also what 400 % zoom leaves of a 1280 px window (WCAG 2.2, 1.4.10).
        await page.setViewportSize({ width: 320, height: 256 });
        await open(pages[name]!({ ...reading, language, text }));
        expect(await sidewaysScroll()).toBeLessThanOrEqual(0);
        expect(await smallTargets()).toEqual([]);
      }
      expect(requests).toEqual(['http://furrow.test/t/X', 'http://furrow.test/t/X']);
      expect(complaints).toEqual([]);
      await takePicture(name, { ...reading, language });
    },
  );
});

it('a sheet of labels prints two to a row, each code in one line', async () => {
  await page.setViewportSize({ width: 794, height: 1123 });
  await open(pages['labels']!(reading));
  await page.emulateMedia({ media: 'print' });
  const label = await page.locator('.label').first().boundingBox();
  const code = await page.locator('.label .code').first().boundingBox();
  const isTitled = await page.locator('h1').isVisible();
  await page.emulateMedia({ media: 'screen' });
  expect(isTitled).toBe(false);
  expect(label!.width).toBeGreaterThan(300);
  expect(label!.width).toBeGreaterThan(2 * label!.height);
  expect(code!.height).toBeLessThan(40);
});

async function takePicture(name: string, wish: Reading): Promise<void> {
  const folder = process.env['FURROW_SCREENSHOTS'];
  if (folder === undefined) return;
  await page.setViewportSize({ width: 390, height: 844 });
  for (const theme of ['light', 'dark'] as const) {
    await open(pages[name]!({ ...wish, theme }));
    await page.screenshot({
      path: `${folder}/${name}.${wish.language}.${theme}.png`,
      fullPage: true,
    });
  }
}
